"""The first page of the evidence pack: what is in the folder, and which file proves which requirement."""

from __future__ import annotations

from html import escape

from mailbot.config import Settings
from mailbot.report.chained import CHECK
from mailbot.report.findings import Figures, Promise
from mailbot.report.french import NBSP, many, moment, number, percent
from mailbot.report.page import STYLE

_FILES = {
    "procedure": ("procedure/promesses.txt", "la procédure en clair"),
    "settings": ("procedure/procedure.toml", "tous ses réglages"),
    "versions": ("procedure/versions.txt", "ses versions successives"),
    "register": ("registre/registre.xlsx", "le registre"),
    "csv": ("registre/registre.csv", "le registre en CSV"),
    "trail": ("chronologie.csv", "la chronologie de tous les dossiers"),
    "cases": ("dossiers/", "les dossiers"),
    "actions": ("actions-correctives.csv", "les actions correctives"),
    "review": ("revue-qualite.html", "la revue qualité"),
    "sums": ("SHA256SUMS", "les empreintes de tous les fichiers"),
    "notes": ("LISEZ-MOI.txt", "comment tout vérifier sans mailbot"),
}
_MORE_STYLE = """
.warning{border:2px solid var(--bad);background:#fdf3f2;border-radius:8px;padding:10px 14px;margin:18px 0}
main{max-width:960px}h2{margin:28px 0 6px;font-size:1.2rem}td:first-child{white-space:normal;width:34%}
.many td:first-child{width:auto}@media (min-width:521px){.many td:first-child{width:34%}}
code{background:#e8ecef;padding:1px 5px;border-radius:4px}a{color:#1d4e6f}
"""
_WARNING = (
    "<strong>Ce dossier contient des données personnelles</strong> de clients, de collègues et de"
    " prestataires. Ne le montrez qu’aux personnes qui y ont droit, ne le déposez pas sur un partage,"
    " ne l’envoyez pas par courriel (les lettres portent l’adresse à laquelle on y répond), et"
    " effacez-le après l’audit. Seule la revue qualité ne nomme aucun client."
)
_CHECK = (
    "Dans ce dossier, sous Linux\u00a0: <code>sha256sum -c SHA256SUMS</code>\u00a0; sous macOS\u00a0:"
    " <code>shasum -a 256 -c SHA256SUMS</code>\u00a0; sous Windows, fichier par fichier\u00a0:"
    " <code>certutil -hashfile FICHIER SHA256</code>. L’empreinte d’un courriel reçu est celle du courriel"
    " complet, tel que le serveur l’a remis. Chaque étape de la chronologie porte une empreinte qui tient"
    ' aussi les étapes d’avant\u00a0: <a href="LISEZ-MOI.txt">LISEZ-MOI.txt</a> dit comment la refaire.'
)
_NOTES = """\
Comment vérifier ce dossier sans mailbot

1. Les fichiers

SHA256SUMS donne l’empreinte SHA-256 de chaque fichier. Dans ce dossier :

sha256sum -c SHA256SUMS

L’empreinte de SHA256SUMS lui-même tient donc le tout. Notée ailleurs le jour de l’export (un courriel, un
procès-verbal), elle prouve plus tard que rien n’a changé depuis :

sha256sum SHA256SUMS

2. La chronologie

chronologie.csv compte {lines} étapes. La dernière colonne enchaîne celles d’un même dossier :

    Chaîne = SHA-256 de « Chaîne de l’étape d’avant ; texte de la ligne »

Le texte de la ligne est ce qui précède le dernier point-virgule, tel qu’il est écrit (UTF-8, sans fin de
ligne). Pour la première étape d’un dossier, sa référence remplace la chaîne d’avant. Une étape changée,
ôtée ou ajoutée rompt toutes les suivantes du dossier ; dossiers/RÉFÉRENCE/dossier.txt dit combien elles sont
et donne le dernier maillon. Ces lignes refont le calcul, et n’écrivent rien quand
la chaîne est entière :

{check}
Deux exports faits à des dates différentes donnent la même chaîne pour un même dossier jusqu’à la première
étape qui diffère : une lettre partie entre-temps, ou des données personnelles effacées à leur terme.

3. Les courriels et les lettres

Chaque courriel reçu figure dans la chronologie avec l’empreinte SHA-256 du courriel complet, tel que le
serveur l’a remis : celle du fichier .eml enregistré depuis la messagerie. Chaque lettre envoyée figure avec
l’empreinte de son fichier dans dossiers/, et la réponse du serveur qui l’a acceptée.
"""
_HEADS = ("Ce qui est demandé", "Dans la période", "Preuve")
Line = tuple[str, str, tuple[str, ...]]  # what is asked, what the figures say, which files prove it


def reading_notes(lines: int) -> str:
    return _NOTES.format(lines=lines, check=CHECK.format("chronologie.csv"))


