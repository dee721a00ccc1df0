"""Letters on paper: a PDF that can be printed, signed and posted, the same bytes every time."""

from __future__ import annotations

import email
import hashlib
import os
import re
import subprocess
import sys
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from letter_samples import CLIENT, DUE, ORGANISATION, RECEIVED, STAFF, house, letter
from pdf_words import Pdf

from mailbot.compose import PAPERS, Templates, compose
from mailbot.compose.manners import greets, parted
from mailbot.compose.papers import addressee_lines, place
from mailbot.compose.sheet import FONT_FILES
from mailbot.errors import BadConfig, PermanentFailure
from mailbot.model import Attachment, Letter, Organisation

TYPED = """Madame,

Nous avons bien reçu votre message\u00a0: un cœur brisé, 86\u202f€, « Noël », Łódź, Здравствуйте.

Nous vous proposons :
  - le remboursement d'une nuit ;
  - un bon d'achat.

Bien cordialement,
Claire Martin"""
CALM: dict[str, Any] = {
    "text": TYPED,
    "subject": "Panne de chauffage",
    "addressee": "Mme Élodie Dupont",
    "addressee_street": "12, rue de la Gare, 88250 La Bresse",
    "signer_name": "Claire Martin",
    "signer_function": "Chargée des réclamations",
    "causes": ("La chaudière était en panne.",),
    "corrections": ("Contrat d’entretien renforcé",),
    "received_at": RECEIVED,
    "reply_by": DUE,
    "outcome": "partiel",
    "what": "Une chambre sans chauffage",
    "changes": ("Deux personnes reçoivent l’alerte.",),
}
CARRIED = [(paper, kind) for paper, spec in PAPERS.items() for kind in spec.carried_by]


def on_paper(paper: str, kind: str, *, context: dict[str, Any] | None = None, **changes: Any) -> Letter:
    from mailbot.compose import LETTERS

    known = {name: CALM[name] for name in LETTERS[kind].keys if name in CALM}
    return letter(kind, full=False, paper=paper, context={**known, **(context or {})}, **changes)


def papers(templates: Templates, own: Letter, **changes: Any) -> list[tuple[str, bytes]]:
    content = compose(own, templates=templates, house=house(**changes)).content
    message = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return [
        (str(part.get_filename()), part.get_payload(decode=True))
        for part in message.iter_attachments()
        if part.get_content_type() == "application/pdf"
    ]  # fmt: skip


def printed(templates: Templates, own: Letter, **changes: Any) -> Pdf:
    [(_, content)] = papers(templates, own, **changes)
    return Pdf(content)


@pytest.mark.parametrize(("paper", "kind"), CARRIED)
def test_every_paper_is_a_readable_page(templates: Templates, paper: str, kind: str) -> None:
    """With all that a mail can tell, or the least, what is printed has words and no loose ends."""
    for own in (on_paper(paper, kind), letter(kind, full=False, paper=paper), letter(kind, paper=paper)):
        pdf = printed(templates, own)
        assert pdf.lines[0] == "Office de tourisme des Chaumes"
        assert not re.search(r"None|Undefined|datetime|\ue000", pdf.text)
        assert b"/Lang (fr)" in pdf.catalog
        assert pdf.about["Author"] == "Office de tourisme des Chaumes"
        assert len(pdf.about["Title"]) > 5


