"""Every letter, in every language: what its reader sees, and what nobody may make it show."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage

import pytest
from letter_samples import DUE, HOSTILE, VALUES, house, letter
from selectolax.lexbor import LexborHTMLParser

from mailbot.compose import LETTERS, Templates, compose
from mailbot.errors import PermanentFailure
from mailbot.model import OutgoingMail

LANGUAGES = [(kind, language) for kind, spec in LETTERS.items()
             for language in (("fr", "en", "de") if spec.to == "client" else ("fr",))]  # fmt: skip


def read(mail: OutgoingMail) -> EmailMessage:
    message = email.message_from_bytes(mail.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def bodies(mail: OutgoingMail) -> tuple[str, str]:
    message = read(mail)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize(("kind", "language"), LANGUAGES)
@pytest.mark.parametrize("full", [True, False])
def test_every_letter_renders_without_loose_ends(
    templates: Templates, kind: str, language: str, full: bool
) -> None:
    """With everything or the least, no variable, placeholder, empty fact or None is left in a letter."""
    calm: dict[str, object] = {
        "text": "Texte.", "theirs": "Texte.", "list": ("un", "deux"), "rows": (("un", DUE),),
        "commands": (("#un", "deux"),), "moment": DUE,
    }  # fmt: skip
    keys = {name: key for name, key in LETTERS[kind].keys.items() if full or key.required}
    context = {name: calm[key.shape] for name, key in keys.items()}
    mail = compose(
        letter(kind, full=full, language=language, context=context), templates=templates, house=house()
    )
    subject, (text, html) = str(read(mail)["Subject"]), bodies(mail)
    assert subject.startswith("[REC-2026-0001] ")
    assert len(subject) > len("[REC-2026-0001] ") + 8
    for shown in (subject, text, LexborHTMLParser(html).body.text()):
        assert not re.search(r"[{}\ue000\ue001]|None|Undefined|datetime", shown)
        assert not re.search(r"\(\s*\)|« »", shown)
    assert not re.search(r":\s*$(?!\n+[-0-9>A-Z])", text, re.MULTILINE)


@pytest.mark.parametrize(("kind", "language"), LANGUAGES)
def test_text_and_html_say_the_same(templates: Templates, kind: str, language: str) -> None:
    """Nobody reads more, or less, because of the mail client that they use."""
    mail = compose(letter(kind, language=language), templates=templates, house=house())
    text, html = bodies(mail)
    page = LexborHTMLParser(html)
    shown = words_of(page.body.text(separator=" "))
    head = words_of("Office de tourisme des Chaumes")
    assert shown[: len(head)] == head  # the letterhead is the page's only extra
    assert shown[len(head) :] == words_of(text)


@pytest.mark.parametrize("kind", LETTERS)
def test_words_of_people_are_never_markup(templates: Templates, kind: str) -> None:
    """Hostile words change neither the structure of the page nor the template's own text."""
    hostile = compose(letter(kind), templates=templates, house=house())
    tame = {
        name: value for name, key in LETTERS[kind].keys.items()
        for value in [_tamed(VALUES[key.shape])] if key.shape != "moment"
    }  # fmt: skip
    plain = compose(letter(kind, context=tame), templates=templates, house=house())
    pages = [LexborHTMLParser(bodies(mail)[1]) for mail in (hostile, plain)]
    for tag in ("h2", "ul", "a", "div", "blockquote", "script", "img", "span"):
        assert len(pages[0].css(tag)) == len(pages[1].css(tag)), tag
    assert len(pages[0].css("li")) == len(pages[1].css("li"))
    text, html = bodies(hostile)
    assert "<script" not in html
    assert not re.search("[\x00\x1b\ue000\ue001]", text + html)
    assert all(a.attributes["href"].startswith("mailto:") for a in pages[0].css("a"))


def _tamed(value: object) -> object:
    """The same number of lines and paragraphs, in harmless words."""
    if isinstance(value, tuple):
        return tuple(_tamed(item) for item in value)
    return re.sub(r"[^\n]+", "mots", value) if isinstance(value, str) and value == HOSTILE else value


def test_quoted_words_keep_every_character(templates: Templates) -> None:
    """Staff read the client's text as it was written, line by line, behind a quotation mark."""
    said = "Déçue :\n  « 86 € » ?\n\n=> voir | https://x.example\n{{ 7*7 }}"
    mail = compose(letter("avis_equipe", context={"text": said}), templates=templates, house=house())
    text = bodies(mail)[0]
    assert "> Déçue :\n>   « 86 € » ?\n>\n> => voir | https://x.example\n> {{ 7*7 }}\n" in text


