"""Staff write: what they say goes to the party of the conversation, what they command is done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import (
    after_closing,
    confirming,
    copies,
    endless,
    handed_in,
    letters,
    not_done,
    opening,
    orders,
    plain_requests,
    plain_words,
    progress,
    recall,
    telling,
    to_the_desk,
)
from mailbot.decide.commands import OUTCOMES, Command, Writing, fold, parse
from mailbot.decide.handlers import may_follow
from mailbot.decide.letters.parts import MARKS, without_marks, without_staff
from mailbot.decide.orders import masking
from mailbot.decide.who import proven_staff
from mailbot.expressions import Expression
from mailbot.model import (
    Event,
    Facts,
    IncomingMail,
    Meaning,
    Plan,
    Redacted,
    StaffMember,
    Thread,
)

# What it is and whom it concerns comes first: the other commands of the same mail depend on it.
SETTLING = ("confirmer", "reclamation", "suggestion", "autre", "prestataire", "interne")


_CARRIES_US = (
    "Votre réponse contient encore le message de mailbot : par prudence, rien n'est parti. "
    "Écrivez votre texte seul, au-dessus du message cité."
)
_CARRIES_PREVIEW = (
    "Votre texte contient encore des marques ⟦ ⟧ de l'aperçu, un numéro ou une explication qui en vient : "
    "par prudence, rien n'est parti. Enlevez-les, et relisez ce qu'elles entouraient."
)
_WHICH = (
    "Votre réponse porte les repères de plusieurs dossiers : répondez au message du dossier voulu, "
    "sans coller de texte venant d'un autre message de mailbot."
)
# What our ready-made mails carry below the command, for servers without plus addressing.
_OWN_MARK_LINE = Expression(r"\n\s*mb-[a-z2-7]{40}\s*$", re.IGNORECASE)
_SHORT = 60
_LIKE_ABSENCE = (
    "Votre message ressemble à un avis d'absence : il n'est parti à personne. S'il est une réponse, "
    "renvoyez-le avec #confirmer au-dessus. Pour que vos dossiers soient suivis pendant votre absence, "
    "envoyez la ligne ci-dessous, corrigée si besoin."
)
_ABSENCE = Expression(
    r"\b(je suis|je serai|nous sommes)( actuellement| a nouveau)? "
    r"(absent|en conge|en vacances|indisponible|en deplacement)"
    r"|\babsente?s? (du bureau|jusqu|du \d|de mon poste)|\bout of (the )?office\b"
    r"|(^|\b(je|j|nous|bureau)\b( \w+){0,4} )de retour le \d|\ben mon absence"
)


def wrote(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    now: datetime,
) -> Plan:
    thread = _thread(facts)
    if thread is not None and _is_ambiguous(mail, thread, facts) and proven_staff(mail, thread, settings):
        member = settings.staff_member(mail.from_.address if mail.from_ else "")
        assert member is not None  # noqa: S101  (proven to be one)
        return not_done.transcript_only(mail, thread, member, (_WHICH,), disposition="command")
    member = settings.staff_member(mail.from_.address if mail.from_ else "")
    if thread is None:
        return _unthreaded(mail, meaning, copy, facts, settings, now)
    if facts.unconfirmed and confirming.says_yes(mail, member):
        return confirming.answered(mail, thread, facts.unconfirmed, member)
    if endless.is_suspected(mail, facts, settings):
        return endless.stopped(mail, thread, member, settings, now=now)
    proven = proven_staff(mail, thread, settings)
    if proven is None and member and confirming.may_ask(mail, thread, member, facts, settings):
        if _is_absence(mail.new_text):
            return _absent(mail, thread, member, settings, now)
        return confirming.asked(mail, thread, member)
    if proven is None or member is None:
        return not_done.unproven(mail, thread, settings)
    if proven.can_act() and not may_follow(proven, settings):
        return not_done.not_entitled(mail, thread, proven, settings)
    if not proven.can_act():
        return not_done.transcript_only(
            mail,
            thread,
            proven,
            ("Vous pouvez consulter les dossiers, mais pas y agir : rien n'a été transmis.",),
        )
    return _acted(mail, thread, proven, copy, facts, settings, now)


def words_for_outside(
    text: str, settings: Settings, mailbox: str, *, signature_words: frozenset[str] = frozenset()
) -> str:
    """What staff wrote, without addresses of theirs, our internal marks, the name that the letter adds."""
    text = without_marks(without_staff(text, settings.staff, mailbox), mailbox)
    # What is marked as quoted comes from a mail of ours: nobody writes to a client in quotation marks.
    lines = [line for line in text.strip().splitlines() if not line.lstrip().startswith(">")]
    while len(lines) > 1 and set(fold(lines[-1]).split()) <= signature_words:
        lines.pop()
    if lines and copies.is_border(lines[-1]):  # of a notice that was forwarded, and cut off below
        lines.pop()
    return "\n".join(lines).strip()


def _thread(facts: Facts) -> Thread | None:
    """Staff answer notifications: those tell the conversation better than anything quoted below."""
    return next((t for t in facts.threads if t.side == "staff"), next(iter(facts.threads), None))


def _is_ambiguous(mail: IncomingMail, thread: Thread, facts: Facts) -> bool:
    """Marks of several cases, and nothing else says which one is meant: one of them was pasted."""
    named = {(t.ticket.id, t.conversation) for t in facts.threads if t.side == "staff"}
    if len(named) < 2 or thread.proof == "message_id":
        return False
    return not any(token in address for address in mail.delivered_to for token in mail.tokens[:1])


def _is_absence(text: str) -> bool:
    """A colleague's out-of-office that did not say what it is: never for a client, and never answered."""
    words = fold(text)
    return "#" not in text and len(words.split()) < _SHORT and _ABSENCE.search(words) is not None