def index(found: Figures, settings: Settings, *, cases: int, letters: int) -> str:
    organisation = settings.organisation
    at = moment(found.at, organisation.timezone)
    said = f"{many(cases, 'dossier')}, {many(letters, 'lettre envoyée', 'lettres envoyées')}. Établi le {at}."
    parts = [
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>Preuves – {escape(organisation.name)}</title><style>{STYLE}{_MORE_STYLE}</style></head>",
        f"<body><main><header><p>{escape(organisation.name)}</p>",
        f"<h1>Traitement des réclamations{NBSP}: preuves</h1>",
        f"<p>{escape(settings.procedure.title)}, {escape(found.period.label)}. {said}</p></header>",
        f'<p class="warning">{_WARNING}</p>',
        "<h2>Ce qu’il contient</h2>",
        _contents(),
        "<h2>Qualiopi, indicateur 31</h2>",
        _table(_qualiopi(found)),
        f"<h2>ISO{NBSP}10002</h2>",
        _table(_iso(found)),
        "<h2>Vérifier les empreintes</h2>",
        f"<p>{_CHECK}</p>",
        "</main></body></html>\n",
    ]
    return "\n".join(parts)


def _contents() -> str:
    rows = "".join(f"<tr><td>{_link(name)}</td><td>{escape(_FILES[name][0])}</td></tr>" for name in _FILES)
    return f'<div class="card wide"><table><tbody>{rows}</tbody></table></div>'


def _table(lines: list[Line]) -> str:
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    rows = "".join(_row(line) for line in lines)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="card wide many">{table}</div>'


def _row(line: Line) -> str:
    asked, said, proofs = line
    links = ", ".join(_link(name) for name in proofs) or "à montrer vous-même"
    cells = zip(_HEADS, (escape(asked), escape(said), links), strict=True)
    shown = "".join(f'<td data-head="{head}">{cell and f"<span>{cell}</span>"}</td>' for head, cell in cells)
    return f"<tr>{shown}</tr>\n"


def _link(name: str) -> str:
    path, words = _FILES[name]
    return f'<a href="{path}">{escape(words)}</a>'


def _qualiopi(found: Figures) -> list[Line]:
    return [
        ("Des modalités de traitement existent et sont écrites", "", ("procedure", "settings", "versions")),
        ("Difficultés, réclamations et aléas sont enregistrés", _received(found), ("register",)),
        ("Réception accusée", _kept(found.acknowledgement), ("trail", "cases")),
        ("Traitement et réponse", _kept(found.answer), ("trail", "cases")),
        ("Clôture", many(found.closed, "dossier clos", "dossiers clos"), ("register", "trail")),
        ("Actions correctives tracées", _actions(found), ("actions",)),
        ("Améliorations qui en sont tirées (indicateur 32)", _repeated(found), ("review", "actions")),
    ]


def _iso(found: Figures) -> list[Line]:
    providers = many(found.providers.sent, "transmise à un prestataire", "transmises à un prestataire")
    outcomes = ", ".join(f"{t.label} {number(t.count)}" for t in found.outcomes)
    marks = many(sum(found.marks), "client a répondu", "clients ont répondu")
    still_open = many(found.open_now, "dossier ouvert", "dossiers ouverts")
    late = f"{number(found.overdue_now)} en retard sur {still_open}"
    return [
        ("Engagement et politique", "", ("procedure",)),
        ("Responsabilités et autorité", "", ("settings",)),
        ("Communication du dispositif aux clients", "", ()),
        ("Réception de la réclamation", _received(found), ("register",)),
        ("Suivi de la réclamation", "chaque étape est datée", ("trail", "cases")),
        ("Accusé de réception", _kept(found.acknowledgement), ("trail",)),
        ("Évaluation initiale", _severity(found), ("register",)),
        ("Enquête", providers, ("trail", "cases")),
        ("Réponse à la réclamation", _kept(found.answer), ("cases",)),
        ("Communication de la décision", outcomes, ("cases", "register")),
        ("Clôture de la réclamation", many(found.closed, "dossier clos", "dossiers clos"), ("trail",)),
        ("Recueil des informations", "", ("register", "csv")),
        ("Analyse et évaluation des réclamations", _repeated(found), ("review",)),
        ("Satisfaction quant au traitement", marks, ("review", "register")),
        ("Surveillance du traitement", late, ("review", "trail")),
        ("Audit", "ce dossier, et les empreintes qui le protègent", ("sums", "notes")),
        ("Revue de direction", "", ("review",)),
        ("Amélioration continue", _actions(found), ("actions",)),
    ]


def _received(found: Figures) -> str:
    complaints = many(found.complaints, "réclamation")
    return f"{complaints}, {many(found.suggestions, 'suggestion')}"


def _kept(promise: Promise) -> str:
    if promise.share is None:
        return "aucun délai promis" if not promise.promised else "rien à juger encore"
    return f"{percent(promise.share)} dans le délai ({number(promise.in_time)} sur {number(promise.judged)})"


def _severity(found: Figures) -> str:
    return ", ".join(f"{t.label} {number(t.count)}" for t in found.severities)


def _actions(found: Figures) -> str:
    done = sum(1 for action in found.actions if action.done)
    late = sum(1 for action in found.actions if action.late)
    return (
        f"{many(len(found.actions), 'décidée', 'décidées')}, {many(done, 'faite')}, {number(late)} en retard"
    )


def _repeated(found: Figures) -> str:
    return (
        f"{many(len(found.recurring), 'motif ou cause répété', 'motifs ou causes répétés')} au même endroit"
    )