@pytest.mark.parametrize(
    "link",
    ["http://evil.example/a", "https://EVIL.example", "www.evil.example", "evil.example/pay", "evil.com",
     "mailto:a@evil.example", "a.b@evil.example", "javascript:alert(1)", "ftp://evil.example"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["accuse_reception", "accuse_suggestion", "message_client"])
def test_links_of_a_client_are_not_sent_back(templates: Templates, kind: str, link: str) -> None:
    """An acknowledgement to a forged address carries no link and no more than a line of the forger's."""
    context = {"subject": f"Panne de chauffage {link} " + "x" * 500}
    if kind == "message_client":
        context |= {"text": "Madame", "signer_name": "Claire Martin"}
    own = letter(kind, full=False, context=context)
    mail = compose(own, templates=templates, house=house())
    everything = " ".join((str(read(mail)["Subject"]), *bodies(mail))).casefold()
    assert "panne de chauffage" in everything
    assert "evil" not in everything
    assert "alert(1)" not in everything
    assert "x" * 200 not in everything


@pytest.mark.parametrize("kind", ["transmission", "message_prestataire", "relance_prestataire"])
def test_a_provider_sees_nothing_of_the_client(templates: Templates, kind: str) -> None:
    """Identifiers, topics and addresses of the client's mail are in no header and no byte for a provider."""
    calm = {name: "Texte." for name, key in LETTERS[kind].keys.items() if key.shape == "text"}
    mail = compose(letter(kind, context=calm), templates=templates, house=house())
    raw = mail.content + b"".join(part.as_bytes() for part in read(mail).walk())
    for trace in (b"client.example", b"elodie", b"AQHX", b"Thread-", b"Dupont", b"Direction <"):
        assert trace.lower() not in raw.lower().replace(b"=\n", b""), trace


def test_a_client_letter_says_what_the_procedure_promises(templates: Templates) -> None:
    """Reference, dates as French people write them, who handles it, the mediator: all are there."""
    context = {
        "subject": "Chauffage",
        "due_at": DUE,
        "handler_name": "Claire Martin",
        "steps": "Copie transmise.",
        "no_further_contact": "",
    }
    text = bodies(compose(letter("accuse_reception", context=context), templates=templates, house=house()))[0]
    for phrase in (
        "REC-2026-0001", "vendredi 20 novembre 2026 à 16\u00a0h\u00a005", "Chauffage", "Claire Martin",
        "lundi 30 novembre 2026", "Copie transmise.", "Médiateur du tourisme", "rgpd@otc.example",
    ):  # fmt: skip
        assert phrase in text
    without = compose(
        letter("accuse_reception", full=False),
        templates=templates,
        house=house(mediator=None, reference=None),
    )
    text = bodies(without)[0]
    assert "au plus tard" not in text
    assert "édiateur" not in text
    assert not str(read(without)["Subject"]).startswith("[")


def test_who_wants_no_more_mail_reads_so_and_no_invitation(templates: Templates) -> None:
    """The one acknowledgement to such a client says that nothing follows."""
    mail = compose(letter("accuse_reception", context={"due_at": None}), templates=templates, house=house())
    text = bodies(mail)[0]
    assert "nous ne vous écrirons plus" in text
    assert "Répondez simplement" not in text


def test_other_languages_read_english_with_a_word_of_french(templates: Templates) -> None:
    """A German reads English, and that French is welcome; staff and providers read French always."""
    german = compose(letter("accuse_reception", language="de"), templates=templates, house=house())
    assert read(german)["Content-Language"] == "en"
    assert "Your complaint" in str(read(german)["Subject"])
    assert "en français" in bodies(german)[0]
    staff = compose(letter("avis_equipe", language="de"), templates=templates, house=house())
    assert read(staff)["Content-Language"] == "fr"


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("avis_equipe", {"side": "party"}),
        ("avis_equipe", {"side": "party", "conversation": "provider:1"}),
        ("transmission", {"conversation": "client"}),
        ("accuse_reception", {"conversation": "provider:1"}),
        ("message_client", {"side": "staff"}),
        ("inconnue", {}),
    ],
)
def test_a_letter_goes_to_no_other_role_than_its_own(
    templates: Templates, kind: str, changes: dict[str, str]
) -> None:
    """A staff letter for a client, or a client letter for a provider, is refused before it is written."""
    base = letter(kind if kind in LETTERS else "alerte")
    settings = {name: getattr(base, name) for name in base.__dataclass_fields__} | {"kind": kind} | changes
    with pytest.raises(PermanentFailure):
        compose(type(base)(**settings), templates=templates, house=house())


