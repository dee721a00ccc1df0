"""The mails of the benchmarks: made from a seed, so that every program reads the same bytes.

70 % open a case, 25 % answer one of those before, 5 % bring a file of 200 KB. French, in the encodings that
mail programs use.
"""

from __future__ import annotations

import random  # noqa: TID251  (a corpus with a seed: the same bytes each time)
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

SERVICE = "reclamations@office.example"
BEGINNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FILE_SIZE = 200_000

_FIRST = ("Élodie", "Jean-Marc", "Inès", "Bérénice", "Karim", "Odile", "Thibault", "Maëlys", "Hugo", "Solène")
_LAST = ("Dupont", "Lefèvre", "Garnier", "N’Diaye", "Müller", "Da Silva", "Rousselot", "Béranger", "Kowalski")
_PLACES = ("l’Hôtel du Grand Tétras", "au camping des Chaumes", "la Ferme des Myrtilles", "à votre accueil")
_TROUBLES = (
    "la chambre était sale et le chauffage en panne ; personne n’est venu malgré trois appels",
    "on nous a compté deux fois la taxe de séjour et refusé de nous rembourser",
    "la visite a été annulée le matin même, sans que nous soyons prévenus",
    "le personnel nous a répondu avec un mépris que je n’avais jamais vu",
    "la réservation confirmée n’existait pas à notre arrivée, à 22 h, avec deux enfants",
)
_WANTS = (
    "Je demande le remboursement d’une nuit ({amount} €).",
    "Nous attendons des excuses, et {amount} € de dédommagement.",
    "Merci de me dire ce que vous comptez faire.",
    "Sans réponse sous quinze jours, je saisirai le médiateur.",
)
_IDEAS = (
    "Ce serait bien d’avoir des bancs à l’ombre près du lac.",
    "Pourriez-vous imaginer une navette le dimanche ? Beaucoup de familles en seraient ravies.",
)
_QUESTIONS = (
    "À quelle heure ouvre le musée le lundi de Pentecôte ?",
    "Avez-vous encore le plan des sentiers de raquettes ?",
)
_FOLLOWS = (
    "Je n’ai toujours pas de réponse. Où en est mon dossier ?",
    "Voici la date que vous demandiez : c’était le 14 février, chambre 12.",
    "Merci de votre retour. Je reste dans l’attente du remboursement.",
)
# How a text travels: charset, transfer encoding.
_WAYS = (("utf-8", "quoted-printable"), ("utf-8", "base64"), ("iso-8859-15", "quoted-printable"),
         ("windows-1252", "8bit"), ("utf-8", "8bit"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    content: bytes
    sender: str
    at: datetime


def mails(count: int, *, seed: int = 2026, service: str = SERVICE) -> Iterator[Posted]:
    """`count` mails; the same seed gives the same bytes."""
    chance = random.Random(seed)
    opened: list[tuple[str, str, str]] = []  # message id, sender, subject of those that may be answered
    for number in range(count):
        lot = chance.random()
        at = BEGINNING + timedelta(seconds=47 * number)
        if opened and lot < 0.25:
            parent, sender, subject = chance.choice(opened[-400:])
            text = f"Bonjour,\n\n{chance.choice(_FOLLOWS)}\n\nCordialement\n" + _quote(chance)
            mail = _mail(chance, number, sender, f"Re: {subject}", text, at, service)
            mail["In-Reply-To"] = mail["References"] = parent
        else:
            sender = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} <client{number}@courriel.example>"
            subject = f"{chance.choice(('Séjour', 'Réclamation', 'Facture', 'Votre accueil'))} n° {number}"
            mail = _mail(chance, number, sender, subject, _first(chance, sender), at, service)
            opened.append((str(mail["Message-ID"]), sender, subject))
            if lot > 0.95:
                mail.add_attachment(
                    chance.randbytes(FILE_SIZE), maintype="image", subtype="jpeg", filename="chambre été.jpg"
                )
        for part, inner in enumerate(p for p in mail.walk() if p.is_multipart()):
            inner.set_boundary(f"=_{number}.{part}")  # the library would draw one by chance
        yield Posted(content=mail.as_bytes(), sender=sender, at=at)


def _first(chance: random.Random, sender: str) -> str:
    lot = chance.random()
    if lot < 0.75:
        where, trouble = chance.choice(_PLACES), chance.choice(_TROUBLES)
        want = chance.choice(_WANTS).format(amount=chance.randrange(20, 900))
        middle = f"Lors de notre passage ({where}), {trouble}. C’est inadmissible.\n\n{want}"
        middle += "".join(f"\n{chance.choice(_TROUBLES).capitalize()}." for _ in range(chance.randrange(4)))
    else:
        middle = chance.choice(_IDEAS if lot < 0.9 else _QUESTIONS)
    name = sender.partition(" <")[0]
    return f"Bonjour,\n\n{middle}\n\nCordialement,\n{name}\n06 39 98 {chance.randrange(10, 99)} 12\n"


def _quote(chance: random.Random) -> str:
    lines = "".join(f"> {chance.choice(_TROUBLES)}\n" for _ in range(chance.randrange(3, 12)))
    return f"\nLe lun. 2 mars 2026 à 09:14, Office <{SERVICE}> a écrit :\n\n{lines}"


def _mail(
    chance: random.Random, number: int, sender: str, subject: str, text: str, at: datetime, service: str
) -> EmailMessage:
    mail = EmailMessage()
    for hop in range(chance.randrange(2, 6)):
        when = format_datetime(at + timedelta(seconds=hop))
        mail["Received"] = f"from mx{hop}.courriel.example by mx{hop + 1}.office.example with ESMTPS; {when}"
    mail["From"], mail["To"], mail["Subject"] = sender, service, subject
    mail["Date"], mail["Message-ID"] = (
        format_datetime(at),
        f"<{number}.{chance.getrandbits(64):x}@courriel.example>",
    )
    charset, way = chance.choice(_WAYS)
    if charset != "utf-8":
        text = text.replace("’", "'")
    mail.set_content(text, charset=charset, cte=way)
    if chance.random() < 0.6:
        page = "".join(f"<p style='margin:0'>{line}</p>" for line in text.split("\n"))
        mail.add_alternative(
            f"<html><body><div>{page}</div></body></html>",
            subtype="html",
            charset=charset,
            cte="quoted-printable",
        )
    return mail
