"""Roundup taking mails in: its own gateway, one process that stays, its classic tracker on SQLite.

    PYTHON_OF_ITS_ENVIRONMENT roundup_desk.py FOLDER_OF_MAILS

Its best case: the passwords that it invents for new senders are hashed as few times as it allows, and its
letters go to a file instead of a server.
"""

from __future__ import annotations

import email
import json
import logging
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

from roundup import configuration, init, instance, password
from roundup.mailgw import MailGW, RoundupMessage

WARM = 20
FEWEST_ROUNDS = 1000
SETTINGS = {
    "RDBMS_BACKEND": "sqlite",
    "PASSWORD_PBKDF2_DEFAULT_ROUNDS": FEWEST_ROUNDS,
    "MAIL_DOMAIN": "office.example",
    "TRACKER_EMAIL": "reclamations",
    "TRACKER_WEB": "http://localhost/",
    "MAIL_HOST": "localhost",
}
RIGHTS = """
db.security.addPermissionToRole('Anonymous', 'Email Access')
db.security.addPermissionToRole('Anonymous', 'Create', 'issue')
"""


def main() -> None:
    logging.disable(logging.CRITICAL)
    mails = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    with tempfile.TemporaryDirectory() as folder:
        tracker = made(Path(folder) / "tracker")
        gateway = MailGW(tracker, Namespace(default_class="", set_value=[]))

        def take(content: bytes) -> None:
            gateway.handle_Message(email.message_from_bytes(content, RoundupMessage))

        for content in mails[:WARM]:
            take(content)
        begun = time.perf_counter()
        for content in mails[WARM:]:
            take(content)
        seconds = time.perf_counter() - begun
        db = tracker.open("admin")
        kept = {name: len(db.getclass(name).list()) for name in ("issue", "msg")}
        db.close()
    print(json.dumps({"mails": len(mails) - WARM, "seconds": seconds, "kept": kept}))


def made(home: Path) -> instance.Tracker:
    init.install(str(home), str(Path(sys.prefix) / "share/roundup/templates/classic"))
    config = configuration.CoreConfig()
    for name, value in {**SETTINGS, "TRACKER_HOME": str(home), "MAIL_DEBUG": str(home / "sent")}.items():
        config[name] = value
    config.save(str(home / "config.ini"))
    schema = home / "schema.py"
    schema.write_text(schema.read_text("utf-8") + RIGHTS, "utf-8")
    tracker = instance.open(str(home))
    tracker.init(password.Password("not used", config=tracker.config))
    return tracker


if __name__ == "__main__":
    main()