@pytest.mark.parametrize(
    ("context", "named"),
    [
        ({"unknown_key": "x"}, "unknown_key"),
        ({"received_at": None}, "received_at"),
        ({"received_at": "hier"}, "received_at"),
        ({"received_at": DUE.replace(tzinfo=None)}, "received_at"),
        ({"handlers": "Claire"}, "handlers"),
    ],
)
def test_a_wrong_context_is_named(templates: Templates, context: dict[str, object], named: str) -> None:
    """Whoever forgets or misspells a key is told which."""
    with pytest.raises(PermanentFailure, match=named):
        compose(letter("accuse_reception", context=context), templates=templates, house=house())


def test_commands_become_ready_made_mails(templates: Templates) -> None:
    """Each link writes to the token's address with the command as its text; typed, it works as well."""
    mail = compose(letter("avis_equipe"), templates=templates, house=house())
    text, html = bodies(mail)
    links = [a.attributes["href"] for a in LexborHTMLParser(html).css("a")]
    address = str(read(mail)["Reply-To"])
    assert links[0].startswith(
        f"mailto:{address.replace('+', '%2B')}?subject=Re%3A%20%5BREC-2026-0001%5D&body="
    )
    assert links[0].endswith("&body=%23transmettre%0D%0A%0D%0A")  # what is typed on goes below
    assert any(link.endswith("%23note%20") for link in links)  # but what it needs stands behind it
    assert "#transmettre" in text
    without_plus = compose(letter("avis_equipe"), templates=templates, house=house(plus_addressing=False))
    link = LexborHTMLParser(bodies(without_plus)[1]).css_first("a").attributes["href"]
    assert "%23transmettre%0D%0A%0D%0A%0D%0A%0D%0Amb-" in link


@pytest.mark.parametrize(
    ("kind", "given", "shown"),
    [
        ("message_client", "RE: TR : Panne de chauffage", "[REC-2026-0001] Re: Panne de chauffage"),
        ("message_client", "Re: [REC-2026-0001] Votre demande", "[REC-2026-0001] Re: Votre demande"),
        ("message_client", "Retard : trois heures", "[REC-2026-0001] Re: Retard : trois heures"),
        (
            "suite_equipe",
            "Re: [REC-2026-0001] Votre demande",
            "[REC-2026-0001] Élodie a écrit : Votre demande",
        ),
    ],
)
def test_subjects_do_not_pile_up(templates: Templates, kind: str, given: str, shown: str) -> None:
    """However often a thread goes back and forth, its subject says everything once."""
    context = {"subject": given, "who": "Élodie"} if kind == "suite_equipe" else {"subject": given}
    mail = compose(letter(kind, context=context), templates=templates, house=house())
    assert str(read(mail)["Subject"]).replace("\u00a0", " ") == shown.replace("\u00a0", " ")


def test_a_grave_case_shows_at_first_sight(templates: Templates) -> None:
    """In the list of mails by its subject, in the mail by its first line; an ordinary one by neither."""
    for severity, grave in (("grave", True), ("normale", False), ("", False)):
        context = {"severity": severity, "question": "", "kind": "réclamation", "subject": "Chute"}
        mail = compose(letter("avis_equipe", context=context), templates=templates, house=house())
        text, html = bodies(mail)
        assert (mail.subject == "[REC-2026-0001] GRAVE – Nouvelle réclamation\u00a0: Chute") == grave
        assert text.startswith("!! Cas grave") == grave
        assert ('class="caution"' in html) == grave


def test_the_next_step_of_the_procedure_is_said(templates: Templates) -> None:
    """Staff read what the procedure wants now, before the message itself."""
    context = {"next_step": "Appelez le prestataire.", "text": "Bonjour"}
    text = bodies(compose(letter("avis_equipe", context=context), templates=templates, house=house()))[0]
    assert text.index("CE QU’IL FAUT FAIRE MAINTENANT\n\nAppelez le prestataire.") < text.index("> Bonjour")


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("accuse_reception", "steps", "Nous avons appelé l’hôtel."),
        ("avancement", "done", ("Appel à l’hôtel.",)),
    ],
)
def test_an_english_letter_has_no_french_sentence_of_ours(
    templates: Templates, kind: str, key: str, value: object
) -> None:
    """What the procedure's document says in French stays in French letters."""
    context = {"no_further_contact": ""} if kind == "accuse_reception" else {}
    for language, told in (("fr", True), ("en", False)):
        own = letter(kind, language=language, context={**context, key: value})
        text = bodies(compose(own, templates=templates, house=house()))[0]
        assert ("l’hôtel" in text) == told


