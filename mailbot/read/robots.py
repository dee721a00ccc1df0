"""Did a machine write this mail? Each kind of robot adds up evidence; one weak sign is never enough.

Both mistakes hurt: a person taken for a robot is not heard, a robot taken for a person starts a loop.
Standard headers prove; subjects and phrases only count together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mailbot.model import Robot, RobotType
from mailbot.read import absence, absence_answers, acknowledgements
from mailbot.read import robot_words as words
from mailbot.read.addresses import is_ours
from mailbot.read.charsets import one_line
from mailbot.read.daemons import daemon_evidence, has_null_return_path, is_certain
from mailbot.read.forms import is_machine
from mailbot.read.headers import Headers
from mailbot.read.reports import answered, report
from mailbot.read.tokens import tokens
from mailbot.read.tree import Part

PROOF = 2  # points at which a machine is certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the rules look at."""

    root: Part
    headers: Headers
    text: str  # the whole text
    new_text: str
    own_addresses: frozenset[str]
    is_form: bool  # a person was found inside
    calendar_methods: tuple[str, ...]

    def header(self, name: str) -> str:
        return self.root.header(name).strip()

    @property
    def has_token(self) -> bool:
        """It was sent to one of the addresses that we gave out for a conversation."""
        return bool(
            tokens(recipients=self.headers.recipients, texts=(), own_addresses=self.own_addresses, limit=1)
        )

    @property
    def sender(self) -> str:
        return self.headers.froms[0].address if self.headers.froms else ""

    @property
    def auto_submitted(self) -> str:
        """The keyword alone: parameters and comments may follow it."""
        return self.header("auto-submitted").lower().replace("(", ";").partition(";")[0].strip()


Evidence = list[tuple[int, str]]


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
        if sum(points for points, _ in evidence_of_kind) >= PROOF:
            return Robot(type=kind, evidence=tuple(said for _, said in evidence_of_kind))
    return None


def _own(signs: Signs) -> tuple[str, ...]:
    # Another organisation's mailbot marks its letters, too: those are not ours.
    if signs.header("x-mailbot-loop") and is_ours(signs.sender, signs.own_addresses):
        return ("En-tête X-Mailbot-Loop : c’est une lettre de mailbot qui revient",)
    is_automatic = signs.auto_submitted.startswith("auto-") and not signs.is_form
    # A form of the web site may write with our address, too: only a letter bears these marks together.
    has_our_marks = signs.header("x-auto-response-suppress") or words.OUR_MARK.search(signs.text)
    if is_ours(signs.sender, signs.own_addresses) and is_automatic and has_our_marks:
        return ("Lettre automatique envoyée depuis l’adresse du service",)
    return ()


def _headers_of_machines(signs: Signs) -> Evidence:
    """Headers that only machines write. A form is a machine that speaks for a person."""
    found: Evidence = []
    is_innocent = signs.auto_submitted == "auto-forwarded" or (
        signs.is_form and signs.auto_submitted == "auto-generated"
    )
    if signs.auto_submitted and not is_innocent:
        found.append((2, f"En-tête Auto-Submitted: {signs.auto_submitted[:40]}"))
    for name in words.AUTO_HEADERS:
        value = signs.header(name)
        if value and value.lower() not in ("no", "false", "0"):
            found.append((2, f"En-tête {name}"))
    if signs.header("precedence").lower() == "auto_reply":
        found.append((2, "En-tête Precedence: auto_reply"))
    if has_null_return_path(signs.root) and not signs.is_form:
        found.append((1, "Adresse de retour vide (Return-Path: <>)"))
    return found


def _vacation(signs: Signs) -> Evidence:
    found: Evidence = []
    beginning = signs.new_text[:1_500]
    prefix = words.absence_subject(signs.headers.subject)
    if prefix:
        found.append((1, "L’objet est celui d’une réponse automatique"))
        if words.ANSWERS.match(signs.headers.subject[prefix.end() :]):
            found.append((1, "L’objet cite le courriel auquel il répond"))
    says_away = words.ABSENCE_TEXT.search(beginning)
    if words.is_short(signs.new_text) and says_away:
        found.append((1, "Le texte annonce une absence ou une réponse automatique"))
    elif prefix and absence.is_about_nothing_else(signs.new_text):
        found.append((1, "Le texte ne parle de rien d’autre"))
    is_notice = absence.is_notice(signs.new_text) or (
        signs.headers.is_reply and absence_answers.is_answer_of_absent(signs.new_text)
    )
    if is_notice:
        found.append((2, "Le texte n’est qu’un avis d’absence"))
    machine = _headers_of_machines(signs)
    says_replied = signs.auto_submitted == "auto-replied"
    if not found and (not says_replied or words.HELD.search(f"{signs.headers.subject}\n{beginning}")):
        return []
    acknowledged = sum(points for points, _ in _ticket_words(signs))
    is_absent = says_away or is_notice
    if not is_absent and acknowledged >= (PROOF if prefix else 1):
        return []
    return found + machine + _bulk(signs)


