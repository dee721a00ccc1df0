"""A report that somebody has asked for by mail, as a file beside the letter: the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mailbot.model import Attachment
from mailbot.procedure import Field
from mailbot.report.register import labels, rows, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # before it a ZIP knows no time


def register_file(
    tickets: Iterable[Mapping[str, Any]],
    *,
    name: str,
    timezone: str,
    now: datetime,
    fields: tuple[Field, ...] = (),
    names: Mapping[str, str] = MappingProxyType({}),
    title: str = "",
) -> Attachment:
    """The register as a workbook."""
    with TemporaryDirectory(prefix="mailbot-") as folder:
        path = Path(folder) / "registre.xlsx"
        found = rows(tickets, timezone=timezone, fields=fields, names=names)
        write_xlsx(found, path, labels(fields), title)
        content = same_each_time(path.read_bytes(), now)
    return Attachment(name=name, content_type=XLSX, content=content)


def same_each_time(workbook: bytes, now: datetime) -> bytes:
    """Without the moment at which this machine has written it."""
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as read, ZipFile(out, "w") as written:
        for entry in read.infolist():
            content = read.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + stamp, content)
            same = ZipInfo(entry.filename, date_time=_FIRST_DAY)
            same.compress_type = ZIP_DEFLATED
            written.writestr(same, content)
    return out.getvalue()
