"""Did a machine write this mail? Each kind of robot adds up evidence; one weak sign is never enough.

Both mistakes hurt: a person taken for a robot is not heard, a robot taken for a person starts a loop.
Standard headers prove; subjects and phrases only count together, and not where a person speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from mailbot.expressions import Expression
from mailbot.model import Robot, RobotType
from mailbot.read import absence, absence_answers, acknowledgements, persons
from mailbot.read import robot_words as words
from mailbot.read.addresses import is_ours
from mailbot.read.charsets import one_line
from mailbot.read.daemons import daemon_evidence, has_null_return_path, is_certain
from mailbot.read.forms import is_machine
from mailbot.read.reports import answered, report
from mailbot.read.signs import Evidence, Signs, bulk, no_reply

PROOF = 2  # points at which a machine is certain
# "#transmettre", "#appel …": a line of commands, whatever it says of absences. "#TousEnsemble" is a slogan.
_ORDER = Expression(
    r"^\s{0,9}#\s{0,3}(?:[^\W\d_][^\W\d_A-ZÀ-Þ]{1,20}|[A-ZÀ-Þ]{2,20})(?![^\W_])", re.MULTILINE
)
_WORDS_BESIDE_AN_AGENDA, _WORDS_OF_AN_AGENDA = 25, 80


def robot(signs: Signs) -> Robot | None:
    """Which robot wrote this, or None: a person."""
    found = _robot(signs)
    if found is None:
        return None
    original = found.original_message_id or answered(signs.headers)
    return Robot(
        type=found.type,
        evidence=tuple(one_line(said, 200) for said in found.evidence),
        failed_recipient=one_line(found.failed_recipient, 320) if found.failed_recipient else None,
        original_message_id=one_line(original) if original else None,
    )


def _robot(signs: Signs) -> Robot | None:
    if evidence := _own(signs):
        return Robot(type="own", evidence=evidence)
    found = report(signs.root, signs.headers, signs.text, signs.own_addresses)
    if found:
        return _challenged(signs, found)
    if signs.auto_submitted == "no":
        return None  # RFC 3834: written by a person, whatever else the headers say
    for kind, rule in _RULES:
        evidence_of_kind = rule(signs)
        if _points(evidence_of_kind) >= PROOF:
            return Robot(type=kind, evidence=tuple(said for _, said in evidence_of_kind))
    return None


def _points(evidence: Evidence) -> int:
    return sum(points for points, _ in evidence)


def _own(signs: Signs) -> tuple[str, ...]:
    # Another organisation's mailbot marks its letters, too: those are not ours.
    if signs.header("x-mailbot-loop") and is_ours(signs.sender, signs.own_addresses):
        return ("En-tête X-Mailbot-Loop : c’est une lettre de mailbot qui revient",)
    if not (signs.auto_submitted.startswith("auto-") and is_ours(signs.sender, signs.own_addresses)):
        return ()
    # A form of the web site may write with our address, too: only a letter bears these marks together.
    has_our_marks = signs.header("x-auto-response-suppress") or words.OUR_MARK.search(signs.text.lower())
    if has_our_marks and not signs.is_form:
        return ("Lettre automatique envoyée depuis l’adresse du service",)
    return ()


def _commands(signs: Signs) -> bool:
    """A person tells us what to do: a machine would not know the words."""
    return not signs.machine and _ORDER.search(signs.new_text) is not None


def _vacation(signs: Signs) -> Evidence:
    if _commands(signs):
        return []
    found: Evidence = []
    prefix = words.absence_subject(signs.subject)
    if prefix:
        found.append((1, "L’objet est celui d’une réponse automatique"))
        if words.ANSWERS.match(signs.subject[prefix.end() :]):
            found.append((1, "L’objet cite le courriel auquel il répond"))
    says_away = words.ABSENCE_TEXT.search(signs.said)
    if signs.is_short and says_away:
        found.append((1, "Le texte annonce une absence ou une réponse automatique"))
    elif prefix and signs.is_short and absence.says_automatic(signs.said):
        found.append((1, "Le texte se dit automatique"))
    elif prefix and absence.is_about_nothing_else(signs.new_text):
        found.append((1, "Le texte ne parle de rien d’autre"))
    machine = signs.machine + bulk(signs)
    if not machine and _points(found) >= PROOF and persons.tells(signs.said):
        return []  # who complains of our automatic answers writes their words
    # What is only guessed from a colleague's own words would be an answer to a client, lost.
    may_answer = not signs.is_colleague and (
        signs.headers.is_reply
        or absence_answers.names_absence(signs.subject)
        or (signs.is_short and "utom" in signs.said and absence.says_automatic(signs.said))
    )
    is_notice = absence.is_notice(signs.new_text) or (
        may_answer and absence_answers.is_answer_of_absent(signs.new_text)
    )
    is_notice = is_notice and not absence_answers.answers_us(signs.said)
    if is_notice:
        found.append((2, "Le texte n’est qu’un avis d’absence"))
    says_replied = signs.auto_submitted == "auto-replied"
    if not found and (not says_replied or words.HELD.search(f"{signs.subject}\n{signs.said}")):
        return []
    if not (says_away or is_notice) and _points(_ticket_words(signs)) >= (PROOF if prefix else 1):
        return []
    return found + machine


def _ticket_words(signs: Signs) -> Evidence:
    return acknowledgements.said(signs.subject, signs.said, signs.whole, is_short=signs.is_short)


def _ticket_ack(signs: Signs) -> Evidence:
    said = [] if _commands(signs) else _ticket_words(signs)
    if not said or all("ne pas répondre" in what for _, what in said):
        return []
    machine = signs.machine + no_reply(signs)
    if not machine and (persons.wants(signs.said) or not any("texte" in what for _, what in said)):
        return []  # a clerk who answers through such a system, or somebody who tells of one
    for name in words.TICKET_HEADERS:
        if signs.header(name):
            machine.append((1, f"En-tête {name}, d’un logiciel de tickets"))
    named = f"{signs.sender} {signs.header('message-id')} {signs.header('x-mailer')}"
    if not machine and acknowledgements.is_software(named):
        machine.append((1, "L’expéditeur est un logiciel de tickets"))
    is_polite_person = not machine and not acknowledgements.says_automatic(signs.whole)
    return [] if is_polite_person else said + machine


def _challenge(signs: Signs, *, is_servers: bool = False) -> Evidence:
    found: Evidence = []
    text = " ".join(signs.said.split())
    is_asked = bool(words.CHALLENGE_TEXT.search(text))
    if is_asked:
        found.append((1, "Le texte demande de prouver que l’on n’est pas un robot"))
    if words.CHALLENGE_SUBJECT.search(signs.subject):
        found.append((1, "L’objet demande une authentification"))
    if not found:
        return []
    machine = signs.machine
    named = f"{signs.sender} {signs.header('message-id')} {signs.header('x-mailer')}".lower()
    if words.CHALLENGERS.search(named) or signs.header("x-mailinblack") or signs.header("x-mib-type"):
        machine.append((1, "L’expéditeur est un service d’authentification de courriels"))
    if is_asked and "http" in signs.whole:
        found.append((1, "Un lien est à suivre"))
    if not (machine or is_servers):
        answers_us = signs.headers.is_reply or words.CHALLENGE_SUBJECT.search(signs.subject)
        if not answers_us or persons.tells(text):
            return []  # somebody whom such a page troubles
    return found + machine


def _challenged(signs: Signs, found: Robot) -> Robot:
    """Some of these services call themselves a delivery report; what they want is a click."""
    evidence = (
        () if found.type != "dsn_failed" or is_certain(signs.headers) else _challenge(signs, is_servers=True)
    )
    if _points(list(evidence)) < PROOF:
        return found
    return replace(
        found, type="challenge", evidence=tuple(said for _, said in evidence), failed_recipient=None
    )


def _calendar(signs: Signs) -> Evidence:
    methods = {method for method in signs.calendar_methods if method} & words.CALENDAR_METHODS
    words_around = len(signs.new_text.split())
    is_machines = signs.machine and not words.WITH_NOTE.search(signs.said)
    if not methods or words_around >= (_WORDS_OF_AN_AGENDA if is_machines else _WORDS_BESIDE_AN_AGENDA):
        return []
    return [(2, f"Message d’agenda ({', '.join(sorted(methods))})")]


def _list(signs: Signs) -> Evidence:
    """A list of our own domain is how our mailbox is fed: it proves nothing."""
    found: Evidence = []
    if signs.header("list-id"):
        found.append((1, "En-tête List-Id"))
    for name in (
        "list-post",
        "list-subscribe",
        "list-help",
        "mailing-list",
        "x-mailman-version",
        "x-mailing-list",
    ):
        if signs.header(name):
            found.append((1, f"En-tête {name.title()}"))
    is_list = signs.header("precedence").lower() == "list"
    if is_list and _says_how_to_leave(signs):
        found.append((1, "Le texte propose de se désinscrire"))
    if not found or _is_ours_to_read(signs):
        return []
    if signs.header("list-unsubscribe") and not (signs.header("list-post") or is_list):
        return []  # a newsletter, see there
    return found + bulk(signs)


def _is_ours_to_read(signs: Signs) -> bool:
    return signs.has_token or _is_our_list(signs) or _is_sent_to_us_too(signs)


def _is_our_list(signs: Signs) -> bool:
    domains = {address.lower().rpartition("@")[2] for address in signs.own_addresses} - {""}
    named = f"{signs.header('list-id')} {signs.header('list-post')}".lower()
    return any(f".{domain}>" in named or f"@{domain}" in named for domain in domains)


def _is_sent_to_us_too(signs: Signs) -> bool:
    """Somebody writes to us and to the members of a list, of whom we are none."""
    is_discussed = signs.header("list-post") or signs.header("x-beenthere")
    is_to_us = any(is_ours(to.address, signs.own_addresses) for to in signs.headers.to)
    return bool(is_discussed) and is_to_us and persons.wants(signs.said)


def _says_how_to_leave(signs: Signs) -> bool:
    return bool(words.UNSUBSCRIBE.search(signs.text[-6_000:].lower()))


def _newsletter(signs: Signs) -> Evidence:
    if signs.headers.in_reply_to:
        return []
    machine = bulk(signs) + no_reply(signs) + signs.machine
    for name in words.MASS_HEADERS:
        if signs.header(name):
            machine.insert(0, (1, f"En-tête {name}, d’un service d’envoi en nombre"))
            break
    if words.NEWS_SENDERS.match(signs.sender):
        machine.append((1, f"L’expéditeur est une adresse de diffusion ({signs.sender})"))
    found: Evidence = []
    if signs.header("list-unsubscribe"):
        found.append((1, "En-tête List-Unsubscribe"))
    if signs.header("list-id"):
        found.append((1, "En-tête List-Id"))
    if (found or machine) and _says_how_to_leave(signs):
        found.append((1, "Le texte propose de se désinscrire"))
    return found + machine if found and not _is_ours_to_read(signs) else []


def _other(signs: Signs) -> Evidence:
    """Nothing more is known than that nobody reads the answers."""
    if signs.calendar_methods and words.WITH_NOTE.search(signs.said):
        return []  # the agenda is a machine; the note is somebody's
    found = signs.machine + bulk(signs)
    # Some people write from such an address, too: an answer to a letter of ours takes more than that.
    is_persons = signs.headers.is_reply or (not found and persons.signs_own_words(signs.said, signs.new_text))
    points = 1 if is_persons else 2
    found += [(points, said) for _, said in no_reply(signs)]
    if has_null_return_path(signs.root) and not signs.is_form and not persons.wants(signs.said):
        found.append((1, "Aucune réponse automatique n’est permise à un tel courriel (RFC 5321)"))
    daemon = daemon_evidence(signs.root, signs.headers)
    found += [(2 if is_certain(signs.headers) else 1, said) for said in daemon if "Return-Path" not in said]
    if signs.sender and is_machine(signs.sender) and not signs.is_form and signs.header("precedence"):
        found.append((1, f"Adresse d’un programme ({signs.sender})"))
    return found


_RULES: Iterable[tuple[RobotType, Callable[[Signs], Evidence]]] = (
    ("calendar", _calendar),
    ("challenge", _challenge),
    ("vacation", _vacation),
    ("ticket_ack", _ticket_ack),
    ("list", _list),
    ("newsletter", _newsletter),
    ("other", _other),
)