def _absent(
    mail: IncomingMail, thread: Thread, member: StaffMember, settings: Settings, now: datetime
) -> Plan:
    """It may be an answer after all: asked once a day and case, so that no loop begins."""
    why = "Message d'absence d'un collègue : il n'est transmis à personne"
    cause = f"absence:{thread.ticket.id}:{mail.received_at:%Y-%m-%d}"
    question = letters.transcript(
        mail, thread, member, refused=(_LIKE_ABSENCE,),
        commands=plain_requests.absence_offered(mail, member, settings, now),
    )  # fmt: skip
    return Plan(
        disposition="filed",
        reason=why,
        role="staff",
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="absence_filed", why=why, actor=member.name),),
        letters=(replace(question, cause=cause),),
    )


def _acted(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    now: datetime,
) -> Plan:
    written = _OWN_MARK_LINE.sub("", mail.new_text)
    if MARKS.search(written):
        return not_done.transcript_only(mail, thread, member, (_CARRIES_US,), disposition="command")
    asked_to_mask = copies.orders_to_leave_out(written)
    whole = copies.without_form(copy, thread.ticket, settings.staff)
    ready = masking.ready_line(whole, thread.ticket, settings) if asked_to_mask else ()
    if letters.has_preview_marks(written, copy):
        return not_done.transcript_only(
            mail, thread, member, (_CARRIES_PREVIEW,), offers=ready, disposition="command"
        )
    if _is_absence(written):
        return _absent(mail, thread, member, settings, now)
    signature = frozenset(fold(f"{member.name} {member.function} {settings.organisation.name}").split())
    writing = parse(written, signature_words=signature, fields=settings.procedure.fields)
    said: tuple[str, ...] = ()
    if not writing.commands and (meant := plain_words.meant(writing.text, signature)):
        writing = Writing(commands=(Command(name=meant),), text="")
        said = (plain_words.told(written, meant),)
    if writing.unclear:
        return not_done.transcript_only(
            mail, thread, member, (), not_understood=writing.unclear, offers=ready, disposition="command"
        )
    if any(command.name == "annuler" for command in writing.commands):
        return recall.annulled(mail, thread, member, facts, writing, now=now, settings=settings)
    draft = orders.Draft(
        mail=mail,
        notes=list(said),
        thread=thread,
        member=member,
        copy=whole,
        facts=facts,
        settings=settings,
        now=now,
        text=words_for_outside(writing.text, settings, mail.mailbox, signature_words=signature),
    )
    return _obeyed(draft, writing, said)


