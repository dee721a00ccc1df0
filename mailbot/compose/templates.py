"""The letters' files: read once, checked whole, then only rendered.

An override folder comes before the shipped one, file by file. `Templates.load` is the only place of this
room that touches the disk; a caller who wants the newest files calls it again and keeps the old value when
it fails.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from jinja2 import (
    DictLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    meta,
    nodes,
    pass_context,
    select_autoescape,
)  # fmt: skip
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from mailbot.compose import typography
from mailbot.compose.letters import LETTERS, Key, checked, sample
from mailbot.compose.markup import SUBJECT, Block, Fill, Link, parse_body, parse_letter
from mailbot.compose.papers import PAPERS, trials
from mailbot.compose.values import CLOSE, OPEN, Marked, Prose, Quoted, Values
from mailbot.errors import BadConfig, MailbotError
from mailbot.model import Mediator, Organisation
from mailbot.resources import resource_dir

LAYOUT = "_mise_en_page.html"
FOOTER = "_pied.{language}.txt"
PAPER_HEAD = "_papier_haut.{language}.txt"
PAPER_FOOT = "_papier_bas.{language}.txt"
FONTS = "_police"
SHARED = ("organisation", "reference", "mediator", "mailbox_address", "answer_address", "marker", "answers",
          "recipient_name", "reader", "paper", "today", "place", "addressee_lines", "joined", "greeted",
          "body", "closing")  # fmt: skip
# These give back printed text as a value: the placeholders in it would be lost.
_FORBIDDEN = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.FilterBlock)
_LETTER_FILE = re.compile(r"([a-z_]+)/([a-z]{2})\.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    body: tuple[Block, ...]
    footer: tuple[Block, ...]
    language: str
    head: tuple[Block, ...] = ()  # on paper: the letterhead


@dataclass(frozen=True, slots=True)
class Templates:
    environment: Environment
    layout: Environment  # what is printed there is text already, and stays what it is
    names: frozenset[str]
    fonts: Path  # for what is printed

    @classmethod
    def load(cls, *folders: Path) -> Templates:
        """Reads `folders`, the first one winning, then what ships; BadConfig names every mistake.

        What ships is tried by our tests, and not again at each start: that takes longer than all the rest.
        """
        sources: dict[str, str] = {}
        mistakes: list[str] = []
        own: set[str] = set()
        for folder in (*folders, resource_dir("templates")):
            own = set(sources)
            for name, path in _files(folder):
                try:
                    sources.setdefault(name, path.read_text("utf-8-sig").replace("\r\n", "\n"))
                except (OSError, UnicodeDecodeError) as error:
                    mistakes.append(f"{path} : illisible ({error}) ; enregistrez ce fichier en UTF-8")
        fonts = resource_dir("templates") / FONTS
        environment = _environment(sources)
        templates = cls(environment, environment.overlay(finalize=None), frozenset(sources), fonts)
        mistakes.extend(templates.mistakes(own))
        if mistakes:
            raise BadConfig(mistakes)
        return templates

    def mistakes(self, names: Collection[str]) -> tuple[str, ...]:
        """What is wrong with these files; where one of them is a part of every letter, with all of them."""
        everything = names if all("/" in name for name in names) else self.names
        found = [
            f"templates/{name} : {mistake}"
            for name in sorted(everything)
            for mistake in self._mistakes(name, self.source(name))
        ]
        return tuple(found or self._failed_trials(everything))

    def source(self, name: str) -> str:
        assert isinstance(self.environment.loader, DictLoader)  # noqa: S101  (we gave it)
        return self.environment.loader.mapping[name]

    def language(self, kind: str, wanted: str) -> str:
        """The client's language where we have it, English for other foreigners, French for all others."""
        for language in (wanted, "fr" if wanted == "fr" else "en", "fr"):
            if f"{kind}/{language}.txt" in self.names:
                return language
        raise BadConfig([f"templates/{kind}/fr.txt manque : remettez-le, ou réinstallez mailbot"])

    def render(self, kind: str, language: str, context: Mapping[str, Any]) -> Rendered:
        subject, body = self._letter(kind, language, context)
        return Rendered(
            subject=subject, body=body, footer=self._part(FOOTER, language, context), language=language
        )

    def render_paper(self, name: str, language: str, context: Mapping[str, Any]) -> Rendered:
        subject, body = self._letter(name, language, context)
        return Rendered(
            subject=subject,
            body=body,
            footer=self._part(PAPER_FOOT, language, context),
            language=language,
            head=self._part(PAPER_HEAD, language, context),
        )

    def _letter(self, name: str, language: str, context: Mapping[str, Any]) -> tuple[str, tuple[Block, ...]]:
        values = Values()
        text = self.environment.get_template(f"{name}/{language}.txt").render(context, _values=values)
        return parse_letter(text, values, _polish(language), on_paper=name in PAPERS)

    def _part(self, name: str, language: str, context: Mapping[str, Any]) -> tuple[Block, ...]:
        """What stands around every letter; in French where it is not written in the letter's language."""
        own = name.format(language=language)
        values = Values()
        template = self.environment.get_template(own if own in self.names else name.format(language="fr"))
        return parse_body(template.render(context, _values=values), values, _polish(language))

    def html(self, rendered: Rendered, organisation: str) -> str:
        return self.layout.get_template(LAYOUT).render(
            letter=rendered, organisation=organisation, colon="\u00a0:" if rendered.language == "fr" else ":"
        )

    def _mistakes(self, name: str, source: str) -> Iterator[str]:
        if OPEN in source or CLOSE in source:
            yield "contient un caractère réservé (U+E000 ou U+E001) ; effacez-le"
        try:
            tree = self.environment.parse(source)
            self.environment.get_template(name)
        except TemplateSyntaxError as error:
            yield f"ligne {error.lineno} : {error.message}"
            return
        for node in tree.find_all(_FORBIDDEN):
            yield f"ligne {node.lineno} : macro, call, filter et set … endset ne sont pas permis ici"
        letter = _LETTER_FILE.fullmatch(name)
        if letter is None:
            return
        keys = _keys(letter[1])
        if keys is None:
            known = (*LETTERS, *PAPERS)
            yield f"aucune lettre ne s’appelle « {letter[1]} » ; lettres connues : {', '.join(known)}"
            return
        if not SUBJECT.match(source):
            yield "la première ligne doit être « Objet : … »"
        known = (*keys, *SHARED)
        for unknown in sorted(meta.find_undeclared_variables(tree).difference(known)):
            yield f"« {unknown} » n’existe pas ; noms connus : {', '.join(known)}"

    def _failed_trials(self, names: Collection[str]) -> Iterator[str]:
        """Each letter, with everything and with the least that it can be told."""
        for name in sorted(names):
            if not _LETTER_FILE.fullmatch(name):
                continue
            kind, language = name.removesuffix(".txt").split("/")
            try:
                self._try(kind, language)
            except (TemplateError, MailbotError, TypeError, ValueError, AttributeError) as error:
                yield f"templates/{name} : {error}"

    def _try(self, kind: str, language: str) -> None:
        for full in (True, False):
            shared = _sample_shared(full=full)
            if kind in LETTERS:
                own = checked(kind, sample(kind, full=full))
                self.html(self.render(kind, language, {**own, **shared}), "x")
                continue
            for told in trials(kind):
                self.render_paper(kind, language, {**told, **shared})