def test_a_letter_to_a_client_says_everything_in_its_order(templates: Templates) -> None:
    """Letterhead, addressee, date, subject, reference, text, causes, mediator, formula, signature."""
    pdf = printed(templates, on_paper("lettre_client", "courrier"))
    text = re.sub(r"\s+", " ", pdf.text)
    places = [
        text.index(words)
        for words in (
            "1 place de la Mairie", "reclamations@otc.example", "Mme Élodie Dupont", "12, rue de la Gare",
            "88250 La Bresse", "Exemple, le 20 novembre 2026", "Objet : Réponse à votre message",
            "N/Réf. : REC-2026-0001", "Madame,", "86 €", "le remboursement", "un bon d'achat",
            "Ce que nous avons constaté", "La chaudière", "Ce que nous corrigeons", "Médiateur du tourisme",
            "Bien cordialement", "Claire Martin", "Chargée des réclamations",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert text.count("Claire Martin") == 1  # typed below the formula, and printed below the signature
    assert "Madame, Monsieur" not in text  # the typed greeting is the greeting
    assert "agréer" not in text


def test_what_was_not_typed_is_said(templates: Templates) -> None:
    """A text without greeting and formula gets both; one with them keeps its own."""
    context = {"text": "Nous vous remboursons."}
    text = printed(templates, on_paper("lettre_client", "courrier", context=context)).text
    assert "Madame, Monsieur," in text
    assert "Nous vous prions d’agréer" in text


def test_french_typography_and_foreign_letters_survive(templates: Templates) -> None:
    """Accents, ligatures, the euro, quotation marks, non-breaking spaces, Polish and Russian are there."""
    text = printed(templates, on_paper("lettre_client", "courrier")).text
    for words in ("cœur brisé", "86\u202f€", "« Noël »", "Łódź", "Здравствуйте", "message :"):
        assert words in text


@pytest.mark.parametrize("before", range(60, 80))
def test_what_belongs_together_stays_on_one_line(templates: Templates, before: int) -> None:
    """Wherever the line ends, no amount is torn from its sign: not even one typed with an ordinary space."""
    context = {"text": "e" * before + " ee 1 mot 86 €, ee 2\u00a0mots 86\u202f€"}
    text = printed(templates, on_paper("lettre_client", "courrier", context=context)).text
    assert "mot 86 €," in text.replace("\n", " ")
    assert not re.search(r"86\n€|2\nmots|\n€", text)


def test_what_the_font_lacks_is_a_box_and_no_gap(templates: Templates) -> None:
    """Emoji and unknown scripts leave a trace; composed accents and invisible marks do not."""
    context = {"text": "Ah 😡 bon ひ e\u0301te\u0301 zéro\u200bespace ﬁn"}
    text = printed(templates, on_paper("lettre_client", "courrier", context=context)).text
    assert "Ah □ bon □ été zéroespace" in text


def test_the_same_letter_is_the_same_file(templates: Templates, tmp_path: Path) -> None:
    """In another process and time zone every byte is the same; another day is another file."""
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from test_compose_papers import *\n"
        "own = on_paper('lettre_client', 'courrier')\n"
        "print(hashlib.sha256(compose(own, templates=Templates.load(), house=house()).content).hexdigest())"
    )
    here = str(Path(__file__).parent)
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, here],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}, cwd=tmp_path,
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    own = on_paper("lettre_client", "courrier")
    mail = compose(own, templates=templates, house=house())
    assert seen == {hashlib.sha256(mail.content).hexdigest()}
    later = house(today=DUE.date())
    assert compose(own, templates=templates, house=later).content != mail.content


@pytest.mark.parametrize("paragraphs", [8, 20, 45])
def test_a_long_letter_goes_on_over_the_page(templates: Templates, paragraphs: int) -> None:
    """No word is lost at a break; later pages say whose letter it is, and each its number."""
    said = [f"Paragraphe {number}. " + "Nous répétons ce qui a été dit. " * 9 for number in range(paragraphs)]
    context = {"text": "Madame,\n\n" + "\n\n".join(said)}
    pdf = printed(templates, on_paper("lettre_client", "courrier", context=context))
    total = len(pdf.pages)
    assert total > 1
    text = re.sub(r"\s+", " ", pdf.text)
    assert [int(n) for n in re.findall(r"Paragraphe (\d+)\.", text)] == list(range(paragraphs))
    assert text.count("répétons") == 9 * paragraphs
    for number, page in enumerate(pdf.pages, 1):
        assert page.lines[-1] == f"{number}/{total}"
        if number > 1:
            assert page.lines[0] == "Office de tourisme des Chaumes – REC-2026-0001"


def test_an_endless_text_is_cut_with_a_mark(templates: Templates) -> None:
    """What nobody would print takes no time to draw, and the reader sees that there was more."""
    context = {"text": "x" * 500_000, "subject": ""}
    pdf = printed(templates, on_paper("lettre_prestataire", "courrier", context=context))
    assert "[…]" in pdf.lines
    assert len(pdf.pages) < 25


