"""One long conversation in which everybody makes every mistake: no name, number or address crosses over."""

from __future__ import annotations

import unicodedata
from email.message import EmailMessage

from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

ELODIE = f"Élodie Dupont <{CLIENT}>"
STAFF = f"Claire Martin <{CLAIRE}>"
HOTELIER = f"Hôtel du Grand Tétras <{HOTEL}>"
COOK = "Le cuisinier <cuisine@ailleurs.example>"
COOK_ADDRESS = "cuisine@ailleurs.example"
BODY = COMPLAINT.replace(
    "La chambre 12", "Ma fille Ysoline a pleuré, et mon mari Gwendal Le Brandec aussi. La chambre 12"
)
# What nobody at the hotel may read, and what the client may not read of the hotel.
OF_CLIENT = ("Élodie", "Dupont", "elodie.dupont", "06 39 98 12 34", "Ysoline", "Gwendal", "Brandec")
OF_HOTEL = ("Marcel Tissot", "07 81 22 33 44", HOTEL, COOK_ADDRESS)


def test_no_mistake_of_anybody_carries_an_identity_across(office: Office) -> None:
    """Answers to all, forwards, an absence, a colleague, quotes, placeholders, a copy to the other side."""
    left = office.complains(BODY)
    [forward], [receipt], [notice] = left[HOTEL], left[CLIENT], left[CLAIRE]

    # The hotel is away, then answers to all, then forwards to the cook, who answers by himself.
    office.answers(
        forward, "Absent jusqu'au 20.", sender=HOTELIER, headers={"Auto-Submitted": "auto-replied"}
    )
    assert CLIENT not in office.works()
    answer = "Nos excuses à [la cliente] et à [prénom].\n\nMarcel Tissot\n07 81 22 33 44"
    to_all = {"Cc": f"{CLIENT}, {CLAIRE}", "In-Reply-To": str(forward["Message-ID"])}
    office.answers(forward, answer, sender=HOTELIER, headers=to_all)
    left = office.works()
    assert set(left) == {CLAIRE}
    shown = left[CLAIRE][0]
    office.answers(
        forward, "Je réponds à la place du patron.", sender=COOK, subject=f"TR: {forward['Subject']}"
    )
    assert set(office.works()) == {CLAIRE}

    # Staff ask the hotel for more, and let a name slip; then without it.
    office.answers(shown, "Mme Dupont demande une remise.", sender=STAFF)
    assert HOTEL not in office.works()
    office.answers(shown, "La cliente demande une remise.", sender=STAFF)
    assert HOTEL in office.works()

    # Staff write to the client with the hotel's words; the client answers with the hotel in copy.
    office.answers(notice, "L'hôtel présente ses excuses à [la cliente] et à [prénom].", sender=STAFF)
    left = office.works()
    told = text_of(left[CLIENT][0])
    assert "Élodie Dupont" in told
    assert "[" not in told.partition("Repère")[0].replace("[REC", "")
    office.answers(left[CLIENT][0], "Merci. Mon numéro a changé : 06 12 34 56 78.", sender=ELODIE,
                   headers={"Cc": HOTEL, "In-Reply-To": str(receipt["Message-ID"])})  # fmt: skip
    assert HOTEL not in office.works()

    # From then on the new number is searched for too.
    office.answers(shown, "Vous pouvez l'appeler au 06.12.34.56.78.", sender=STAFF)
    assert HOTEL not in office.works()
    office.passes(days=12)
    office.works()

    assert _found(office.mails(HOTEL), (*OF_CLIENT, "06 12 34 56 78")) == []
    assert _found(office.mails(CLIENT), OF_HOTEL) == []
    assert office.mails(COOK_ADDRESS) == []
    assert office.gaps() == []


def _found(mails: list[EmailMessage], secrets: tuple[str, ...]) -> list[str]:
    """Whatever the accents, the case and what stands between."""
    assert mails
    said = "".join(_bare(_everything(mail)) for mail in mails)
    return [secret for secret in secrets if _bare(secret) in said]


def _everything(mail: EmailMessage) -> str:
    """The headers as they are meant, and every part of it decoded."""
    parts = [part.get_payload(decode=True) or b"" for part in mail.walk() if not part.is_multipart()]
    headers = "".join(f"{name}: {value}\n" for name, value in mail.items())
    return headers + "".join(bytes(part).decode("utf-8", "replace") for part in parts)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