def _keys(name: str) -> Mapping[str, Key] | None:
    """What the template of a letter, or of a letter on paper, may name."""
    spec = LETTERS.get(name) or PAPERS.get(name)
    return spec.keys if spec else None


def _polish(language: str) -> Fill:
    return typography.french if language == "fr" else typography.unchanged


def _shown(kind: Any) -> frozenset[str]:
    """What a template may see of a value of ours: text, and tuples of it."""
    properties = (name for name, found in vars(kind).items() if isinstance(found, property))
    return frozenset(name for name in (*kind.__dataclass_fields__, *properties) if not name.startswith("_"))


_SHOWN = {kind: _shown(kind) for kind in (Rendered, Organisation, Mediator, Link, *get_args(Block))}


class _Sandbox(SandboxedEnvironment):
    """What values of ours show need not be searched for ways out: it is asked for all the time."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in _SHOWN.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _environment(sources: Mapping[str, str]) -> Environment:
    environment = _Sandbox(
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html",)),
        keep_trailing_newline=True,
        finalize=_hold,
    )
    environment.filters.update(
        quoted=Quoted, prose=Prose, marked=Marked, cut_at_marks=_cut_at_marks,
        date_fr=typography.date_fr, moment_fr=typography.moment_fr,
        deadline_fr=typography.deadline_fr,
        day_fr=typography.day_fr, day_en=typography.day_en,
        date_en=typography.date_en, moment_en=typography.moment_en, deadline_en=typography.deadline_en,
    )  # fmt: skip
    return environment


_MARK = re.compile(r"⟦([^⟦⟧]*)⟧ (\(\d{1,3}\))")


def _cut_at_marks(line: str) -> list[tuple[str, str, str]]:
    """For the layout: what stands before each mark, its words, its number; then what follows the last one.

    A reader who sees no colours sees the marks all the same, and so does whoever copies the text.
    """
    pieces = _MARK.split(line)
    return [*zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False), (pieces[-1], "", "")]


@pass_context
def _hold(context: Context, value: Any) -> Any:
    """What `{{ … }}` prints: in a letter a placeholder, in the layout the value (escaped by the engine)."""
    values = context.get("_values")
    return values.hold(value) if isinstance(values, Values) else value


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((*folder.glob("*/*.txt"), *folder.glob("_*.txt"), *folder.glob("_*.html"))):
        yield path.relative_to(folder).as_posix(), path


def _sample_shared(*, full: bool) -> dict[str, Any]:
    text = "texte" if full else ""
    return {
        "organisation": Organisation(
            name="texte", address=text, phone=text, website=text, privacy_contact=text
        ),
        "reference": "REC-2026-0001" if full else None,
        "mediator": Mediator(name="texte", address=text, website=text) if full else None,
        "mailbox_address": "a@b.example",
        "answer_address": "a@b.example",
        "marker": "mb-x" if full else "",
        "answers": ({"command": "#un", "label": "deux", "url": "mailto:a@b.example"},) if full else (),
        "recipient_name": text,
        "reader": "client",
        "paper": text,
        "today": date(2026, 12, 1),
        "place": text,
        "addressee_lines": ("un", "deux") if full else (),
        "joined": ("un",) if full else (),
        "greeted": full,
        "body": text,
        "closing": text,
    }
