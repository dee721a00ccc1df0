"""django-helpdesk taking mails in: its own function for a mail, one process that stays, SQLite.

    PYTHON_OF_ITS_ENVIRONMENT helpdesk_desk.py FOLDER_OF_MAILS

Its best case: no template of a letter is looked for in vain, and its letters stay in memory.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import time
from pathlib import Path

import django
from django.conf import settings

WARM = 20
URLS = """
from django.contrib import admin
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk")), path("admin/", admin.site.urls)]
"""


def main() -> None:
    mails = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from helpdesk.email import extract_email_metadata
        from helpdesk.models import FollowUp, Queue, Ticket

        logger = logging.getLogger("helpdesk")
        logging.disable(logging.CRITICAL)
        queue = Queue.objects.create(
            title="Réclamations", slug="rec", email_address="reclamations@office.example",
            allow_email_submission=True, email_box_type="local",
        )  # fmt: skip

        def take(content: bytes) -> None:
            extract_email_metadata(content.decode("utf-8", "replace"), queue, logger)

        for content in mails[:WARM]:
            take(content)
        begun = time.perf_counter()
        for content in mails[WARM:]:
            take(content)
        seconds = time.perf_counter() - begun
        kept = {"ticket": Ticket.objects.count(), "followup": FollowUp.objects.count()}
    print(json.dumps({"mails": len(mails) - WARM, "seconds": seconds, "kept": kept}))


def set_up(folder: Path) -> None:
    (folder / "desk_urls.py").write_text(URLS, "utf-8")
    sys.path.insert(0, str(folder))
    settings.configure(
        SECRET_KEY="not secret",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "db.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.sites", "django.contrib.admin", "django.contrib.messages",
            "django.contrib.humanize", "helpdesk",
        ],
        MIDDLEWARE=[],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        MEDIA_ROOT=str(folder / "media"),
        SITE_ID=1,
        USE_TZ=True,
        ROOT_URLCONF="desk_urls",
        HELPDESK_TEAMS_MODE_ENABLED=False,
    )  # fmt: skip
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)


if __name__ == "__main__":
    main()
