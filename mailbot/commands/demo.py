"""`mailbot demo`: mail servers, an organisation, its clients, and the real daemon among them."""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot import log
from mailbot.commands.output import say, warn
from mailbot.config import Settings, load
from mailbot.config.mistakes import NBSP
from mailbot.daemon import clock, open_desk
from mailbot.sandbox.cast import CAST
from mailbot.sandbox.page import page
from mailbot.sandbox.rig import PASSWORD, in_sandbox
from mailbot.sandbox.script import Script
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.servers import MailServers
from mailbot.sandbox.telling import said
from mailbot.sandbox.theatre import GLANCE, Theatre
from mailbot.sandbox.timeline import Came, Ledger, Scene, Sent

PAGE = "mailbot-demo.html"
PAUSE = 0.7  # seconds between two steps when a person looks on


def demo(*, keep: bool, out: Path | None) -> int:
    """0 when the story came true, 1 when something is missing in it."""
    # People look on: nobody waits a minute for each letter.
    settings = replace(load(CAST / "config.toml", environ={}), recall=None)
    script = read_script(CAST / "demo.toml", settings)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # everything is cleared away then, too
    log.set_up(stream=StringIO())  # the time line says it
    try:
        return _played(settings, script, keep=keep, out=out)
    finally:
        log.set_up(level="warning")
        signal.signal(signal.SIGTERM, before)


def _played(settings: Settings, script: Script, *, keep: bool, out: Path | None) -> int:
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="mailbot-demo-")))
        accounts = dict.fromkeys(_everybody(settings, script), PASSWORD)
        servers = ends.enter_context(MailServers(accounts, clock=clock))
        live = in_sandbox(settings, servers, database_url=f"sqlite:///{folder / 'demo.sqlite3'}")
        desk = open_desk(live)
        ends.callback(desk.store.close)
        say(f"{script.title} – {settings.organisation.name}")
        pause = PAUSE if sys.stdout.isatty() else 0.0
        theatre = Theatre(desk=desk, servers=servers, tell=_live(settings), pause=pause)
        with theatre:
            failures = theatre.play(script)
            path = _write(out, theatre, settings, script.title, failures)
            _conclude(theatre, failures, path)
            if keep:
                _keep(theatre, accounts, settings)
                _write(path, theatre, settings, script.title, failures)
    return 1 if failures else 0


def _everybody(settings: Settings, script: Script) -> list[str]:
    writers = [step.mail.from_.address for step in script.steps if step.mail and step.mail.from_]
    staff = [member.address for member in settings.staff]
    providers = [provider.address for provider in settings.directory.providers]
    return list(dict.fromkeys([box.address for box in settings.mailboxes] + staff + providers + writers))


# -- telling -------------------------------------------------------------------------------------


def _live(settings: Settings) -> Callable[[Ledger], None]:
    """Each scene once, as it happens; in colours where a person looks on."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    zone = ZoneInfo(settings.organisation.timezone)
    told = 0

    def tell(ledger: Ledger) -> None:
        nonlocal told
        for scene in ledger.story[told:]:
            told += 1
            if line := said(scene):
                text = Text(f"{scene.at.astimezone(zone):%H:%M:%S}  ", style="dim")
                console.print(text.append(line, style=_style(scene, settings)))

    return tell


def _style(scene: Scene, settings: Settings) -> str:
    if isinstance(scene, Came):
        return "bold not dim"
    if isinstance(scene, Sent):
        if settings.staff_member(scene.to):
            return "not dim green"
        return "not dim yellow" if settings.provider_of(scene.to) else "not dim cyan"
    return "dim"


def _conclude(theatre: Theatre, failures: list[str], path: Path) -> None:
    say()
    for row in theatre.register():
        say(f"{row['reference']}  {row['kind']:<11}  {row['status']:<8}  {row['subject']}")
    mails = sum(isinstance(scene, Came) for scene in theatre.ledger.story)
    say(
        f"{mails} courriels reçus, {len(theatre.ledger.sent)} lettres parties, rien n’a quitté cette machine."
    )
    say(f"À regarder dans un navigateur{NBSP}: {path}")
    for failure in failures:
        warn(f"mailbot{NBSP}: {failure}")


def _write(out: Path | None, theatre: Theatre, settings: Settings, title: str, failures: list[str]) -> Path:
    content = page(theatre.ledger, theatre.register(), settings, title=title, failed=failures)
    path = out or (Path.cwd() / PAGE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        folder = Path(tempfile.mkdtemp(prefix="mailbot-demo-"))
        warn(f"mailbot{NBSP}: {path} ne peut pas être écrit ({error.strerror}).")
        path = folder / PAGE
        path.write_text(content, encoding="utf-8")
    return path


# -- staying -------------------------------------------------------------------------------------


def _keep(theatre: Theatre, accounts: dict[str, str], settings: Settings) -> None:
    """Until Ctrl-C: everybody's mailbox can be opened with an ordinary mail program."""
    servers = theatre.servers
    say()
    say("Les boîtes restent ouvertes. Dans une messagerie, sur cette machine et sans chiffrement :")
    say(f"  IMAP  {servers.host}  port {servers.imap_port}")
    say(f"  SMTP  {servers.host}  port {servers.smtp_port}")
    say(f"  mot de passe de chaque boîte{NBSP}: {PASSWORD}")
    for address in accounts:
        say(f"  {address}  ({_who(address, settings)})")
    say(f"Écrivez à {settings.mailboxes[0].address}. Ctrl-C arrête tout.")
    sys.stdout.flush()
    # An exception thrown into the middle of anything can be swallowed there; a flag cannot.
    enough = threading.Event()
    before = {n: signal.signal(n, lambda *_: enough.set()) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not enough.wait(GLANCE * 4):
            theatre.look()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    say()


def _who(address: str, settings: Settings) -> str:
    member, provider = settings.staff_member(address), settings.provider_of(address)
    if member:
        return member.function or "équipe"
    if provider:
        return "prestataire"
    return "le service" if address in settings.own_addresses else "client"
