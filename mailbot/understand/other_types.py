"""What a mail is that a machine has written."""

from __future__ import annotations

from mailbot.model import OtherType, Robot

_BY_ROBOT: dict[str, OtherType] = {
    "dsn_failed": "bounce",
    "dsn_delayed": "bounce",
    "newsletter": "newsletter",
    "list": "newsletter",
}


def type_of_robot(robot: Robot) -> OtherType:
    return _BY_ROBOT.get(robot.type, "auto")
