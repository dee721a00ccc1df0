"""The letters that a decision causes: to whom, about what, with which facts. Words are in templates/."""

from mailbot.decide.letters.alerting import alerts, date_notices, flood
from mailbot.decide.letters.attached import with_pieces
from mailbot.decide.letters.help import HELP
from mailbot.decide.letters.moving_on import closing, extension, progress, questions, silence_notices, survey
from mailbot.decide.letters.offered import (
    BLANK_FORM,
    CLOSE,
    FORWARD,
    NO_MORE_CONTACT,
    Offers,
    instead_of_it,
    with_a_copy,
    without_places,
)
from mailbot.decide.letters.on_paper import by_hand, letter_to_provider, staff_note
from mailbot.decide.letters.parts import LETTER_NAMES, without_staff
from mailbot.decide.letters.preview import has_preview_marks, preview, words_marked, words_numbered
from mailbot.decide.letters.to_client import acknowledgement, late_acknowledgement, relayed, to_client
from mailbot.decide.letters.to_provider import document, for_information, forward, reminder, to_provider
from mailbot.decide.letters.to_staff import (
    Opening,
    follow_ups,
    neither,
    new_ticket,
    target_names,
)
from mailbot.decide.letters.transcripts import receipt, to_member, transcript

__all__ = [
    "BLANK_FORM",
    "CLOSE",
    "FORWARD",
    "HELP",
    "LETTER_NAMES",
    "NO_MORE_CONTACT",
    "Offers",
    "Opening",
    "acknowledgement",
    "alerts",
    "by_hand",
    "closing",
    "date_notices",
    "document",
    "extension",
    "flood",
    "follow_ups",
    "for_information",
    "forward",
    "has_preview_marks",
    "instead_of_it",
    "late_acknowledgement",
    "letter_to_provider",
    "neither",
    "new_ticket",
    "preview",
    "progress",
    "questions",
    "receipt",
    "relayed",
    "reminder",
    "silence_notices",
    "staff_note",
    "survey",
    "target_names",
    "to_client",
    "to_member",
    "to_provider",
    "transcript",
    "with_a_copy",
    "with_pieces",
    "without_places",
    "without_staff",
    "words_marked",
    "words_numbered",
]
