"""The complaint sheet on paper: of one case, or blank, to fill in. Imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.procedure import CHANNELS, Field, promises
from mailbot.report import register
from mailbot.report.charts import INK, MUTED
from mailbot.report.french import NBSP, moment
from mailbot.report.ink import LEFT, Ink, closing_fonts, line_height
from mailbot.report.trail import event_in_french, kind_in_french

_LABEL, _VALUE, _HEAD = 8.0, 9.5, 11.0
_LABEL_WIDTH = 58.0
_NOTHING = "–"
_RULED, _TICK = 7.5, 3.2  # millimetres

# The lines of every sheet, by part; what a procedure adds stands in a part of its own.
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Le réclamant", ("nom", "fonction", "telephone", "adresse", "qualite")),
    (
        "La réclamation",
        ("service", "prestation", "personne", "objet", "motif", "solution", "reformulation"),
    ),
    (
        "Appréciation",
        ("justifiee", "complexite", "repercussions", "recurrence", "caractere", "relation", "nonconformite"),
    ),
    ("Traitement", ("cause", "dysfonctionnement", "actionimmediate", "appel", "poste")),
    ("Suites", ("motivation", "suites", "information", "reunion", "efficacite", "satisfaction", "mediateur")),
)
_HOW = (
    "Recopiez les lignes ci-dessous, gardez celles que vous savez remplir, puis laissez une ligne vide et"
    " écrivez ce que dit le client, avec ses mots. Vous pouvez joindre la fiche remplie à la main,"
    f" photographiée ou numérisée. La référence du dossier vous revient aussitôt, et le délai"
    f" court{NBSP}: ne tardez pas."
)
# What whoever takes a complaint can know; the rest is for whoever treats it.
_ASKED = (
    "nom", "fonction", "telephone", "adresse", "qualite", "service", "prestation", "personne", "objet",
    "motif", "solution",
)  # fmt: skip


def sheet_of(
    row: Mapping[str, Any], told: Iterable[Mapping[str, Any]], settings: Settings, at: datetime
) -> bytes:
    """Everything that is known of a case: `row` as the register has it, `told` the events."""
    title = f"Fiche de réclamation {row['reference']}"
    with closing_fonts(_sheet(title, settings, at)) as sheet:
        _head(sheet, settings, title, str(row.get("subject") or ""))
        _part(sheet, "Le dossier", _case_lines(row))
        for name, fields in _parts(settings):
            values = ((f.label, _value(f, row)) for f in fields)
            _part(sheet, name, values)
        _part(sheet, "Plan d’action", _actions(row))
        _part(sheet, "Réponse et issue", _outcome_lines(row))
        zone, events = settings.organisation.timezone, sorted(told, key=_when)
        _part(
            sheet, "Étapes", ((moment(e["at"], zone), _step(e)) for e in events if e["event"] not in _UNTOLD)
        )
        return bytes(sheet.output())


def blank(settings: Settings, at: datetime) -> bytes:
    """To fill in by hand; and the same lines to copy into a mail, where `#fiche` opens the case."""
    title = "Fiche de réclamation"
    fields = {field.id: field for field in settings.procedure.fields}
    with closing_fonts(_sheet(title, settings, at)) as sheet:
        _head(sheet, settings, title, "À remplir par la personne qui reçoit la réclamation")
        _ruled(sheet, "Reçue le", half=True)
        _ruled(sheet, "Par (votre nom)", half=True, right=True)
        _choice(sheet, "Reçue par", CHANNELS)
        for name in _ASKED:
            field = fields[name]
            if field.choices:
                _choice(sheet, field.label, field.choices)
            else:
                _ruled(sheet, field.label)
        _choice(sheet, "Gravité", ("faible", "normale", "grave"))
        for field in settings.procedure.criteria:
            _choice(sheet, field.label, field.choices) if field.choices else _ruled(sheet, field.label)
        _choice(sheet, "Coordonnées transmises au prestataire", ("d’accord", "refus"))
        _room_to_write(sheet, "Ce que dit le client, avec ses mots")
        sheet.add_page()
        _by_mail(sheet, settings, fields)
        return bytes(sheet.output())


def _sheet(title: str, settings: Settings, at: datetime) -> Ink:
    sheet = Ink(title=title, author=settings.organisation.name,
                foot=f"{settings.organisation.name} – {title}", at=at)  # fmt: skip
    sheet.add_page()
    return sheet


def _head(sheet: Ink, settings: Settings, title: str, below: str) -> None:
    organisation = settings.organisation
    sheet.write_line(organisation.name, size=11, bold=True)
    where = " – ".join(filter(None, (organisation.address, organisation.phone, organisation.website)))
    if where:
        sheet.write_line(where, size=8, colour=MUTED)
    sheet.ln(4)
    sheet.write_line(title, size=17, bold=True)
    if below:
        sheet.write_line(below, size=10, colour=MUTED)
    sheet.ln(2)


# -- of a case --------------------------------------------------------------------------------------


def _parts(settings: Settings) -> list[tuple[str, list[Field]]]:
    """Every line of the procedure is in one of them."""
    fields = {field.id: field for field in settings.procedure.fields}
    placed = {name for _, names in _PARTS for name in names}
    parts = [(part, [fields[name] for name in names if name in fields]) for part, names in _PARTS]
    added = [field for field in settings.procedure.fields if field.id not in placed]
    return [*parts, ("Critères de l’organisation", added)]


def _when(event: Mapping[str, Any]) -> datetime:
    at: datetime = event["at"]
    return at


def _step(event: Mapping[str, Any]) -> str:
    """What happened, and what is to be known about it."""
    happened = event_in_french(event["event"])
    return f"{happened}{NBSP}: {event['why']}" if event["why"] else happened


_UNTOLD = {"letter_decided"}  # that it was sent is told
_JOINED = ("merged_with", "split_of")  # of most cases there is nothing to say


def _case_lines(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    headings = register.labels(())
    names = (
        "reference", "kind", "status", "received_at", "sent_at", "channel", "handed_in_by", "client",
        "targets", "severity", "assigned_to", "acknowledged_at", "first_due_at", "extensions", "due_at",
        "refuses_contact_sharing", "no_further_contact", *(n for n in _JOINED if row.get(n)),
    )  # fmt: skip
    row = {**row, "kind": kind_in_french(row["kind"])}
    return [(headings[name], register.shown(row[name])) for name in names]


def _value(field: Field, row: Mapping[str, Any]) -> str:
    """What was noted; where nothing was, what the register knows by itself."""
    known = {"nom": row.get("client"), "objet": row.get("subject"), "solution": row.get("wants")}
    return register.shown(row.get(field.id) or known.get(field.id))


def _actions(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    numbered = (text.partition(". ") for text in row["actions"] or ())
    return [(f"Action n°{NBSP}{number}", told) for number, _, told in numbered]


def _outcome_lines(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    headings = register.labels(())
    names = ("answered_at", "in_time", "outcome", "answer_text", "compensation", "closed_at")
    return [(headings[name], register.shown(row[name])) for name in names]


def _part(sheet: Ink, name: str, lines: Iterable[tuple[str, str]]) -> None:
    """A heading never stands alone at the foot of a page."""
    found = list(lines)
    if not found:
        return
    if sheet.room() < 25:
        sheet.add_page()
    sheet.ln(3)
    sheet.write_line(name, size=_HEAD, bold=True)
    sheet.rule(sheet.y + 0.5)
    sheet.ln(1.5)
    for label, value in found:
        _line(sheet, label, value)


def _line(sheet: Ink, label: str, value: str) -> None:
    wide = sheet.wide - _LABEL_WIDTH
    if sheet.room() < 2 * line_height(_VALUE):
        sheet.add_page()
    top, page = sheet.y, sheet.page
    sheet.write_line(label, size=_LABEL, colour=MUTED, width=_LABEL_WIDTH - 3)
    below = sheet.y
    sheet.set_y(top)
    colour = INK if value else MUTED
    sheet.write_line(value or _NOTHING, size=_VALUE, colour=colour, left=LEFT + _LABEL_WIDTH, width=wide)
    if sheet.page == page:
        sheet.set_y(max(below, sheet.y) + 0.6)


# -- blank ------------------------------------------------------------------------------------------


def _ruled(sheet: Ink, label: str, *, half: bool = False, right: bool = False) -> None:
    """A label, and a line to write on."""
    width = sheet.wide / 2 - 3 if half else sheet.wide
    left = LEFT + sheet.wide / 2 + 3 if right else LEFT
    top = sheet.y
    sheet.use(_LABEL, colour=MUTED)
    shown = sheet.drawable(label)
    sheet.text(left, top + _RULED - 1.2, shown)
    begin = max(sheet.get_string_width(shown) + 3, 0 if half else _LABEL_WIDTH * 0.72)
    sheet.rule(top + _RULED - 0.6, left + begin, width - begin)
    sheet.set_y(top if half and not right else top + _RULED)


def _choice(sheet: Ink, label: str, choices: tuple[str, ...]) -> None:
    """A label, and boxes to tick; where they need more, a second line."""
    top = sheet.y
    sheet.use(_LABEL, colour=MUTED)
    shown = sheet.drawable(label)
    sheet.text(LEFT, top + _RULED - 1.2, shown)
    x = LEFT + max(sheet.get_string_width(shown) + 3, _LABEL_WIDTH * 0.72)
    sheet.set_draw_color(MUTED)
    sheet.set_line_width(0.25)
    for choice in choices:
        sheet.use(_VALUE - 0.5)
        words = sheet.drawable(choice)
        needed = _TICK + 1.5 + sheet.get_string_width(words) + 4
        if x + needed > LEFT + sheet.wide + 4:
            top += _RULED
            x = LEFT + _LABEL_WIDTH * 0.72
        sheet.rect(x, top + _RULED - 1.2 - _TICK + 0.4, _TICK, _TICK)
        sheet.text(x + _TICK + 1.5, top + _RULED - 1.2, words)
        x += needed
    sheet.set_y(top + _RULED)


def _room_to_write(sheet: Ink, label: str) -> None:
    """The rest of the page."""
    sheet.ln(2)
    sheet.write_line(label, size=_LABEL, colour=MUTED)
    while sheet.room() > _RULED + 1:
        sheet.ln(_RULED)
        sheet.rule(sheet.y)


def _by_mail(sheet: Ink, settings: Settings, fields: Mapping[str, Field]) -> None:
    to = settings.mailboxes[0].address if settings.mailboxes else "l’adresse du service"
    sheet.write_line("Remettre cette fiche par courriel", size=15, bold=True)
    sheet.ln(2)
    sheet.write_line(f"Écrivez depuis votre adresse de travail à {to}. {_HOW}", size=10)
    sheet.ln(3)
    wanted = [fields[name] for name in _ASKED] + list(settings.procedure.criteria)
    lines = ["#fiche sur place   (ou : téléphone, courrier, internet, questionnaire)"]
    lines += [
        "#prestataire   (son nom ; ou : #interne et le service)",
        "#gravité faible   (ou : normale, grave)",
    ]
    lines += [f"#{f.id}   ({' / '.join(f.choices) if f.choices else f.label.lower()})" for f in wanted]
    for line in lines:
        word, _, said = line.partition("   ")
        top = sheet.y
        sheet.write_line(word, size=10, bold=True, left=LEFT + 4, width=62)
        sheet.set_y(top)
        sheet.write_line(said, size=9, colour=MUTED, left=LEFT + 66, width=sheet.wide - 66)
        sheet.set_y(top + 6)
    sheet.ln(4)
    sheet.write_line(f"Ce que nous avons promis{NBSP}:", size=10, bold=True)
    for said in promises(settings.procedure)[:6]:
        sheet.write_line(f"– {said}", size=9, left=LEFT + 4, width=sheet.wide - 4)