def _obeyed(draft: orders.Draft, writing: Writing, said: tuple[str, ...]) -> Plan:
    """Each command in its turn, then the text; what one of them refuses undoes them all."""
    mail, thread, member = draft.mail, draft.thread, draft.member
    # Wherever it stands among the others: what is noted stays inside.
    draft.stays_inside = any(command.name == "note" for command in writing.commands)
    draft.decides = any(command.name in OUTCOMES for command in writing.commands)
    for command in sorted(writing.commands, key=_turn):
        orders.follow(draft, command)
    orders.relay(draft)
    if draft.refused:
        plan = not_done.transcript_only(
            mail, thread, member, tuple(draft.refused),
            offers=tuple(draft.offers), notes=said, preview=draft.preview, disposition="command",
        )  # fmt: skip
        return replace(plan, changes=_shown_to(draft)) if draft.shown_again else plan
    if draft.changes.get("closed_at"):
        after_closing.told(draft)
    progress.follow_change(draft)
    draft.letters += telling.letters_to(
        telling.lines(
            thread.ticket, draft.ticket_now(), member,
            written=tuple(draft.letters), outcome=draft.outcome, more=tuple(draft.told),
        ),
        mail, thread.ticket, member, draft.settings,
        keeper=draft.ticket_now().assigned_to,
        note="\n".join(event.data["text"] for event in draft.events if event.event == "note_added"),
    )  # fmt: skip
    return draft.plan(commanded=bool(writing.commands))


def _shown_to(draft: orders.Draft) -> dict[str, object]:
    """Only who has read this copy may confirm it: nothing else of a refused mail is kept."""
    before = draft.thread.ticket.record
    again = {**before.get("shown_again", {}), draft.member.address: draft.shown_again}
    return {"record": {**before, "shown_again": again}}


def _turn(command: Command) -> int:
    """What it is, then what is known, then the answer that depends on both, then the end."""
    if command.name in SETTLING:
        return 0
    # A document goes with a copy that leaves by this very mail, whichever line came first.
    return 2 if command.name in (*OUTCOMES, "joindre") else 3 if command.name == "cloturer" else 1


def _unthreaded(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    now: datetime,
) -> Plan:
    """A colleague passes on a complaint that came another way; the client is the person inside, if known."""
    member = settings.staff_member(mail.from_.address if mail.from_ else "")
    if member is not None and (writing := to_the_desk.orders_in(mail, member, settings)):
        return to_the_desk.followed(mail, member, writing, settings, now)
    if member is not None and handed_in.is_handed_in(mail, member):
        return handed_in.opened(mail, meaning, copy, facts, settings, member, now)
    if member is not None and facts.possible_links and parse(mail.new_text).commands:
        return not_done.out_of_place(mail, member, facts, settings)
    if member is not None and mail.authenticity == "pass":
        return _in_plain_words(mail, meaning, copy, facts, settings, member, now)
    if meaning.kind == "autre":
        return opening.passed_on(mail, meaning, facts, settings, role="staff", now=now)
    return opening.opened(mail, meaning, copy, facts, settings, role="staff", now=now)


def _in_plain_words(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    member: StaffMember,
    now: datetime,
) -> Plan:
    """A proven colleague's mail without any command: always answered to him, never taken for a client's."""
    if not mail.via and (plan := plain_requests.asked(mail, meaning, member, facts, settings, now)):
        return plan
    if meaning.kind != "autre" and handed_in.is_told(mail, member, settings):
        return handed_in.opened(mail, meaning, copy, facts, settings, member, now)
    if not mail.via:
        return plain_requests.outside(mail, meaning, member, facts, settings, now)
    if meaning.kind == "autre":  # somebody else's mail, passed on
        return opening.passed_on(mail, meaning, facts, settings, role="staff", now=now)
    plan = opening.opened(mail, meaning, copy, facts, settings, role="staff", now=now)
    told = letters.receipt(mail, member, kind=meaning.kind, reference=facts.next_reference)
    return replace(plan, letters=(*plan.letters, told))
