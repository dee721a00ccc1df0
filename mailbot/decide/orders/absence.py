"""Who is away, said in a case; the same can be written to the service itself."""

from __future__ import annotations

from mailbot.decide import away as absences
from mailbot.decide import telling
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import today


def away(draft: Draft, text: str) -> None:
    _note(draft, absences.away(text, draft.member, draft.settings, today(draft)))


def back(draft: Draft, text: str) -> None:
    _note(draft, absences.back(text, draft.member, draft.settings))


def _note(draft: Draft, said: absences.Said) -> None:
    if said.refused:
        draft.refused.append(said.refused)
        return
    draft.absences[said.name] = said.absence
    draft.say("absence_noted", said.done, {"name": said.name})
    draft.notes += [said.note] if said.note else []
    draft.letters += telling.of_absence(said, draft.mail)