@pytest.mark.parametrize("lines", range(18, 34))
def test_a_signature_is_never_alone_on_its_page(templates: Templates, lines: int) -> None:
    """Wherever the page ends, the formula stays with the signature, and something of the letter with both."""
    context = {
        "text": "Madame,\n\n" + "\n\n".join("Ligne." for _ in range(lines)),
        "causes": (),
        "corrections": (),
    }
    own = on_paper("lettre_client", "courrier", context=context)
    last = printed(templates, own, mediator=None).pages[-1]
    signed, formula = last.lines.index("Claire Martin"), last.lines.index(
        "Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."
    )  # fmt: skip
    assert 1 <= formula < signed
    assert last.lines[formula - 1] == "Ligne."


def test_an_unknown_address_is_filled_in_by_hand(templates: Templates) -> None:
    """Lines to write on where the address is missing, and never the name of whoever prints the letter."""
    rules = {}
    for name, street in (("Mme Dupont", "3 rue du Lac 88400 Gérardmer"), ("Mme Dupont", ""), ("", "")):
        context = {"addressee": name, "addressee_street": street}
        pdf = printed(templates, on_paper("lettre_client", "courrier", context=context), mediator=None)
        rules[name, street] = pdf.pages[0].rules
        assert pdf.lines.index("Exemple, le 20 novembre 2026") == 3 + bool(name) + 2 * bool(street)
    known, partly, nothing = rules.values()
    assert (partly - known, nothing - known) == (2, 3)


def test_a_mailed_letter_has_no_lines_to_fill_in(templates: Templates) -> None:
    """An answer that travels by mail, as a letter, is addressed to its reader and names its attachments."""
    own = on_paper(
        "lettre_client", "reponse_client",
        attachments=(Attachment(name="devis.pdf", content_type="image/png", content=b"x"),),
    )  # fmt: skip
    pdf = printed(templates, own)
    assert pdf.lines[3:5] == [CLIENT.name, "Par courriel"]
    assert "P.J. : devis.pdf" in pdf.lines
    assert STAFF.name not in pdf.lines[:5]


@pytest.mark.parametrize(("paper", "kind"), CARRIED)
def test_the_mediator_is_named_only_where_due(templates: Templates, paper: str, kind: str) -> None:
    """On the client's letter, when the house gives one; a provider or a notice board never reads of it."""
    own = on_paper(paper, kind)
    assert ("Médiateur du tourisme" in printed(templates, own).text) == (paper == "lettre_client")
    assert "édiateur" not in printed(templates, own, mediator=None).text


def test_a_paper_comes_only_when_asked_for(templates: Templates) -> None:
    """Without one no PDF; one that does not belong to the letter, or is unknown, is refused."""
    assert papers(templates, on_paper("", "courrier")) == []
    for paper, kind in (("affiche", "courrier"), ("lettre_client", "note_interne"), ("rien", "courrier")):
        with pytest.raises(PermanentFailure, match=paper):
            papers(templates, on_paper(paper, kind))


@pytest.mark.parametrize(
    ("paper", "kind", "reference", "name"),
    [
        ("lettre_client", "courrier", "REC-2026-0001", "lettre-REC-2026-0001.pdf"),
        ("lettre_prestataire", "courrier", "REC-2026-0001", "lettre-REC-2026-0001.pdf"),
        ("affiche", "note_interne", "REC-2026-0001", "affiche-REC-2026-0001.pdf"),
        ("lettre_client", "courrier", None, "lettre.pdf"),
        ("lettre_client", "courrier", "../a b", "lettre-a-b.pdf"),
    ],
)
def test_the_file_is_named_after_the_case(
    templates: Templates, paper: str, kind: str, reference: str | None, name: str
) -> None:
    """Nobody's name is in it."""
    [(named, _)] = papers(templates, on_paper(paper, kind), reference=reference)
    assert named == name


def test_a_provider_reads_nothing_but_what_was_let_through(templates: Templates) -> None:
    """The letter cites the redacted text, asks for an answer to us, and knows no client."""
    context = {"text": "Chambre [12] glaciale.\n\n[nom]", "addressee": "Hôtel", "addressee_street": ""}
    own = on_paper("lettre_prestataire", "courrier", context=context, conversation="provider:1")
    pdf = printed(templates, own)
    text = re.sub(r"\s+", " ", pdf.text)
    for words in ("Chambre [12] glaciale.", "[nom]", "Adressez votre réponse à nous seuls",
                  "reclamations@otc.example", "tard le : 30 novembre 2026", "ni à la joindre"):  # fmt: skip
        assert words in text
    assert "Dupont" not in text + str(pdf.about)


