"""Text signed in clear by OpenPGP: what the person wrote, without the armour around it (RFC 9580 §7)."""

from __future__ import annotations

from mailbot.expressions import Expression

_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----\n"
_SIGNATURE, _END = "\n-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
_ARMOUR_FIELD = Expression(r"(?:[A-Za-z]{2,20}: [^\n]{0,200}\n)*\n")


def without_armour(text: str) -> tuple[str, bool]:
    """(the text, whether it was signed). The signature is not verified here."""
    start = text.find(_BEGIN)
    if start == -1 or not (fields := _ARMOUR_FIELD.match(text, start + len(_BEGIN))):
        return text, False
    signature = text.find(_SIGNATURE, fields.end() - 1)
    if signature == -1:
        return text, False
    end = text.find(_END, signature)
    after = text[end + len(_END) :] if end != -1 else ""
    lines = text[fields.end() : signature].split("\n") if signature >= fields.end() else []
    written = "\n".join(line.removeprefix("- ") for line in lines)
    return f"{text[:start]}{written}\n{after}", True
