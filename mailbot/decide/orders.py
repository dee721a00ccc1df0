"""Follows staff's commands one by one."""

from __future__ import annotations

from mailbot.decide import letters
from mailbot.decide.commands import OUTCOMES, Command, fold
from mailbot.decide.commitments import (
    answer_timers,
    first_timers,
    names_mediator,
    provider_timers,
    renewed_timers,
    settled_due,
)
from mailbot.decide.draft import Draft
from mailbot.decide.letters.parts import joinable
from mailbot.decide.named import members_named, providers_named, units_named
from mailbot.decide.who import may_be_written_to
from mailbot.model import (
    Event,
    Party,
    Severity,
)


class Orders(Draft):
    """Each command of a mail, in turn; they build upon one another."""

    def follow(self, command: Command) -> None:
        name, argument = command.name, command.argument
        if name in OUTCOMES:
            self._answer(OUTCOMES[name])
        elif name in ("reclamation", "suggestion", "autre"):
            self._settle(name)
        elif name in ("appel", "motif", "cause", "dysfonctionnement", "solution"):
            self._say(f"{name}_recorded", f"{name.capitalize()} noté : {argument}", {"text": argument})
        else:
            {
                "prestataire": lambda: self._concern(argument),
                "interne": lambda: self._internal(argument),
                "transmettre": self._forward,
                "relancer": self._remind,
                "gravite": lambda: self._severity(argument),
                "assigner": lambda: self._assign(argument),
                "cloturer": self._close,
                "rouvrir": self._reopen,
                "note": lambda: self._note(argument),
                "nepluscontacter": self._silence,
                "confirmer": self._confirm,
                "aide": self._help,
            }[name]()

    def relay(self) -> None:
        """The text that remains is a message to the conversation, unless something keeps it inside."""
        if not self.text or self.refused:
            return
        if self.stays_inside:
            self._say("note_added", "Votre texte reste dans le dossier, il n'est parti nulle part.",
                      {"text": self.text})  # fmt: skip
            return
        # An answer with an outcome is the client's, whatever message it was written under.
        ticket = self.thread.ticket
        conversation = "client" if self.outcome else self.thread.conversation
        party = self._party(conversation)
        if party is None or not party.address:
            self.refused.append("Aucune adresse électronique n'est connue pour cette conversation.")
            return
        if conversation != "client":
            self.letters.append(
                letters.to_provider(self.mail, party, self.copy, text=self.text, member=self.member)
            )
            self._send("message_to_provider", f"Votre message part à {party.name or party.address}.")
            if self.mail.attachments:
                self.notes.append("Les pièces jointes n'ont pas été transmises au prestataire.")
            return
        if (ticket.no_further_contact or self.changes.get("no_further_contact")) and not self.confirmed:
            self.refused.append(
                "Le client a demandé à ne plus être contacté. Pour écrire quand même, "
                "renvoyez votre message avec #confirmer."
            )
            return
        enclosed = [a for a in self.mail.attachments if not a.inline]
        if enclosed and not joinable(enclosed):
            self.refused.append("Les pièces jointes dépassent 15 Mo : joignez-les en plusieurs messages.")
            return
        self._to_client(party)

    # -- one command each -----------------------------------------------------------------------

    def _answer(self, outcome: str) -> None:
        answered_at = self.thread.ticket.answered_at
        if answered_at and not self.confirmed:
            self.refused.append(
                f"Une réponse est déjà partie au client le {answered_at:%d/%m/%Y}. "
                "Pour en envoyer une autre, ajoutez #confirmer au-dessus."
            )
        elif not self.text:
            self._make_answer_of_what_was_said(outcome)
        elif names_mediator(outcome, self.settings) and not self._has_mediator():
            self.refused.append(
                "Un refus total ou partiel indique au client le nom, l'adresse et le site du médiateur, "
                "et la configuration ne les donne pas (section [mediator] : name, address, website)."
            )
        else:
            self.outcome = outcome

    def _make_answer_of_what_was_said(self, outcome: str) -> None:
        """One word behind a message that has left already: it was the answer."""
        informed_at = self.thread.ticket.informed_at
        if informed_at is None:
            self.refused.append(f"#{outcome} : il manque le texte de la réponse au client.")
        elif names_mediator(outcome, self.settings):
            self.refused.append(
                f"#{outcome} : votre dernier message est parti sans les coordonnées du médiateur. "
                "Renvoyez le texte de la réponse avec cette ligne : elles seront ajoutées."
            )
        else:
            self.changes |= {"answered_at": informed_at, "outcome": outcome, "status": "répondu"}
            self.cancels += ["answer_soon:*", "answer_late"]
            self._say(
                "answer_given", f"Votre dernier message au client est la réponse : {outcome}.",
                {"outcome": outcome},
            )  # fmt: skip

    def _settle(self, kind: str) -> None:
        ticket = self.thread.ticket
        self.changes |= {"kind": kind, "doubtful": False}
        self._say("kind_settled", f"C'est noté : {_KINDS[kind]}.", {"kind": kind})
        if kind == "autre":
            self.cancels.append("*")
            self.changes |= {"status": "hors registre", "due_at": None}
            return
        if ticket.status == "hors registre":
            self.changes["status"] = "reçu"
        if ticket.reference is None:
            self.changes["reference"] = self.facts.next_reference
            self._acknowledge_late(kind)
        if kind == "suggestion":
            self.changes["due_at"] = None
            self.cancels += ["answer_*", "acknowledgement_late"]
            return
        due_at = settled_due(ticket, self.settings)
        self.changes["due_at"] = due_at
        self.timers += first_timers("reclamation", ticket.received_at, self.settings)
        if due_at and not ticket.answered_at:
            self.timers += answer_timers(ticket.received_at, due_at, self.settings)

    def _acknowledge_late(self, kind: str) -> None:
        """A ticket enters the register: its client is told, or the register says why not."""
        ticket = self.thread.ticket
        client = ticket.party("client")
        if client is None or not client.address:
            silence = "L'adresse du client n'est pas connue"
        elif not may_be_written_to(client.address):
            silence = "L'adresse est celle d'un automate"
        elif ticket.no_further_contact:
            silence = "Le client ne veut plus être contacté"
        else:
            letter = letters.late_acknowledgement(ticket, client, kind, self.settings, now=self.now)
            self.letters.append(letter)
            self.sent.append("L'accusé de réception part au client.")
            return
        self.events.append(Event(event="acknowledgement_withheld", why=silence))
        self.notes.append(f"Pas d'accusé de réception. {silence}.")

    def _concern(self, wanted: str) -> None:
        found = providers_named(wanted, self.settings.directory.providers)
        if len(found) != 1:
            proposals = " ; ".join(f"{p.name} ({p.id})" for p in found[:4])
            self.refused.append(
                f"#prestataire {wanted} : "
                + (f"plusieurs sont possibles : {proposals}." if found else "inconnu de l'annuaire.")
            )
            return
        provider = found[0]
        known = [p for p in self._parties() if p.provider_id == provider.id]
        if not known:
            number = 1 + sum(p.conversation != "client" for p in self._parties())
            self.parties.append(
                Party(
                    conversation=f"provider:{number}",
                    address=provider.address,
                    name=provider.name,
                    provider_id=provider.id,
                )
            )
        self.named.append(provider.id)
        # Before anything was passed on, this corrects what we had guessed; afterwards it adds to it.
        known_before = self.thread.ticket.targets if self.thread.ticket.forwarded_at else ()
        targets = (*known_before, *self.named)
        self.changes["targets"] = tuple(dict.fromkeys(t for t in targets if t != "interne"))
        self._say("target_settled", f"Prestataire concerné : {provider.name}.", {"target": provider.id})

    def _internal(self, wanted: str) -> None:
        named = units_named(wanted, self.settings.directory.units)
        if wanted and not named:
            self.refused.append(f"#interne {wanted} : ce service n'est pas dans la configuration.")
            return
        self.changes["targets"] = tuple(named or ("interne",))
        self._say("target_settled", f"Concerne : {named[0] if named else self.settings.organisation.name}.")

    def _forward(self) -> None:
        ticket = self.thread.ticket
        concerned = self._concerned()
        reachable = [p for p in concerned if p.address]
        if ticket.forwarded_at and reachable and not self.named and not self.confirmed:
            self.notes.append(
                f"La copie est déjà partie le {ticket.forwarded_at:%d/%m/%Y} : rien n'est renvoyé. "
                "Pour la renvoyer, ajoutez #confirmer au-dessus ; pour relancer, #relancer."
            )
            return
        if not reachable:
            self.refused.append(
                "#transmettre : ce prestataire n'a pas d'adresse électronique dans l'annuaire."
                if concerned
                else "#transmettre : dites d'abord à qui, avec #prestataire NOM."
            )
            return
        for party in reachable:
            if party not in (*ticket.parties, *self.parties):
                self.parties.append(party)  # as the directory has it today
            self.letters.append(
                letters.forward(
                    self.copy,
                    party,
                    ticket.received_at,
                    self.settings,
                    cause=self.mail.content_digest,
                    now=self.now,
                    ordered=True,
                )
            )
            self.timers += provider_timers(party.conversation, self.settings, self.now)
            self._send("forward_ordered", f"La copie anonymisée part à {party.name}.")

    def _remind(self) -> None:
        ticket = self.thread.ticket
        reachable = [p for p in self._concerned() if p.address]
        if not reachable or ticket.forwarded_at is None:
            self.refused.append("#relancer : rien n'a encore été transmis à un prestataire.")
            return
        for party in reachable:
            self.letters.append(
                letters.reminder(
                    ticket,
                    party,
                    self.settings,
                    cause=self.mail.content_digest,
                    nth=1,
                    now=self.now,
                    ordered=True,
                )
            )
            self._send("provider_reminded", f"Une relance part à {party.name}.")

    def _severity(self, wanted: str) -> None:
        severity: Severity = fold(wanted)  # type: ignore[assignment]  # the parser lets only the three through
        self.changes["severity"] = severity
        self._say("severity_settled", f"Gravité : {severity}.", {"severity": severity})

    def _assign(self, wanted: str) -> None:
        found = members_named(wanted, self.settings.staff)
        if len(found) != 1:
            names = ", ".join(m.name for m in self.settings.staff if m.can_act())
            self.refused.append(f"#assigner {wanted} : écrivez un de ces noms : {names}.")
            return
        self.changes["assigned_to"] = found[0].name
        self._say("assigned", f"Dossier confié à {found[0].name}.", {"to": found[0].name})

    def _close(self) -> None:
        self.changes |= {"status": "clos", "closed_at": self.now}
        self.cancels.append("*")
        self._say("ticket_closed", "Le dossier est clos.")
        if not self.thread.ticket.answered_at and not self.outcome:
            self.notes.append("Aucune réponse au client n'est enregistrée dans ce dossier.")

    def _reopen(self) -> None:
        self.changes |= {"status": "rouvert", "closed_at": None}
        self._say("ticket_reopened", "Le dossier est rouvert.")
        self.timers += renewed_timers(self.thread.ticket, self.settings)

    def _note(self, argument: str) -> None:
        self.stays_inside = True
        if argument:
            self._say("note_added", "Note ajoutée au dossier.", {"text": argument})

    def _silence(self) -> None:
        self.changes["no_further_contact"] = True
        self._say("wish_recorded", "Le client ne sera plus contacté.")

    def _confirm(self) -> None:
        self.confirmed = True

    def _help(self) -> None:
        self.notes += letters.HELP

    # -- small things ---------------------------------------------------------------------------

    def _to_client(self, party: Party) -> None:
        self.letters.append(
            letters.to_client(
                self.mail,
                self.thread.ticket,
                party,
                self.member,
                text=self.text,
                outcome=self.outcome,
                names_mediator=names_mediator(self.outcome, self.settings),
            )
        )
        if self.outcome:
            self.changes["outcome"] = self.outcome
            self._send(
                "answer_given", f"Votre réponse part au client : {self.outcome}.", {"outcome": self.outcome}
            )
        else:
            self._send("message_to_client", "Votre message part au client.")
            if self.thread.ticket.reference and not self.thread.ticket.answered_at:
                self.notes.append(
                    "Ce message informe le client, il n'est pas encore la réponse. Pour qu'il le soit, "
                    "renvoyez-le avec #favorable, #partiel ou #rejet."
                )


_KINDS: dict[str, str] = {
    "reclamation": "c'est une réclamation",
    "suggestion": "c'est une suggestion",
    "autre": "ni réclamation ni suggestion",
}
