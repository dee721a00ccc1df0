"""The quality review: which figures are shown, beside which words. HTML and PDF show the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.report import charts
from mailbot.report.charts import Chart, Kept
from mailbot.report.counting import UNKNOWN
from mailbot.report.findings import Figures, Promise
from mailbot.report.french import NBSP, day, euros, lasting, many, moment, number, percent
from mailbot.report.tallies import Delay, Tally

Tone = Literal["", "good", "bad"]
_MOST_BARS = 8
_FEW = 20  # below it, a change in per cent says nothing
_MOST_ROWS = 40  # of a table: beyond it the register says more
_WORDS = {"favorable": "favorable", "partiel": "en partie favorable", "rejet": "rejetée"}
_SUGGESTED = {"favorable": "retenues", "partiel": "retenues en partie", "rejet": "non retenues"}
_WHAT = (
    f"Aucun client n’est nommé. Volumes{NBSP}: réclamations et suggestions{NBSP}; tout le reste porte sur les"
    " réclamations reçues dans la période."
)
_IN_TIME = (
    f"À temps{NBSP}: la lettre a été acceptée par le serveur de courriel avant la date promise, prolongations"
    " annoncées comprises. Les délais courent comme la procédure le dit."
)
_OUTCOMES = {_WORDS[name]: colour for name, colour in charts.OUTCOME_COLOURS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    value: str
    label: str
    note: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    title: str
    chart: Chart | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]  # shares of the whole, for paper
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    title: str
    organisation: str
    made: str
    tiles: tuple[Tile, ...]
    cards: tuple[Card, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]


def review(found: Figures, before: Figures, *, organisation: str, procedure_title: str) -> Review:
    """`before`: the same stretch, a year earlier."""
    at = moment(found.at, found.period.timezone)
    running = f"{NBSP}; la période n’est pas finie" if found.at < found.period.until else ""
    return Review(
        title=f"Revue qualité{NBSP}: {found.period.label}",
        organisation=organisation,
        made=f"{procedure_title}. Chiffres du registre au {at}{running}.",
        tiles=_tiles(found, before),
        cards=tuple(card for card in _cards(found, before) if card.chart or card.notes),
        tables=tuple(table for table in _tables(found, before) if table.rows),
        notes=_notes(found),
    )


# -- the first look -------------------------------------------------------------------------------


def _tiles(found: Figures, before: Figures) -> tuple[Tile, ...]:
    ack, answer = found.acknowledgement, found.answer
    mark = found.mean_mark
    return (
        Tile(
            value=number(found.complaints),
            label=_plural(found.complaints, "réclamation reçue", "réclamations reçues"),
            note=_compared(found.complaints, before.complaints),
        ),
        Tile(
            value=number(found.suggestions),
            label=_plural(found.suggestions, "suggestion reçue", "suggestions reçues"),
            note=_compared(found.suggestions, before.suggestions),
        ),
        _kept("accusées à temps", ack, before.acknowledgement),
        _kept("répondues à temps", answer, before.answer),
        Tile(
            value=lasting(answer.took.median) if answer.took else "–",
            label="délai médian de réponse",
            note=f"un an avant{NBSP}: {lasting(before.answer.took.median)}" if before.answer.took else "",
        ),
        Tile(
            value=number(found.open_now),
            label=_plural(found.open_now, "dossier ouvert aujourd’hui", "dossiers ouverts aujourd’hui"),
            note=f"dont {number(found.overdue_now)} en retard" if found.overdue_now else "aucun en retard",
            tone="bad" if found.overdue_now else "good",
        ),
        Tile(
            value=euros(found.compensation.total),
            label="de dédommagements",
            note=many(found.compensation.granted, "dossier dédommagé", "dossiers dédommagés"),
        ),
        Tile(
            value="–" if mark is None else f"{number(mark, 1)}/5",
            label="satisfaction du traitement",
            note=many(sum(found.marks), "réponse") if mark is not None else "aucune réponse",
        ),
    )


def _kept(label: str, promise: Promise, before: Promise) -> Tile:
    share = promise.share
    if share is None:
        return Tile(value="–", label=label, note="" if promise.promised else "aucun délai promis")
    tone: Tone = "good" if share >= charts.WELL_KEPT else "bad" if share < charts.BADLY_KEPT else ""
    note = f"{number(promise.in_time)} sur {number(promise.judged)}"
    if before.share is not None:
        note += f"{NBSP}; un an avant{NBSP}: {percent(before.share)}"
    return Tile(value=percent(share), label=label, note=note, tone=tone)


# -- charts -----------------------------------------------------------------------------------------


def _cards(found: Figures, before: Figures) -> list[Card]:
    total = found.complaints
    return [
        Card(title="Volumes", chart=charts.over_time(found.columns, before.columns), notes=_suggested(found)),
        Card(title="Promesses tenues", chart=charts.gauges(_promises(found)), notes=_late(found)),
        Card(title="Délais", notes=_delays(found)),
        _bars("Qui est concerné", found.targets, of=total),
        _bars("Motifs", found.motives, of=total),
        _bars("Causes", found.causes, colour=charts.ORANGE),
        _bars("Dysfonctionnements", found.dysfunctions, colour=charts.ORANGE),
        Card(title="Gravité", chart=_strip(found.severities, charts.SEVERITY_COLOURS)),
        _bars("Canaux", found.channels, of=total),
        _bars("Qualité du réclamant", _known(found.party_types), of=total),
        _bars("Langues", found.languages if len(found.languages) > 1 else (), of=total),
        Card(
            title="Issues",
            chart=_strip([Tally(label=_WORDS.get(t.label, t.label), count=t.count) for t in found.outcomes],
                         _OUTCOMES),
            notes=_outcome_notes(found),
        ),
        _bars("Jugées justifiées", found.justified),
        Card(
            title="Satisfaction après clôture", chart=charts.marks(found.marks) if any(found.marks) else None
        ),
        Card(title="Récurrence", chart=_repeated(found), notes=_recurrence(found)),
    ]  # fmt: skip


def _bars(title: str, tallies: Sequence[Tally], *, of: int | None = None, colour: str = charts.NAVY) -> Card:
    return Card(title=title, chart=charts.bars(tallies, of=of, colour=colour) if tallies else None)


def _strip(tallies: Sequence[Tally], colours: dict[str, str]) -> Chart | None:
    return charts.strip(tallies, colours) if tallies else None


def _known(tallies: tuple[Tally, ...]) -> tuple[Tally, ...]:
    return tallies if any(t.label != UNKNOWN for t in tallies) else ()


def _promises(found: Figures) -> list[Kept]:
    ack, answer = found.acknowledgement, found.answer
    lines = [Kept(label=_promised("Accusé de réception", ack), share=ack.share, told=_judged(ack))]
    lines.append(Kept(label=_promised("Réponse", answer), share=answer.share, told=_judged(answer)))
    if found.extensions:
        first = answer.in_time_without_extensions
        told = f"{number(first)} sur {number(answer.judged)}, à la date promise d’abord"
        lines.append(
            Kept(label="Réponse, sans les prolongations", share=answer.share_without_extensions, told=told)
        )
    return lines


def _promised(label: str, promise: Promise) -> str:
    return f"{label} sous {promise.promised}" if promise.promised else label


def _judged(promise: Promise) -> str:
    if not promise.judged:
        return "aucun délai promis" if not promise.promised else "rien à juger encore"
    waiting = f"{NBSP}; {number(promise.waiting)} encore dans le délai" if promise.waiting else ""
    return f"{number(promise.in_time)} sur {number(promise.judged)} dans le délai{waiting}"


def _late(found: Figures) -> tuple[str, ...]:
    notes = []
    if found.extensions:
        said = many(found.extensions, "prolongation annoncée", "prolongations annoncées")
        notes.append(f"{said}, dont {number(found.extensions_in_time)} avant la date d’abord promise.")
    if found.closed_without_answer:
        said = many(found.closed_without_answer, "dossier clos", "dossiers clos")
        notes.append(f"{said} sans réponse{NBSP}: non comptés ici.")
    return tuple(notes)


def _delays(found: Figures) -> tuple[str, ...]:
    lines = (
        ("Accusé de réception", found.acknowledgement.took),
        ("Réponse", found.answer.took),
        ("Réponse des prestataires", found.providers.took),
    )
    return tuple(f"{label}{NBSP}: {_told(took)}" for label, took in lines if took)


def _told(took: Delay) -> str:
    return (
        f"moitié en moins de {lasting(took.median)}, moyenne {lasting(took.mean)}, "
        f"au plus {lasting(took.longest)} ({many(took.count, 'dossier')})."
    )


def _suggested(found: Figures) -> tuple[str, ...]:
    settled = ", ".join(
        f"{number(t.count)}{NBSP}{_SUGGESTED.get(t.label, t.label)}" for t in found.suggestions_settled
    )
    return (f"Suggestions{NBSP}: {settled}.",) if settled else ()


def _outcome_notes(found: Figures) -> tuple[str, ...]:
    notes = [f"{many(found.closed, 'dossier clos', 'dossiers clos')}." if found.closed else ""]
    notes.append(f"{many(found.reopened, 'dossier rouvert', 'dossiers rouverts')}." if found.reopened else "")
    kinds = ", ".join(f"{t.label} {number(t.count)}" for t in found.compensation.by_kind)
    notes.append(f"Dédommagements décidés{NBSP}: {kinds}." if kinds else "")
    named = many(found.recourse_named, "dossier")
    notes.append(f"Voies de recours indiquées dans {named}." if found.recourse_named else "")
    seized = many(found.mediator_seized, "dossier")
    notes.append(f"Médiateur saisi dans {seized}." if found.mediator_seized else "")
    return tuple(note for note in notes if note)


def _repeated(found: Figures) -> Chart | None:
    repeated = [Tally(label=f"{r.motive} – {r.about}", count=r.count) for r in found.recurring[:_MOST_BARS]]
    return charts.bars(repeated, colour=charts.RED) if repeated else None


def _recurrence(found: Figures) -> tuple[str, ...]:
    notes = []
    if found.recurring:
        notes.append("Le même motif ou la même cause, plusieurs fois, au même endroit.")
    if found.said_recurring:
        notes.append(
            f"{many(found.said_recurring, 'cas jugé récurrent', 'cas jugés récurrents')} par l’équipe."
        )
    return tuple(notes)


# -- tables -----------------------------------------------------------------------------------------


def _tables(found: Figures, before: Figures) -> list[Table]:
    return [_providers(found), _actions(found), _years(found, before)]


def _providers(found: Figures) -> Table:
    everybody = found.providers
    share = f" ({percent(everybody.answered / everybody.sent)})" if everybody.sent else ""
    return Table(
        title="Prestataires",
        heads=("Prestataire", "Transmises", "Réponses", "Relances", "Délai médian"),
        widths=(0.44, 0.14, 0.14, 0.14, 0.14),
        rows=tuple(
            (e.name, number(e.sent), f"{number(e.answered)} ({percent(e.answered / e.sent)})",
             number(e.reminders), lasting(e.took.median) if e.took else "–")
            for e in found.by_provider[:_MOST_ROWS]
        ),
        note=f"En tout{NBSP}: {many(everybody.sent, 'transmise', 'transmises')}, "
             f"{many(everybody.answered, 'réponse')}{share}, {many(everybody.reminders, 'relance')}.",
    )  # fmt: skip


def _actions(found: Figures) -> Table:
    done = sum(1 for action in found.actions if action.done)
    late = sum(1 for action in found.actions if action.late)
    first = sorted(found.actions, key=lambda a: (not a.late, a.done is not None, a.reference))
    older = (
        f" Des périodes précédentes, {many(found.older_actions, 'action reste', 'actions restent')} à faire."
        if found.older_actions
        else ""
    )
    judged = many(found.judged_effective, "dossier")
    effect = f"{NBSP}; efficacité notée dans {judged}" if found.judged_effective else ""
    more = f" Les {_MOST_ROWS} premières sont montrées." if len(first) > _MOST_ROWS else ""
    return Table(
        title="Actions correctives",
        heads=("Dossier", "Action", "Qui", "Avant le", "État", "Revenu depuis"),
        widths=(0.15, 0.34, 0.14, 0.11, 0.14, 0.12),
        rows=tuple(
            (a.reference, a.what, a.who, day(a.until),
             f"fait le {day(a.done)}" if a.done else "en retard" if a.late else "à faire",
             "" if a.since is None else many(a.since, "cas", "cas") if a.since else "aucun cas")
            for a in first[:_MOST_ROWS]
        ),
        note=f"{many(len(found.actions), 'décidée', 'décidées')}, {many(done, 'faite')}, "
             f"{number(late)} en retard{effect}.{older}{more} Revenu depuis{NBSP}: les réclamations reçues "
             "pour la même raison, au même endroit, une fois l’action faite.",
    )  # fmt: skip


def _years(found: Figures, before: Figures) -> Table:
    def took(promise: Promise) -> str:
        return lasting(promise.took.median) if promise.took else "–"

    def share(promise: Promise) -> str:
        return "–" if promise.share is None else percent(promise.share)

    def mark(figures: Figures) -> str:
        return "–" if figures.mean_mark is None else f"{number(figures.mean_mark, 1)}/5"

    def line(figures: Figures) -> tuple[str, ...]:
        grave = next((t.count for t in figures.severities if t.label == "grave"), 0)
        return (
            number(figures.complaints), number(figures.suggestions), number(grave),
            share(figures.acknowledgement), share(figures.answer), took(figures.answer),
            euros(figures.compensation.total), mark(figures),
        )  # fmt: skip

    so_far = " (à la même date)" if found.at < found.period.until else ""
    labels = (
        "Réclamations", "Suggestions", "Réclamations graves", "Accusées à temps", "Répondues à temps",
        "Délai médian de réponse", "Dédommagements", "Satisfaction",
    )  # fmt: skip
    return Table(
        title="Comparaison avec l’année d’avant",
        heads=("", found.period.label, f"{before.period.label}{so_far}"),
        widths=(0.5, 0.25, 0.25),
        rows=tuple(zip(labels, line(found), line(before), strict=True)),
        note="" if before.complaints or before.suggestions else "Le registre ne dit rien de l’année d’avant.",
    )


def _notes(found: Figures) -> tuple[str, ...]:
    notes = [_WHAT, _IN_TIME]
    if found.merged:
        said = many(found.merged, "dossier réuni", "dossiers réunis")
        notes.append(f"{said} à un autre{NBSP}: comptés une fois.")
    return tuple(notes)


def _compared(now: int, before: int) -> str:
    if not before:
        return ""
    if before < _FEW:
        return f"un an avant{NBSP}: {number(before)}"
    change = (now - before) / before
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{percent(abs(change))} sur un an ({number(before)})"


def _plural(count: int, one: str, more: str) -> str:
    return one if count < 2 else more
