"""A known phrase tells how a right was licensed; anything longer is to be checked."""

from __future__ import annotations

import pytest

from valuation.rights_gate.facts import VALUES
from valuation.rights_gate.stated_licences import _CODES, stated_licences


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("无", "none"),
        ("未许可他人", "none"),
        ("no licences", "none"),
        ("普通许可", "ordinary"),
        ("非独占许可", "ordinary"),
        ("Non-exclusive licence", "ordinary"),
        ("排他许可", "sole"),
        ("独占实施许可", "exclusive"),
        ("exclusive", "exclusive"),
        ("开放许可", "open"),
        ("无独占许可", "to_check"),
        ("已许可某公司独占使用至2028年", "to_check"),
        ("独占许可" * 20, "to_check"),
        ("", None),
        (None, None),
    ],
)
def test_licences(text: str | None, code: str | None) -> None:
    assert stated_licences(text) == code


def test_codes_are_values_of_the_fact() -> None:
    assert set(_CODES.values()) == set(VALUES["licensed"])
