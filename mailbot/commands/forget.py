"""`mailbot forget`: takes a person out of the database, or restricts access to what is kept as evidence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot import learning
from mailbot.commands.output import say, warn
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.errors import BadConfig, TemporaryFailure
from mailbot.store import forgetting, person
from mailbot.store.db import Connection, Store
from mailbot.store.person import Belongings
from mailbot.store.scrubbing import choices_of

ASKED = "Effacement demandé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was typed."""

    who: str  # an address, or the reference of a case
    restrict: bool = False
    reason: str = ""
    yes: bool = False
    even_open: bool = False


def forget(settings: Settings, wanted: Wanted, *, ask: Callable[[str], str] = input) -> int:
    _refuse_nonsense(settings, wanted)
    store = Store(settings.database_url).open()
    try:
        with store.reading() as connection:
            found = _found(connection, wanted)
            _tell(connection, found, wanted, settings)
            still_open = person.open_cases(connection, found)
        if not found:
            return 0 if store.wipe(whole=True) else _still_in_the_file()
        if still_open and not wanted.even_open:
            warn(
                f"Encore ouvert : {', '.join(still_open)}. Clôturez d'abord (#clôturer), ou ajoutez --open "
                "pour clore et continuer sans répondre au client."
            )
            return 1
        if not (wanted.yes or _confirmed(ask)):
            warn("Rien n'a été changé.")
            return 1
        return _carry_out(settings, store, wanted, clock())
    finally:
        store.close()


def _refuse_nonsense(settings: Settings, wanted: Wanted) -> None:
    address = wanted.who.strip().lower()
    if wanted.restrict and not wanted.reason.strip():
        raise BadConfig(
            ['--restrict a besoin d\'un motif : ajoutez --reason "procédure en cours devant le tribunal".']
        )
    ours = address in settings.own_addresses or settings.staff_member(address)
    if ours or settings.provider_of(address):
        whose = "de votre équipe ou de votre service" if ours else "d'un prestataire de l'annuaire"
        raise BadConfig(
            [f"{address} est une adresse {whose} : retirez-la d'abord de la configuration, puis recommencez."]
        )


def _found(connection: Connection, wanted: Wanted) -> Belongings:
    if "@" in wanted.who:
        return person.of_person(connection, wanted.who.strip().lower())
    ticket_id = person.case_named(connection, wanted.who.strip())
    return person.of_cases(connection, (ticket_id,)) if ticket_id is not None else Belongings()


# -- what will be done ----------------------------------------------------------------------------


def _tell(connection: Connection, found: Belongings, wanted: Wanted, settings: Settings) -> None:
    if not found:
        say(f"Rien n'est conservé au sujet de {wanted.who}.")
        return
    cases = person.references(connection, found.tickets)
    if wanted.restrict:
        say(f"Accès restreint : {', '.join(cases) or 'aucun dossier'}.")
        say("Le contenu est gardé comme preuve et n'est plus montré ; les lettres en attente ne partent pas.")
        return
    say(f"À effacer : {_count(len(found.mails), 'courriel')}, {_count(len(found.letters), 'lettre')}, "
        f"{_count(len(cases), 'dossier')}{' : ' + ', '.join(cases) if cases else ''}.")  # fmt: skip
    if found.set_aside:
        say(f"Dont {_count(len(found.set_aside), 'courriel')} mis de côté, que personne n'a encore traité.")
    say("Restent : références, dates, gravité, issue, délais et la suite des événements, sans nom ni texte.")
    _tell_the_rest(connection, found, wanted, settings)


def _tell_the_rest(connection: Connection, found: Belongings, wanted: Wanted, settings: Settings) -> None:
    """What this program cannot do, and somebody has to."""
    zone = ZoneInfo(settings.organisation.timezone)
    if told := person.told(connection, found):
        say("À prévenir de l'effacement (RGPD, article 19), car ils ont reçu un courriel sur ces dossiers :")
        for one in told:
            name = f"{one.name} <{one.address}>" if one.name else one.address
            say(f"  {one.reference or 'hors registre'}  {name}, le {one.first.astimezone(zone):%d/%m/%Y}")
    for mailbox, number in person.in_mailboxes(connection, found).items():
        where = f"dans la boîte {mailbox} ou son dossier de rangement"
        say(f"À supprimer vous-même : {_count(number, 'courriel')} {where}.")
    if elsewhere := person.mentioned_in(connection, found):
        say(f"L'adresse est citée dans d'autres dossiers, que ceci ne change pas : {', '.join(elsewhere)}.")
    if others := sorted(found.addresses - {wanted.who.strip().lower()}):
        say(f"Autres adresses de la même personne, à effacer aussi s'il y a lieu : {', '.join(others)}.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}"


def _confirmed(ask: Callable[[str], str]) -> bool:
    sys.stdout.flush()
    try:
        answer = ask("C'est définitif. Tapez oui pour continuer : ")
    except EOFError:
        return False
    return answer.strip().lower() == "oui"


# -- doing it -------------------------------------------------------------------------------------


def _carry_out(settings: Settings, store: Store, wanted: Wanted, now: datetime) -> int:
    with store.transaction() as connection:
        found = _found(connection, wanted)  # what came in while people were thinking is part of it
        if person.being_sent(connection, found, now=now):
            raise TemporaryFailure(
                "Une de ces lettres est en train de partir : recommencez dans cinq minutes."
            )
        if wanted.restrict:
            cases = forgetting.unrestricted(connection, found.tickets)
            forgetting.restrict(connection, cases, why=wanted.reason.strip(), now=now)
        else:
            why = f"{ASKED} – {wanted.reason.strip()}" if wanted.reason.strip() else ASKED
            choices = choices_of(settings.procedure.fields)
            forgetting.erase(connection, found, why=why, choices=choices, now=now, actor="administrateur")
    if wanted.restrict:
        say(f"Fait : accès restreint à {_count(len(found.tickets), 'dossier')}.")
        return 0
    say("Fait : effacé de la base de données.")
    return max(_forget_what_was_learnt(settings, store, found), _wipe(store))


def _forget_what_was_learnt(settings: Settings, store: Store, found: Belongings) -> int:
    """Words of these mails may have moved the model: it is learnt again without them."""
    if set(learning.model_in_use(settings).about.get("tickets", ())) & set(found.tickets):
        learning.learn(settings, store)
        say("Le modèle appris ici a été refait sans ces courriels.")
    return 0


def _wipe(store: Store) -> int:
    if not store.is_sqlite:
        say(
            "PostgreSQL garde les anciennes lignes jusqu'à VACUUM FULL ; journaux et sauvegardes sont à vous."
        )
        return 0
    say("Vos sauvegardes et les journaux du système ne changent pas : c'est à vous d'y veiller.")
    return 0 if store.wipe(whole=True) else _still_in_the_file()


def _still_in_the_file() -> int:
    warn(
        "Des octets effacés sont encore dans le fichier ou son journal (-wal) : un autre programme le lit, "
        "ou la place manque pour le réécrire. Arrêtez mailbot, lancez `mailbot forget` encore une fois, "
        "redémarrez."
    )
    return 1