def test_a_notice_fits_its_page_and_is_as_large_as_it_can_be(templates: Templates) -> None:
    """A short note is written large, a long one smaller, until it is one sheet to pin up."""
    heights = []
    for number in (1, 10, 24):
        context = {"changes": ("Une ligne de changement qui dit ce qui est nouveau.",) * number}
        [(_, content)] = papers(templates, on_paper("affiche", "note_interne", context=context))
        pdf = Pdf(content)
        assert len(pdf.pages) == 1
        assert {"Ce qui change", "Pourquoi", "Le 20 novembre 2026"} <= set(pdf.lines)
        drawn = next(stream for body, stream in pdf.objects.values() if b" Tj" in stream and body)
        heights.append(max(float(size) for size in re.findall(rb"/F\d+ ([\d.]+) Tf", drawn)))
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > 1.5 * heights[2]


def test_a_typed_list_hangs_and_stays_in_order(templates: Templates) -> None:
    """Points that somebody typed are points on paper; no other line becomes one."""
    context = {"text": "Voici :\n- un\n2) deux\n– trois\n-quatre\n5.cinq\n\nFin."}
    lines = printed(templates, on_paper("lettre_client", "courrier", context=context)).lines
    start = lines.index("Voici :")
    assert lines[start + 1 : start + 9] == ["-", "un", "2)", "deux", "–", "trois", "-quatre", "5.cinq"]


def test_an_english_client_gets_an_english_letter(templates: Templates) -> None:
    """The paper follows the client's language, also inside a mail for French staff."""
    own = on_paper("lettre_client", "courrier", language="en")
    pdf = printed(templates, own)
    assert "Subject: Our answer to your message: Panne de chauffage" in pdf.lines
    assert "Our reference: REC-2026-0001" in pdf.lines
    assert "Exemple, 20 November 2026" in pdf.lines
    assert b"/Lang (en)" in pdf.catalog
    assert "imprimée" in compose(own, templates=templates, house=house()).content.decode().replace(
        "=C3=A9", "é"
    )


def test_every_paper_has_its_template(templates: Templates) -> None:
    """In French, and for clients in English."""
    for name in PAPERS:
        assert f"{name}/fr.txt" in templates.names
        assert (f"{name}/en.txt" in templates.names) == name.endswith("_client")


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("affiche/fr.txt", "Bonjour\n", "Objet"),
        ("affiche/fr.txt", "Objet : x\n\n{{ titre }}\n", "titre"),
        ("lettre_client/fr.txt", "Objet : x\n\n| sans deux-points\n", "libellé"),
        ("lettre_prestataire/fr.txt", "Objet : x\n\n{{ rien }}\n", "rien"),
        ("lettre_client/fr.txt", "Objet : x\n\n{{ reply_by | moment_en | date_fr }}\n", "lettre_client"),
        ("_papier_bas.fr.txt", "{{ rien }}\n", "rien"),
    ],
)
def test_a_broken_paper_is_named_when_templates_are_read(
    tmp_path: Path, name: str, text: str, named: str
) -> None:
    """What is printed is checked with the letters, before anybody needs it."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    with pytest.raises(BadConfig, match=named):
        Templates.load(tmp_path)


def test_papers_can_be_changed_like_any_letter(tmp_path: Path) -> None:
    """A template in the organisation's own folder replaces the shipped one, paper marks included."""
    (tmp_path / "affiche").mkdir()
    (tmp_path / "affiche" / "fr.txt").write_text(
        "Objet : À lire\n\n-> Ici\n-> ___\n\nVoilà {{ what }}.\n\n~~~\n", "utf-8"
    )
    pdf = printed(Templates.load(tmp_path), on_paper("affiche", "note_interne"))
    assert pdf.lines == [
        "Office de tourisme des Chaumes",
        "Ici",
        "À lire",
        "Voilà Une chambre sans chauffage.",
    ]
    assert pdf.pages[0].rules == 1


def test_paper_marks_are_words_in_a_mail(tmp_path: Path) -> None:
    """An arrow at the start of a line of a mail stays an arrow."""
    (tmp_path / "alerte").mkdir()
    (tmp_path / "alerte" / "fr.txt").write_text("Objet : Alerte\n\n-> {{ title }}\n", "utf-8")
    mail = compose(
        letter("alerte", context={"title": "ici"}), templates=Templates.load(tmp_path), house=house()
    )
    assert b"\r\n\r\n-> ici\r\n" in mail.content


