"""`mailbot explain`: any bytes at all are answered, with every promised key."""

from __future__ import annotations

import json
import mailbox
from pathlib import Path
from typing import Any

import pytest

from cli_desk import configured, process, run, written

MAILS = Path(__file__).parent / "mails"
KEYS = {
    "file": str, "from": dict, "role": str, "robot": (dict, type(None)), "subject": str, "text": str,
    "new_text": str,
    "attachments": list, "kind": str, "autre_type": (str, type(None)), "confidence": float, "doubtful": bool,
    "reasons": list, "targets": list, "severity": (str, type(None)), "wishes": dict,
    "wants": (str, type(None)),
    "language": str, "redacted": dict, "problems": list,
}  # fmt: skip
HOSTILE = {
    "empty": b"",
    "nul": b"\x00" * 100,
    "noise": bytes(range(256)) * 40,
    "only headers": b"From: a@b.example\r\nSubject: x\r\n",
    "no headers": b"\r\n\r\nbonjour",
    "surrogates": "From: a@b.example\r\nSubject: \udcff\r\n\r\nx".encode("utf-8", "surrogateescape"),
    "unknown charset": b"Content-Type: text/plain; charset=martian\r\n\r\n\xe9\xff",
    "deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300)
    ),
    "bad base64": b"Content-Transfer-Encoding: base64\r\n\r\n!!!!####=",
    "long line": b"Subject: " + b"x" * 300_000 + b"\r\n\r\n" + b"y " * 200_000,
    "escape sequences": b"From: a@b.example\r\nSubject: \x1b[2J\x1b]0;title\x07x\r\n\r\n\x1b[31mrouge\x1b[0m",
    "header injection": b"From: \"a\r\nBcc: x@y.example\" <a@b.example>\r\n"
    b"Subject: =?utf-8?q?a=0D=0ABcc:_x?=\r\n\r\nx",
}  # fmt: skip
Capsys = pytest.CaptureFixture[str]


def answers(capsys: Capsys, *words: object) -> list[dict[str, Any]]:
    said = run(capsys, "explain", "--json", *words)
    assert said.status == 0
    return [json.loads(line) for line in said.out.splitlines()]


def check(answer: dict[str, Any]) -> None:
    """Keys, types and vocabularies are as promised."""
    for key, kind in KEYS.items():
        assert isinstance(answer[key], kind), key
    assert set(answer["from"]) == {"address", "name"}
    assert answer["role"] in {"client", "staff", "provider", "robot", "own", "unknown"}
    assert answer["kind"] in {"reclamation", "suggestion", "autre"}
    assert (answer["autre_type"] is None) is (answer["kind"] != "autre")
    assert 0 <= answer["confidence"] <= 1
    assert answer["severity"] in {"faible", "normale", "grave", None}
    assert set(answer["wishes"]) == {"refuses_contact_sharing", "no_further_contact", "handler"}
    assert set(answer["redacted"]) == {"subject", "text", "attachments", "held"}
    assert all(set(reason) == {"why", "weight", "excerpt"} for reason in answer["reasons"])
    assert all(set(part) == {"name", "type", "size"} for part in answer["attachments"])
    if answer["robot"]:
        assert set(answer["robot"]) == {"type", "evidence", "failed_recipient", "original_message_id"}


def test_every_sample_mail_is_answered_in_order(capsys: Capsys) -> None:
    """One line a file of the folder, in the order of their names."""
    found = answers(capsys, MAILS)
    names = sorted(path.name for path in MAILS.glob("*.eml"))
    assert [Path(answer["file"]).name for answer in found] == names
    for answer in found:
        check(answer)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_bytes_are_answered(tmp_path: Path, capsys: Capsys, name: str) -> None:
    """Never with a failure; no control characters reach a terminal."""
    path = tmp_path / "mail.eml"
    path.write_bytes(HOSTILE[name])
    [answer] = answers(capsys, path)
    check(answer)
    card = run(capsys, "explain", path)
    assert card.status == 0
    assert not set(card.out) & {"\x00", "\x1b", "\x07"}


def test_mbox_folder_and_standard_input(tmp_path: Path, capsys: Capsys) -> None:
    """All of them at once, in the order given."""
    box = mailbox.mbox(tmp_path / "archive.mbox")
    for n in range(2):
        box.add(written(n))
    box.close()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.eml").write_bytes(written(8))
    (tmp_path / "folder" / "a.eml").write_bytes(written(9))
    (tmp_path / "folder" / "notes.txt").write_text("not a mail")
    said = process("explain", "--json", tmp_path / "archive.mbox", "-", tmp_path / "folder", given=written(3))
    found = [json.loads(line) for line in said.out.splitlines()]
    assert [Path(answer["file"]).name for answer in found] == [
        "archive.mbox:1",
        "archive.mbox:2",
        "-",
        "a.eml",
        "b.eml",
    ]
    assert {answer["kind"] for answer in found} == {"reclamation"}


def test_a_file_name_that_is_no_text_is_answered_too(tmp_path: Path) -> None:
    """Old archives have such names."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (Path(str(folder)) / "r\udce9clamation.eml").write_bytes(written())
    said = process("explain", "--json", folder)
    assert said.status == 0
    assert json.loads(said.out)["file"].endswith("r\ufffdclamation.eml")


def test_a_configuration_tells_who_is_who(tmp_path: Path, capsys: Capsys) -> None:
    """Its staff, its own address, its providers; and it is not touched."""
    config = configured(tmp_path)
    for n, (sender, role) in enumerate(
        [("claire@otc.example", "staff"), ("direction@hotel.example", "provider"), ("a@b.example", "client"),
         ("reclamations@otc.example", "own")]
    ):  # fmt: skip
        path = tmp_path / f"{n}.eml"
        path.write_bytes(written(n, sender=sender))
        [answer] = answers(capsys, "--config", config, path)
        assert answer["role"] == role
    assert answers(capsys, "--config", config, tmp_path / "2.eml")[0]["targets"] == ["hotel-tetras"]
    assert not (tmp_path / "desk.sqlite3").exists()


def test_a_directory_tells_the_providers(tmp_path: Path, capsys: Capsys) -> None:
    """In the format of a directory file with several organisations."""
    directory = tmp_path / "directory.json"
    directory.write_text(json.dumps({"organisations": [
        {"id": "a", "name": "A", "domain": "a.example", "type": "tourisme", "prestataires": [], "units": []},
    ]}))  # fmt: skip
    (tmp_path / "1.eml").write_bytes(written())
    check(answers(capsys, "--directory", directory, "--organisation", "a", tmp_path / "1.eml")[0])
    said = run(capsys, "explain", "--directory", tmp_path / "none.json", tmp_path / "1.eml")
    assert said.status == 2
