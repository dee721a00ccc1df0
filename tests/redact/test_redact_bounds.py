"""Hostile texts cost no more time than honest ones, and ordinary mails are quick."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from measure_redaction import directories, measure

from mailbot.model import Address, Identity, IncomingMail, Meaning
from mailbot.redact import pdf, proof, redact, search

HERE = Path(__file__).parent
DIRECTORY = directories(HERE / "held_out_directory.json")["orsenne"]

LENGTH = 300_000
HOSTILE = {
    "digits": "1234567890",
    "digits and spaces": "0 1 2 ",
    "zeros": "0",
    "dotted digits": "06.",
    "spaces": " ",
    "newlines": "\n",
    "dashes": "-",
    "capitals": "A",
    "capital words": "Abc ",
    "lone capitals": "A ",
    "hyphenated capitals": "Ab-",
    "particles": "Ab de la ",
    "lower case": "a",
    "dotted letters": "a.",
    "at signs": "@",
    "local parts": "a@",
    "disguised": "a point ",
    "arobase": "a arobase ",
    "kin": "mon mari ",
    "kin and names": "mes enfants Léa et ",
    "streets": "12 rue de ",
    "living": "j'habite à ",
    "postcodes": "29200 Brest ",
    "residences": "Résidence Les ",
    "files": "dossier n° ",
    "file words": "dossier dossier ",
    "born": "né le ",
    "zeros in words": "zéro ",
    "digits in words": "zéro un deux ",
    "letters and dashes": "A1-",
    "iban": "FR76 ",
    "stars": "*",
    "cards": "XXXX ",
    "web": "www.",
    "quotes": "> ",
    "angles": "<",
    "brackets": "[",
    "headers": "De : ",
    "wrote": "12:00 a écrit ",
    "civilities": "Mme ",
    "civil names": "Mme Dupont ",
    "directory": "Cars Perrin ",
    "british": "12 Abc Abc ",
    "british codes": "Abc, ",
    "via": "Via Abc ",
    "greetings": "Bonjour ",
    "closings": "Cordialement\n",
    "lines of names": "Léa Dupont\n",
    "commas": "Léa, ",
    "misspelt": "Guilou Guilous ",
    "letters apart": "g u i ",
    "aliases": "alias ",
    "aliases and names": "alias Lolo la ",
    "bookings": "réservation ",
    "bookings and names": "chambre Abcde ",
    "ages": "Abcde (4 ans) ",
    "sufferers": "Abcde qui ne a pleuré ",
    "auxiliaries": "Abcde aussi elle en ",
    "functions": "je suis la ",
    "functions and places": "je suis la abcde de ",
    "mail hosts": "a point b chez gmail ",
    "keycaps": "0\ufe0f\u20e3",
    "circled digits": "⓪",
    "letters for digits": "O6 l",
    "nouns": "la douche ",
    "lists of people": "élèves : Abcde, Bcdef ",
    "hosts": "chez les Abcde ",
    "companions": "Abcde et moi ",
    "firms": "SARL Abc de la Def ",
    "members": "adhérents du Club des Abc de ",
    "employers": "je travaille chez Abc de ",
    "ours": "notre petite Abcde ",
    "contacts": "Contact : Abc Def, ",
    "birthdays": "6 ans le ",
    "ties": "mon mari est le la ",
    "guesses": "qui sait que c'est ",
    "only ones": "les seuls ",
    "codes": "A1B2C3",
    "small and capital": "aB1",
    "plates": "AB CD 12",
    "verbs and names": "nous retirons Abcde ",
    "given to": "il a demandé le numéro à Abcde ",
    "subjects": "Abcde était. ",
    "families": "les Abcde ont ",
    "called": "s'appelle abcde ",
    "drivers": "le chauffeur M. Abcde Bcdef ",
    "signed with": "Martine Guillou et Abcde et ",
    "small companions": "avec tim et ",
    "civil lists": "Mmes Abcde, Bcdef, ",
    "contractions": "de Martine de ",
    "handicaps": "je suis en a b c d ",
    "neighbours": "j'habite a b c d e f ",
    "rooms": "chambre 12 anonyme ",
    "spouses": "épouse de la ",
}


def mail(text: str, subject: str = "") -> IncomingMail:
    return IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="service@organisation.example",
        from_=Address(address="martine.guillou@boite.example", name="Martine Guillou"),
        subject=subject,
        text=text,
        new_text=text,
    )


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_long_hostile_text_is_done_in_seconds(piece: str) -> None:
    """No expression runs away, whatever is repeated; the copy is held for a person."""
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    begin = time.process_time()
    copy = redact(mail(text), DIRECTORY, Meaning(kind="reclamation"))
    assert time.process_time() - begin < 6
    assert copy.held


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_search_of_a_hostile_text_is_done_in_seconds(piece: str) -> None:
    """The proof keeps its time too, in text and in markup."""
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    identity = Identity(
        names=("Martine Guillou",), addresses=("m.guillou@boite.example",), others=("0639980417",)
    )
    content = (
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text.encode()
    )
    begin = time.process_time()
    search(content, identity)
    assert time.process_time() - begin < 10


HOSTILE_PDF = (
    b"(", b"(\\(", b"<", b"<00> <0000> ", b"stream\n", b"stream\nendstream ", b"/Author (",
    b"<?xpacket begin",
    b"beginbfchar", b"/Filter [", b"[(a)-200", b"obj ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE_PDF)
def test_a_hostile_pdf_is_done_in_seconds(piece: bytes) -> None:
    """Whatever is repeated in it."""
    raw = b"%PDF-1.4\n" + piece * (400_000 // len(piece))
    begin = time.process_time()
    pdf.words(raw)
    pdf.anonymous(raw)
    pdf.carries_more(raw)
    assert time.process_time() - begin < 6


def test_ordinary_mails_are_quick() -> None:
    """Two hundred a second on one quiet core; a quarter of that is asked of a busy one."""
    figures = measure(HERE / "held_out.jsonl", HERE / "held_out_directory.json")
    assert figures.mails / figures.seconds > 50


def test_rare_characters_do_not_fill_the_memory() -> None:
    """What is known of a character is remembered for a few thousand of them, and right for all."""
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    identity = Identity(names=("Élodie Kervella",))
    assert not proof.traces(every, identity)
    assert proof.traces(f"{every} E\u0301lo\u200bdie Kervella", identity)
    assert len(proof._KEPT) <= proof._MOST_KEPT
