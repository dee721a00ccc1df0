"""The office of the journeys, for those who attack it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

JOURNEYS = Path(__file__).resolve().parent.parent / "journeys"
sys.path.append(str(JOURNEYS))  # `office` and what belongs to it

_spec = importlib.util.spec_from_file_location("journeys_conftest", JOURNEYS / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
_fixtures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_fixtures)
make_office, office = _fixtures.make_office, _fixtures.office