def _ticket_words(signs: Signs) -> Evidence:
    return acknowledgements.said(
        signs.headers.subject,
        signs.new_text,
        signs.text,
        is_short=words.is_short(signs.new_text),
    )


def _ticket_ack(signs: Signs) -> Evidence:
    said = _ticket_words(signs)
    if not said or all("ne pas répondre" in what for _, what in said):
        return []
    machine = _headers_of_machines(signs) + _no_reply(signs)
    for name in words.TICKET_HEADERS:
        if signs.header(name):
            machine.append((1, f"En-tête {name}, d’un logiciel de tickets"))
    is_polite_person = not machine and not acknowledgements.says_automatic(signs.text)
    return [] if is_polite_person else said + machine


def _challenge(signs: Signs) -> Evidence:
    found: Evidence = []
    text = " ".join(signs.new_text[:3_000].split())
    if words.CHALLENGE_TEXT.search(text):
        found.append((1, "Le texte demande de prouver que l’on n’est pas un robot"))
    if words.CHALLENGE_SUBJECT.search(signs.headers.subject):
        found.append((1, "L’objet demande une authentification"))
    if not found:
        return []
    if words.CHALLENGERS.search(signs.sender) or signs.header("x-mailinblack"):
        found.append((1, "L’expéditeur est un service d’authentification de courriels"))
    if "http" in signs.text and words.CHALLENGE_TEXT.search(text):
        found.append((1, "Un lien est à suivre"))
    return found + _headers_of_machines(signs)


def _challenged(signs: Signs, found: Robot) -> Robot:
    """Some of these services call themselves a delivery report; what they want is a click."""
    evidence = () if found.type != "dsn_failed" or is_certain(signs.headers) else _challenge(signs)
    if sum(points for points, _ in evidence) < PROOF:
        return found
    return replace(
        found, type="challenge", evidence=tuple(said for _, said in evidence), failed_recipient=None
    )


def _calendar(signs: Signs) -> Evidence:
    methods = {method for method in signs.calendar_methods if method} & words.CALENDAR_METHODS
    if not methods or len(signs.new_text.split()) >= 25:
        return []
    return [(2, f"Message d’agenda ({', '.join(sorted(methods))})")]


def _bulk(signs: Signs) -> Evidence:
    found: Evidence = []
    if signs.header("precedence").lower() in ("bulk", "junk", "list"):
        found.append((1, f"En-tête Precedence: {signs.header('precedence').lower()[:20]}"))
    return found


def _list(signs: Signs) -> Evidence:
    """A list of our own domain is how our mailbox is fed: it proves nothing."""
    if signs.has_token or _is_our_list(signs):
        return []
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
    if is_list and words.UNSUBSCRIBE.search(signs.text[-6_000:]):
        found.append((1, "Le texte propose de se désinscrire"))
    if not found:
        return []
    if signs.header("list-unsubscribe") and not (signs.header("list-post") or is_list):
        return []  # a newsletter, see there
    return found + _bulk(signs)


def _is_our_list(signs: Signs) -> bool:
    domains = {address.lower().rpartition("@")[2] for address in signs.own_addresses} - {""}
    named = f"{signs.header('list-id')} {signs.header('list-post')}".lower()
    return any(f".{domain}>" in named or f"@{domain}" in named for domain in domains)


def _newsletter(signs: Signs) -> Evidence:
    if signs.has_token or _is_our_list(signs) or signs.headers.in_reply_to:
        return []
    found: Evidence = []
    if signs.header("list-unsubscribe"):
        found.append((1, "En-tête List-Unsubscribe"))
    if signs.header("list-id"):
        found.append((1, "En-tête List-Id"))
    if words.UNSUBSCRIBE.search(signs.text[-6_000:]):
        found.append((1, "Le texte propose de se désinscrire"))
    if not found:
        return []
    for name in words.MASS_HEADERS:
        if signs.header(name):
            found.append((1, f"En-tête {name}, d’un service d’envoi en nombre"))
            break
    if words.NEWS_SENDERS.match(signs.sender):
        found.append((1, f"L’expéditeur est une adresse de diffusion ({signs.sender})"))
    return found + _bulk(signs) + _no_reply(signs) + _headers_of_machines(signs)


def _no_reply(signs: Signs) -> Evidence:
    if words.NO_REPLY.match(signs.sender) and not signs.is_form:
        return [(1, f"Adresse d’expéditeur sans réponse possible ({signs.sender})")]
    return []


def _other(signs: Signs) -> Evidence:
    """Nothing more is known than that nobody reads the answers."""
    found = _headers_of_machines(signs) + _bulk(signs)
    # Some people write from such an address, too: an answer to a letter of ours takes more than that.
    points = 1 if signs.headers.is_reply else 2
    found += [(points, said) for _, said in _no_reply(signs)]
    if has_null_return_path(signs.root) and not signs.is_form:
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
