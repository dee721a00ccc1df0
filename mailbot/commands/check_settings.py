"""`mailbot check`, what is written: people, addresses, the procedure, the letters. Asks no server."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mailbot.commands.finding import Finding, plural
from mailbot.compose import Templates
from mailbot.config import Settings
from mailbot.errors import BadConfig


def of_settings(settings: Settings) -> Iterator[Finding]:
    yield from _configuration(settings)
    yield from _addresses(settings)
    yield from _names(settings)
    yield from _procedure(settings)
    yield from _templates(settings)


def _configuration(settings: Settings) -> Iterator[Finding]:
    about = "configuration"
    counted = (
        (len(settings.mailboxes), "boîte"),
        (sum(member.can_act() for member in settings.staff), "personne pour traiter les dossiers"),
        (len(settings.directory.providers), "prestataire"),
        (len(settings.directory.units), "service"),
    )
    text = ", ".join(f"{n} {plural(what, n)}" for n, what in counted)
    yield Finding(about=about, level="ok", text=f"{settings.organisation.name} : {text}.")
    for mistake in settings.require_servers():
        yield Finding(about=about, level="problem", text=mistake)
    for notice in settings.notices:
        yield Finding(about=about, level="remark", text=notice)
    if mute := [provider.name for provider in settings.directory.providers if not provider.address]:
        named = ", ".join(mute[:5]) + (", …" if len(mute) > 5 else "")
        text = f"Sans adresse électronique, rien ne peut leur être transmis : {named}. Ajoutez email."
        yield Finding(about=about, level="remark", text=text)


def _addresses(settings: Settings) -> Iterator[Finding]:
    """One address with two roles stops the reading of the file; what is legal and strange is said here."""
    about = "adresses"
    of_providers = defaultdict(list)
    for provider in settings.directory.providers:
        if provider.address:
            of_providers[provider.address].append(provider.name)
    for address, names in of_providers.items():
        if len(names) > 1:
            text = (
                f"{address} est l'adresse de {_listed(names)} : une réponse venue de là rejoint "
                "son dossier, mais un premier courriel est attribué au premier. Si c'est voulu, tout va bien."
            )
            yield Finding(about=about, level="remark", text=text)
    ours = settings.own_addresses
    for person in settings.concerned:
        if _base(person.address) in ours:
            text = (
                f"{person.name} ([[concerned]]) a l'adresse d'une de vos boîtes : mailbot s'écrirait à "
                "lui-même. Donnez son adresse personnelle."
            )
            yield Finding(about=about, level="problem", text=text)
    for address in settings.alarmed():
        if _base(address) in ours:
            text = (
                f"desk.alarm : {address} est une boîte que mailbot relève, muette quand il est à l'arrêt. "
                "Donnez l'adresse d'une personne."
            )
            yield Finding(about=about, level="problem", text=text)
    if not settings.alarmed():
        text = (
            "Personne n'apprendra que mailbot est à l'arrêt : donnez à quelqu'un le rôle manager, ou "
            'ajoutez desk.alarm = ["adresse"].'
        )
        yield Finding(about=about, level="remark", text=text)


def _names(settings: Settings) -> Iterator[Finding]:
    """Clients write names: one that means two of the directory names nobody."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    directory = settings.directory
    everybody = [(provider.name, provider.aliases) for provider in directory.providers]
    everybody += [(unit.name, unit.aliases) for unit in directory.units]
    for owner, aliases in everybody:
        for name in (owner, *aliases):
            owners[_folded(name)].setdefault(owner, name)
    for meant in owners.values():
        if len(meant) > 1:
            text = (
                f"« {next(iter(meant.values()))} » désigne à la fois {_listed(list(meant))} : une "
                "réclamation qui dit ce nom sera soumise à l'équipe. Donnez à chacun un alias à lui seul."
            )
            yield Finding(about="annuaire", level="remark", text=text)