def test_our_own_values_get_french_spaces(templates: Templates) -> None:
    """A percentage, an enumeration or a colon in a value is set like the template's words; quotes are not."""
    context = {"wants": "94 %", "sent": ("Pas d'accusé : le client n'en veut pas",), "text": "Oui : 5 %"}
    text = bodies(compose(letter("avis_equipe", context=context), templates=templates, house=house()))[0]
    assert "94\u00a0%" in text
    assert "- Pas d’accusé\u00a0: le client" in text
    assert "> Oui : 5 %" in text


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("favorable", "Nous avons fait droit à votre demande."),
        ("partiel", "une partie de votre demande"),
        ("rejet", "Nous n’avons pas pu"),
        ("", ""),
    ],
)
def test_a_closing_letter_tells_the_outcome_and_the_day(
    templates: Templates, outcome: str, said: str
) -> None:
    """And what has changed since, when something has."""
    own = letter("cloture", context={"outcome": outcome, "improvements": ("Deux alertes.",)})
    text = bodies(compose(own, templates=templates, house=house()))[0]
    assert said in text
    assert ("demande" in text.partition("Nous avons clos")[0]) == bool(outcome)
    assert "Nous avons clos votre dossier le vendredi 20 novembre 2026." in text
    assert "- Deux alertes." in text


def test_no_heading_stands_over_nothing(templates: Templates) -> None:
    """A client letter about which nothing is known has no empty section."""
    for kind in ("avancement", "demande_precisions", "cloture", "note_interne", "dossier_reunion"):
        own = letter(kind, full=False, context={"text": ""} if "text" in LETTERS[kind].keys else {})
        page = LexborHTMLParser(bodies(compose(own, templates=templates, house=house(mediator=None)))[1])
        for heading in page.css("h2"):
            following = heading.next
            while following is not None and following.tag == "-text":
                following = following.next
            assert following is not None, heading.text()
            assert following.tag != "h2", heading.text()


@pytest.mark.parametrize("kind", ["message_client", "reponse_client", "message_prestataire"])
def test_a_person_signs_once(templates: Templates, kind: str) -> None:
    """The name typed below the formula is not repeated; what the letter adds stands before the formula."""
    context = {"text": "Madame,\n\nOui.\n\nCordialement,\nClaire Martin", "signer_name": "Claire Martin"}
    if kind == "reponse_client":
        context["causes"] = ("La chaudière.",)  # type: ignore[assignment]  # a list among texts
    text = bodies(compose(letter(kind, context=context), templates=templates, house=house()))[0]
    assert text.startswith("Madame,\n\nOui.\n\n")
    assert text.count("Claire Martin") == 1
    assert "La chaudière" not in text.partition("Cordialement,\n\nClaire Martin")[2]


def test_words_to_paste_can_be_pasted(templates: Templates) -> None:
    """A private message has no marks at its lines, names the mediator where due, and says where to write."""
    context = {"text": "Madame,\n\nOui.\n- un\n\nCordialement", "causes": (), "corrections": ()}
    own = letter("messagerie_privee", context=context)
    text = bodies(compose(own, templates=templates, house=house()))[0]
    pasted = text.partition("LE TEXTE À COLLER")[2]
    assert "\n>" not in pasted
    assert "Madame,\n\nOui.\n- un\n" in pasted
    assert "Médiateur du tourisme" in pasted
    assert "reclamations@otc.example" in pasted
    without = bodies(compose(own, templates=templates, house=house(mediator=None)))[0]
    assert "édiateur" not in without


def test_marked_places_are_seen_in_both_versions_and_stay_text(templates: Templates) -> None:
    """Between brackets for everybody, in colour in HTML; what somebody wrote there is never markup."""
    shown = "Objet : Séjour\n\nJe suis ⟦le <b>facteur</b>⟧ (1)\n⟦du village⟧ (1), et [la cliente] ⟦"
    mail = compose(
        letter("alerte", context={"preview": shown, "doubts": ("(1) « le facteur »",)}),
        templates=templates,
        house=house(),
    )
    plain, html = bodies(mail)
    assert "> Je suis ⟦le <b>facteur</b>⟧ (1)\n> ⟦du village⟧ (1), et [la cliente] ⟦" in plain
    marks = [mark.text() for mark in LexborHTMLParser(html).css("mark")]
    assert marks == ["⟦le <b>facteur</b>⟧ (1)", "⟦du village⟧ (1)"]
    assert "<b>facteur" not in html


def test_nothing_is_coloured_in_a_quotation_that_is_no_preview(templates: Templates) -> None:
    """A client who writes our marks makes none."""
    said = letter("alerte", context={"quoted": "⟦moi⟧ (1)", "preview": ""})
    _, html = bodies(compose(said, templates=templates, house=house()))
    assert ">⟦moi⟧ (1)<" in html
    assert "<mark" not in html