def test_the_fonts_are_small_and_know_our_letters() -> None:
    """Both weights draw the same characters, those of French among them; they travel with their licence."""
    folder = Templates.load().fonts
    assert (folder / "LICENCE").read_text("utf-8").count("Bitstream") > 3
    known = [set(TTFont(folder / name).getBestCmap()) for name in FONT_FILES.values()]
    needed = {ord(c) for c in "àâäæçéèêëîïôœöùûüÿÀÂÇÉÈÊËÎÔŒÙÛŸ€«»‹›’‘“”…–—·•°№\u00a0\u202f□½²"} | set(
        range(32, 127)
    )
    assert known[0] == known[1]
    assert needed <= known[0]
    assert sum((folder / name).stat().st_size for name in FONT_FILES.values()) < 250_000


@pytest.mark.parametrize(
    ("street", "lines"),
    [
        ("12, rue de la Gare, 88250 La Bresse", ("12, rue de la Gare", "88250 La Bresse")),
        ("12 bis, rue de la Gare 88250 La Bresse", ("12 bis, rue de la Gare", "88250 La Bresse")),
        ("Les Chaumes ; 3 rue du Lac\n88400 Gérardmer", ("Les Chaumes", "3 rue du Lac", "88400 Gérardmer")),
        ("BP 80303, 75008 Paris CEDEX", ("BP 80303", "75008 Paris CEDEX")),
        ("", ()),
    ],
)
def test_an_address_typed_in_one_go_is_written_line_by_line(street: str, lines: tuple[str, ...]) -> None:
    """As the post wants it on the envelope."""
    assert addressee_lines("Mme Dupont ", street) == ("Mme Dupont", *lines)


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("1 place de la Mairie, 88250 La Bresse", "La Bresse"),
        ("BP 12\n75008 PARIS CEDEX 08", "PARIS"),
        ("1 place de la Mairie", ""),
        ("", ""),
    ],
)
def test_the_town_comes_from_the_address(address: str, town: str) -> None:
    """« La Bresse, le 20 novembre »; the date alone where no town is known."""
    assert place(address) == town


def test_a_house_without_address_dates_its_letters(templates: Templates) -> None:
    """What the organisation has not said is left out, without dangling commas."""
    own = on_paper("lettre_client", "courrier")
    lines = printed(templates, own, organisation=Organisation(name="Studio Léa"), reference=None).lines
    assert lines[:2] == ["Studio Léa", "reclamations@otc.example"]
    assert "Le 20 novembre 2026" in lines
    assert ORGANISATION.name not in lines


@pytest.mark.parametrize(
    ("text", "body", "closing"),
    [
        ("Madame,\n\nOui.\n\nCordialement,\nClaire Martin", "Madame,\n\nOui.", "Cordialement,"),
        ("Oui.\nBien cordialement", "Oui.", "Bien cordialement"),
        ("Oui.\n\nVeuillez agréer, Madame,\nnos salutations.\n\nP.S. : merci", "Oui.",
         "Veuillez agréer, Madame,\nnos salutations.\n\nP.S. : merci"),
        ("Nous sommes cordialement invités à répondre.\n\nFin.",
         "Nous sommes cordialement invités à répondre.\n\nFin.", ""),
        ("Sans formule.", "Sans formule.", ""),
        ("", "", ""),
        ("Dear Madam,\n\nYes.\n\nKind regards,\nClaire", "Dear Madam,\n\nYes.", "Kind regards,\nClaire"),
    ],
)  # fmt: skip
def test_a_formula_is_told_from_the_letter(text: str, body: str, closing: str) -> None:
    """What comes between the two goes where a letter has it; no word is lost but the repeated signature."""
    assert parted(text, ("Claire Martin", "", "Office")) == (body, closing)


@pytest.mark.parametrize(
    ("text", "greeted"),
    [
        ("Bonjour,\n\nOui.", True),
        ("  Chère Madame Dupont,", True),
        ("Dear Sir,", True),
        ("M. Dupont,", True),
        ("Nous vous remboursons.", False),
        ("Mmes les clientes", False),
        ("", False),
    ],
)
def test_a_greeting_is_recognised(text: str, greeted: bool) -> None:
    """« Madame, Monsieur » is added to a letter that greets nobody."""
    assert greets(text) == greeted