def _procedure(settings: Settings) -> Iterator[Finding]:
    """What the document wants, and nobody here can do."""
    about, procedure = "procédure", settings.procedure
    acting = settings.handlers()
    answering = [member.name for member in settings.staff if "manager" in member.roles]
    if procedure.handlers.title and answering:
        text = f"{procedure.handlers.title[:1].upper()}{procedure.handlers.title[1:]} : {_listed(answering)}."
        yield Finding(about=about, level="ok", text=text)
    elif procedure.handlers.title:
        text = (
            f"Le document parle de « {procedure.handlers.title} » et personne n'a ce rôle : écrivez "
            'roles = ["manager", "handler"] pour cette personne.'
        )
        yield Finding(about=about, level="remark", text=text)
    if acting and not any(member.may_sign for member in acting):
        text = (
            "Personne ne peut signer la réponse au client : retirez may_sign = false à l'une des personnes "
            f"qui suivent les dossiers ({_listed([member.name for member in acting])})."
        )
        yield Finding(about=about, level="problem", text=text)
    if procedure.handlers.client_chooses and len(acting) < 2:
        text = (
            "Le client doit pouvoir choisir son interlocuteur, et il n'y en a qu'un. Ajoutez une section "
            '[[staff]] avec roles = ["handler"].'
        )
        yield Finding(about=about, level="remark", text=text)
    if procedure.forward.also_concerned and not settings.concerned:
        text = (
            "Le document veut que d'autres personnes concernées soient averties, et aucune n'est nommée. "
            "Ajoutez une section [[concerned]] avec name et email."
        )
        yield Finding(about=about, level="remark", text=text)
    yield from _unheld(settings)


def _unheld(settings: Settings) -> Iterator[Finding]:
    """A step says who does it, by name or by function: is there such a person?"""
    known = [_words(f"{member.name} {member.function}") for member in settings.staff]
    known += [_words(unit.name) for unit in settings.directory.units]
    known += [_words(person.name) for person in settings.concerned]
    known += [_words(settings.procedure.handlers.title or ""), {"client"}, {"prestataire"}, {"mailbot"}]
    missing: dict[str, list[str]] = defaultdict(list)
    for step in settings.procedure.steps:
        if step.who and not any(_words(step.who) & words for words in known):
            missing[step.who].append(step.label)
    for who, labels in missing.items():
        text = (
            f"{_listed([f'« {label} »' for label in labels])} : c'est à « {who} » de le faire, et "
            "personne de [[staff]] ne porte ce nom ni cette fonction. Écrivez-la dans function."
        )
        yield Finding(about="procédure", level="remark", text=text)


def _templates(settings: Settings) -> Iterator[Finding]:
    about = "modèles de lettres"
    try:
        loaded = Templates.load(*((settings.templates_dir,) if settings.templates_dir else ()))
    except BadConfig as error:
        yield from (Finding(about=about, level="problem", text=mistake) for mistake in error.mistakes)
        return
    mistakes = loaded.mistakes(loaded.names)
    yield from (Finding(about=about, level="problem", text=mistake) for mistake in mistakes)
    if mistakes:
        return
    written = [name for name in loaded.names if "/" in name]
    languages = sorted({name.rpartition("/")[2].removesuffix(".txt") for name in written})
    text = (
        f"{len(written)} modèles ({', '.join(languages)}), tous utilisables : chacun a été écrit une fois "
        "avec tout ce qu'il peut dire, une fois avec le moins possible."
    )
    yield Finding(about=about, level="ok", text=text)


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:5])
    if len(names) > len(shown):
        return f"{', '.join(shown)}, …"
    return " et ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _base(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _folded(name: str) -> str:
    return " ".join(_split(name))


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _words(text: str) -> set[str]:
    """Those that tell people apart: neither articles nor titles."""
    return {word for word in _split(text) if len(word) > 3 and word not in {"madame", "monsieur"}}
