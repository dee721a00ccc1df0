"""Who keeps people's mailboxes, and the servers that each of them documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A provider of mailboxes and its servers, as it documents them."""

    name: str
    imap: str = ""
    smtp: str = ""
    smtp_port: int = 465
    advice: str = ""
    oauth: str = ""  # takes no password: the provider of tokens, as the file says it
    wants_secret: bool = False  # beside the application's identifier


HOSTS = (
    Host(
        name="Microsoft 365",
        imap="outlook.office365.com",
        smtp="smtp.office365.com",
        smtp_port=587,
        oauth="microsoft",
        advice="Microsoft 365 ne prend pas de mot de passe : votre administrateur y enregistre mailbot une"
        " fois, comme docs/oauth.md l’explique, et vous donne deux identifiants.",
    ),
    Host(
        name="Google",
        imap="imap.gmail.com",
        smtp="smtp.gmail.com",
        advice="Google demande un « mot de passe d’application », à créer dans la sécurité du compte. Si"
        " votre organisation n’en veut pas, choisissez « Google, par une application ».",
    ),
    Host(
        name="Google, par une application",
        imap="imap.gmail.com",
        smtp="smtp.gmail.com",
        oauth="google",
        wants_secret=True,
        advice="Enregistrez d’abord mailbot chez Google, comme docs/oauth.md l’explique : vous en revenez"
        " avec un identifiant et un secret.",
    ),
    Host(name="OVH", imap="ssl0.ovh.net", smtp="ssl0.ovh.net"),
    Host(name="Infomaniak", imap="mail.infomaniak.com", smtp="mail.infomaniak.com"),
    Host(name="Gandi", imap="mail.gandi.net", smtp="mail.gandi.net"),
    Host(name="Mailo", imap="mail.mailo.com", smtp="mail.mailo.com"),
    Host(name="Zoho", imap="imap.zoho.eu", smtp="smtp.zoho.eu"),
    Host(name="Orange", imap="imap.orange.fr", smtp="smtp.orange.fr"),
    Host(name="Free", imap="imap.free.fr", smtp="smtp.free.fr"),
    Host(name="La Poste", imap="imap.laposte.net", smtp="smtp.laposte.net"),
    Host(name="SFR", imap="imap.sfr.fr", smtp="smtp.sfr.fr"),
    Host(name="Ionos", imap="imap.ionos.fr", smtp="smtp.ionos.fr"),
    Host(name="autre"),
)
