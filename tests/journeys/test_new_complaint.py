"""A client complains: the first journey, end to end."""

from __future__ import annotations

from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, PAUL, Office, text_of


def test_a_complaint_opens_one_ticket_and_each_party_gets_the_letter_that_is_meant_for_it(
    office: Office,
) -> None:
    """The client is acknowledged, the provider gets an anonymised copy, staff get everything."""
    office.arrives(COMPLAINT, subject="Séjour au Grand Tétras")
    office.works()

    [ticket] = office.tickets()
    assert ticket["reference"] == "REC-2026-0001"
    assert ticket["kind"] == "reclamation"
    assert ticket["targets"] == ["hotel-tetras"]
    assert ticket["acknowledged_at"] == office.now

    [acknowledgement] = office.mails(CLIENT)
    assert acknowledgement["Subject"].startswith("[REC-2026-0001]")
    assert acknowledgement["Auto-Submitted"] == "auto-replied"

    [forward] = office.mails(HOTEL)
    assert "REC-2026-0001" in forward["Subject"]
    assert "chambre 12" in text_of(forward)
    for secret in ("Dupont", "Élodie", "06 39 98 12 34", CLIENT):
        assert secret not in forward.as_string()
        assert secret not in text_of(forward)

    [notice] = office.mails(CLAIRE)
    assert "06 39 98 12 34" in text_of(notice)
    assert office.mails(PAUL) == []
