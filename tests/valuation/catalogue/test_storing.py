"""Every text of the family is said somewhere, and nothing is said that it does not hold."""

from __future__ import annotations

import re
from pathlib import Path

from valuation.catalogue.storing import TEXTS

SERVICE = Path(__file__).parents[3] / "service"


def test_what_the_service_says_and_what_the_family_holds_are_the_same() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SERVICE.rglob("*.py"))
    assert set(re.findall(r'"(storing\.\w+)"', code)) == set(TEXTS)
