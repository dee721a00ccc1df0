"""Who is concerned: a provider of the directory, or a service of the organisation."""

from __future__ import annotations

from mailbot.decide.named import providers_named, units_named
from mailbot.decide.numbering import next_provider
from mailbot.decide.orders.draft import Draft
from mailbot.model import Party


def provider(draft: Draft, wanted: str) -> None:
    found = providers_named(wanted, draft.settings.directory.providers)
    if len(found) != 1:
        proposals = " ; ".join(f"{p.name} ({p.id})" for p in found[:4])
        draft.refused.append(
            f"#prestataire {wanted} : "
            + (f"plusieurs sont possibles : {proposals}." if found else "inconnu de l'annuaire.")
        )
        return
    chosen = found[0]
    if not any(p.provider_id == chosen.id for p in draft.parties_now()):
        more = (party.conversation for party in draft.parties)
        draft.parties.append(
            Party(
                conversation=next_provider(draft.thread.ticket, more),
                address=chosen.address,
                name=chosen.name,
                provider_id=chosen.id,
            )
        )
    draft.named.append(chosen.id)
    # Before anything was passed on, this corrects what we had guessed; afterwards it adds to it.
    known_before = draft.thread.ticket.targets if draft.thread.ticket.forwarded_at else ()
    targets = (*known_before, *draft.named)
    draft.changes["targets"] = tuple(dict.fromkeys(t for t in targets if t != "interne"))
    draft.say("target_settled", f"Prestataire concerné : {chosen.name}.", {"target": chosen.id})


def internal(draft: Draft, wanted: str) -> None:
    named = units_named(wanted, draft.settings.directory.units)
    if wanted and not named:
        draft.refused.append(f"#interne {wanted} : ce service n'est pas dans la configuration.")
        return
    draft.changes["targets"] = tuple(named or ("interne",))
    draft.say("target_settled", f"Concerne : {named[0] if named else draft.settings.organisation.name}.")
