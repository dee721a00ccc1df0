"""Every command that staff can write, through a whole office: who gets which letter, what the case says.

Each is written once, delivered a second time, and written a second time: nothing is ever done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal

import pytest

from mailbot.decide import status_of
from mailbot.decide.commands import COMMANDS, fold
from mailbot.procedure import FIELDS
from mailbot.store import tables as t
from mailbot.store import tickets
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, MARC, SERVICE, Office, text_of

MakeOffice = Callable[..., Office]
STAFF = f"Claire Martin <{CLAIRE}>"
SOMEWHERE = COMPLAINT.replace("à l'Hôtel du Grand Tétras", "dans un hôtel de la vallée")
ON_PAPER = """#fiche courrier
#nom Jeanne Roy
#adresse 8 rue Haute, 88400 Gérardmer

L'attente a duré deux heures."""
REFUSED = "Rien de votre message n'a été exécuté ni envoyé :"  # what stands above a refusal
ELSEWHERE = ("fusionner", "scinder")  # journeys through two cases, in a file of their own
ANSWER = "Nous vous remboursons la nuit, car la panne est établie."
ANSWERED = f"{ANSWER}\n\n#favorable"
Letters = frozenset[tuple[str, str]]


def letters(*written: tuple[str, str]) -> Letters:
    return frozenset(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One command, and everything that follows from it."""

    command: str
    writes: str
    says: str  # the transcript's first line
    letters: Letters = frozenset()  # beside the transcript: to whom, of which kind
    columns: Mapping[str, Any] = field(default_factory=dict)  # of the case
    sheet: Mapping[str, Any] = field(default_factory=dict)
    status: str = "en cours"
    says_again: str = ""  # when the same words come in a mail of their own; empty: the same
    letters_again: Letters = frozenset()  # only where the words are a new message, or a new wish
    where: Literal["case", "service"] = "case"  # an answer to a notice, or a mail to the service
    complaint: str = COMPLAINT
    document: bool = False  # the client has enclosed one
    before: tuple[str, ...] = ()  # what Claire has written in the case
    office: Mapping[str, Any] = field(default_factory=dict)
    attached: str = ""  # to the transcript
    cases: int = 1
    away: tuple[str, ...] = ()


ROWS: tuple[Row, ...] = (
    # -- what it is ------------------------------------------------------------------------------
    Row(command="reclamation", before=("#autre",), writes="#réclamation", says="c'est une réclamation",
        columns={"kind": "reclamation", "doubtful": False}, says_again="C'est déjà une réclamation"),
    Row(command="suggestion", writes="#suggestion", says="c'est une suggestion",
        columns={"kind": "suggestion", "due_at": None}, status="accusé"),
    Row(command="autre", writes="#autre", says="ni réclamation ni suggestion",
        columns={"kind": "autre", "due_at": None}, status="accusé"),
    # -- whom it concerns ------------------------------------------------------------------------
    Row(command="prestataire", complaint=SOMEWHERE, writes="#prestataire Camping du Lac Bleu",
        says="Prestataire concerné : Camping du Lac Bleu.", status="évalué",
        columns={"targets": ["camping-lac"]}),
    Row(command="interne", complaint=SOMEWHERE, writes="#interne bureau de Cornimont",
        says="Concerne : BIT de Cornimont.", columns={"targets": ["BIT de Cornimont"]}),
    Row(command="transmettre", complaint=SOMEWHERE, before=("#prestataire hotel-tetras",),
        writes="#transmettre", says="La copie anonymisée part à l'Hôtel du Grand Tétras.",
        letters=letters((HOTEL, "transmission")), columns={"targets": ["hotel-tetras"]},
        says_again="La copie est déjà partie le 16/11/2026"),
    Row(command="joindre", document=True, writes="#joindre 1", says="La pièce 1 part à l'Hôtel",
        letters=letters((HOTEL, "message_prestataire")), sheet={"released": [1]},
        says_again="cette pièce est déjà jointe"),
    Row(command="relancer", writes="#relancer", says="Une relance part à l'Hôtel du Grand Tétras.",
        letters=letters((HOTEL, "relance_prestataire")),
        says_again="Une relance est déjà partie aujourd'hui"),
    # -- the case --------------------------------------------------------------------------------
    Row(command="canal", writes="#canal téléphone", says="Canal : téléphone.",
        columns={"channel": "téléphone"}),
    Row(command="gravite", writes="#gravité grave", says="Gravité : grave.", columns={"severity": "grave"},
        sheet={"gravite": "grave"}),
    Row(command="assigner", writes="#assigner Marc Petit", says="Dossier confié à Marc Petit.",
        letters=letters((MARC, "information_equipe")), columns={"assigned_to": "Marc Petit"}),
    Row(command="action", writes="#action Claire Martin : vérifier le chauffage avant 4/12",
        says="Action n° 1 : vérifier le chauffage – Claire Martin – avant le 04/12/2026",
        sheet={"actions": [{"what": "vérifier le chauffage", "who": "Claire Martin",
                            "until": "2026-12-04", "done": None}]},
        says_again="Cette action est déjà notée"),
    Row(command="fait", before=("#action vérifier le chauffage",), writes="#fait 1",
        says="Action n° 1 faite : vérifier le chauffage", says_again="déjà notée comme faite",
        sheet={"actions": [{"what": "vérifier le chauffage", "who": "", "until": None,
                            "done": "2026-11-16"}]}),
    Row(command="dedommagement", writes="#dédommagement commercial 40 € un bon",
        says="Dédommagement : commercial, 40 € – un bon",
        sheet={"compensation": {"kind": "commercial", "amount": "40", "why": "un bon"}}),
    Row(command="note", writes="#note\nLe directeur confirme la panne.",
        says="Votre texte reste dans le dossier, il n'est parti nulle part."),
    Row(command="nepluscontacter", writes="#ne-plus-contacter", says="Le client ne sera plus contacté.",
        columns={"no_further_contact": True}),
    Row(command="recontacter", before=("#ne-plus-contacter",), writes="#recontacter, elle a téléphoné",
        says="Accepte de nouveau d'être contacté", columns={"no_further_contact": False},
        says_again="rien ne change"),
    Row(command="coordonnees", writes="#coordonnées non, dit au téléphone",
        says="Ne souhaite pas que ses coordonnées soient transmises",
        columns={"refuses_contact_sharing": True}),
    Row(command="cloturer", before=(ANSWERED,), writes="#clôturer", says="Le dossier est clos.",
        letters=letters((MARC, "information_equipe")), status="clos", says_again="Le dossier est déjà clos"),
    Row(command="rouvrir", before=(ANSWERED, "#clôturer"), writes="#rouvrir", says="Le dossier est rouvert.",
        columns={"closed_at": None}, status="rouvert", says_again="Le dossier est déjà ouvert"),
    # -- what the client reads -------------------------------------------------------------------
    Row(command="favorable", writes=ANSWERED, says="Votre réponse part au client : accord.",
        letters=letters((CLIENT, "reponse_client"), (MARC, "information_equipe")), status="répondu",
        columns={"outcome": "favorable"}, sheet={"answer_text": ANSWER},
        says_again="Une réponse est déjà partie au client le 16/11/2026"),
    Row(command="partiel", writes=f"{ANSWER}\n\n#partiel",
        says="Votre réponse part au client : accord partiel.",
        letters=letters((CLIENT, "reponse_client"), (MARC, "information_equipe")), status="répondu",
        columns={"outcome": "partiel"}, says_again="Une réponse est déjà partie au client le 16/11/2026"),
    Row(command="rejet", writes="Nous refusons, car le tarif était affiché.\n\n#rejet",
        says="Votre réponse part au client : refus.", status="répondu", columns={"outcome": "rejet"},
        letters=letters((CLIENT, "reponse_client"), (MARC, "information_equipe")),
        sheet={"recours": "Médiation Tourisme et Voyage"},
        says_again="Une réponse est déjà partie au client le 16/11/2026"),
    Row(command="client", writes="#client\nBonjour, l'hôtel vérifie vos dires.",
        says="Votre message part au client.",
        letters=letters((CLIENT, "message_client"), (MARC, "information_equipe")),
        letters_again=letters((CLIENT, "message_client"), (MARC, "information_equipe"))),
    Row(command="precisions", writes="#précisions votre facture",
        says="Le client est interrogé : votre facture.",
        letters=letters((CLIENT, "demande_precisions"), (MARC, "information_equipe")),
        says_again="Le client a déjà reçu cette demande aujourd'hui"),
    Row(command="prolonger", office={"procedure": "organisme-formation"},
        writes="#prolonger 11/12 nous attendons la facture", says="Le client est prévenu",
        letters=letters((CLIENT, "prolongation"), (MARC, "information_equipe")), status="accusé",
        columns={"due_at": datetime(2026, 12, 11, 22, 59, 59, tzinfo=UTC)},
        says_again="la réponse est déjà promise pour le 11/12/2026"),
    Row(command="poste", before=("#canal courrier\n#adresse 1 rue Basse, 88000 Épinal", ANSWERED),
        writes="#poste 16/11", says="Envoyé le 16/11/2026.", status="répondu"),
    Row(command="confirmer", before=("#ne-plus-contacter",), writes="#confirmer\n\nVotre clé est retrouvée.",
        says="Votre message part au client.",
        letters=letters((CLIENT, "message_client"), (MARC, "information_equipe")),
        letters_again=letters((CLIENT, "message_client"), (MARC, "information_equipe"))),
    # -- second thoughts -------------------------------------------------------------------------
    Row(command="annuler", office={"recall": "1 minute"}, before=("#gravité grave",), writes="#annuler",
        says="Le dossier est remis comme il était avant votre message ; c'est repris : la gravité.",
        columns={"severity": "normale"}, says_again="C'est déjà annulé"),
    # -- what belongs to no case -----------------------------------------------------------------
    # Two forms with the same words may be two people's: a second mail is a second case.
    Row(command="fiche", where="service", writes=ON_PAPER, cases=2,
        says="La réclamation est enregistrée : REC-2026-0002.",
        says_again="La réclamation est enregistrée : REC-2026-0003.",
        letters=letters((CLAIRE, "avis_equipe"), (MARC, "avis_equipe")),
        letters_again=letters((CLAIRE, "avis_equipe"), (MARC, "avis_equipe"))),
    Row(command="pdf", writes="#pdf", says="La fiche du dossier est jointe",
        attached="fiche-REC-2026-0001.pdf"),
    Row(command="absent", where="service", writes="#absent jusqu'au 30/11", away=("Claire Martin",),
        letters=letters((MARC, "information_equipe")),
        says="jusqu'au lundi 30 novembre inclus", says_again="C'est déjà noté : rien ne change"),
    Row(command="present", where="service", before=("#absent jusqu'au 30/11",), writes="#présent",
        letters=letters((MARC, "information_equipe")),
        says="Retour noté : Claire Martin", says_again="rien ne change"),
    Row(command="registre", where="service", writes="#registre 2026", says="Le registre est joint",
        attached="registre-2026.xlsx"),
    Row(command="rapport", where="service", writes="#rapport 2026-T4", says="Le bilan est joint",
        attached="bilan-2026-Q4.pdf"),
    Row(command="aide", where="service", writes="#aide", says="tout ce que vous pouvez écrire"),
)  # fmt: skip


def writes(office: Office, row: Row, text: str) -> bytes:
    if row.where == "service":
        return office.arrives(text, sender=STAFF, subject="Demande")
    return office.answers(office.mails(CLAIRE)[0], text, sender=STAFF)


def begun(make_office: MakeOffice, row: Row) -> Office:
    """A complaint is there, and what the row says has been written about it."""
    office = make_office(**({"second_handler": True} | dict(row.office)))
    if row.document:
        office.arrives("", raw=with_document(row.complaint))
        office.works()
    else:
        office.complains(row.complaint, subject="Notre séjour")
    for text in row.before:
        writes(office, row, text)
        office.passes(minutes=30)
        office.works()
    return office


def with_document(body: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Élodie Dupont <{CLIENT}>", SERVICE, "Notre séjour"
    mail["Message-ID"] = "<facture@courrier.example>"
    mail.set_content(body)
    mail.add_attachment("Chambre 12, deux nuits, 190 EUR\n", filename="tarif.txt")
    return mail.as_bytes()


def written_to(office: Office, left: Mapping[str, list[EmailMessage]]) -> Letters:
    kind_of = {row["message_id"]: row["kind"] for row in office.rows(t.letters)}
    return frozenset(
        (address, kind_of[str(mail["Message-ID"])]) for address, mails in left.items() for mail in mails
    )


def transcript(office: Office, left: Mapping[str, list[EmailMessage]]) -> EmailMessage:
    own = {row["message_id"] for row in office.rows(t.letters, t.letters.c.kind == "compte_rendu")}
    [letter] = [mail for mail in left[CLAIRE] if str(mail["Message-ID"]) in own]
    return letter


def first_line(letter: EmailMessage) -> str:
    """What a person reads first, headings apart."""
    text = text_of(letter).replace("\u00a0", " ").replace("’", "'")
    lines = [line.removeprefix("- ") for line in text.splitlines() if line.strip()]
    return next(line for line in lines if not line.isupper() and line != REFUSED)


def held_of(office: Office) -> tuple[Any, ...]:
    """All that may be doubled: cases, what was written to anybody, who is away."""
    return office.rows(t.tickets), len(office.rows(t.letters)), office.rows(t.absences)


def check_case(office: Office, row: Row) -> None:
    case = office.tickets()[0]
    assert {name: case[name] for name in row.columns} == row.columns
    assert {name: (case["record"] or {}).get(name) for name in row.sheet} == row.sheet
    with office.desk.store.reading() as connection:
        ticket = tickets.ticket(connection, case["id"])
    assert ticket is not None
    assert status_of(ticket, office.settings) == row.status
    assert len(office.tickets()) == row.cases
    assert [absence["name"] for absence in office.rows(t.absences)] == list(row.away)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.command)
def test_every_command(make_office: MakeOffice, row: Row) -> None:
    """Who hears what, what the case says of it, and that a second time changes nothing."""
    office = begun(make_office, row)
    written = writes(office, row, row.writes)

    left = office.works()

    own = frozenset({(CLAIRE, "compte_rendu")})
    assert written_to(office, left) == own | row.letters
    told = transcript(office, left)
    assert row.says in first_line(told)
    assert [part.get_filename() for part in told.iter_attachments()] == (
        [row.attached] if row.attached else []
    )
    check_case(office, row)

    office.passes(hours=1)
    before = held_of(office)
    office.arrives("", raw=written, sender=STAFF, to=SERVICE)
    assert office.works() == {}  # the same mail by another road
    assert held_of(office) == before

    writes(office, row, row.writes)
    left = office.works()
    assert written_to(office, left) == own | row.letters_again
    assert (row.says_again or row.says) in first_line(transcript(office, left))
    assert office.rows(t.tickets)[: len(before[0])] == before[0]
    assert office.rows(t.absences) == before[2]


def test_every_command_has_its_row() -> None:
    """A new command comes with its journey: here, or in a file of its own that writes it."""
    here = [row.command for row in ROWS]
    assert len(here) == len(set(here))
    assert all(f"#{row.command}" in folded(row.writes) for row in ROWS)
    stories = "".join(
        file.read_text(encoding="utf-8")
        for file in Path(__file__).parent.glob("test_journey_*.py")
        if file != Path(__file__)
    )
    elsewhere = {name for name in ELSEWHERE if f"#{name}" in stories}
    assert set(COMMANDS) - set(here) - elsewhere == set()
    assert set(here) - set(COMMANDS) == set()


def folded(text: str) -> str:
    """As `parse` takes the names: no accents, no hyphens."""
    lines = [fold(line.removeprefix("#")).replace(" ", "") for line in text.splitlines() if line[:1] == "#"]
    return " ".join(f"#{line}" for line in lines)


def test_every_line_of_the_sheet_is_noted_down(make_office: MakeOffice) -> None:
    """All words of the complaint sheet, in one mail: nobody outside hears of it, and each has its value."""
    office = make_office()
    notice = office.complains()[CLAIRE][0]
    values = {
        line.id: line.choices[0] if line.choices else f"ce qui est dit de {line.label}" for line in FIELDS
    }
    del values["poste"]  # a command of its own, with a date
    office.answers(notice, "\n".join(f"#{name} {value}" for name, value in values.items()), sender=STAFF)

    left = office.works()

    assert set(left) == {CLAIRE}
    record = office.tickets()[0]["record"]
    for line in FIELDS:
        if line.id in values:
            noted = record[line.id]
            assert values[line.id] in (noted if line.shape == "list" else [noted])


@pytest.mark.parametrize(("days", "obeyed"), [(179, True), (181, False)])
def test_a_notice_commands_as_long_as_its_token_lasts(
    make_office: MakeOffice, days: int, obeyed: bool
) -> None:
    """An old mail, found in somebody's mailbox, opens no case any more; whoever follows it is told."""
    office = make_office()
    notice = office.complains()[CLAIRE][0]
    office.passes(days=days)
    office.works()
    office.answers(notice, "#gravité grave", sender=STAFF)
    office.works()
    assert (office.tickets()[0]["severity"] == "grave") is obeyed
    assert ("staff_unproven" in office.events()) is not obeyed
