"""Every part of an input refuses unknown fields and reads its codes by the registration's lists."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.record import Record


class Deal(Record):
    exclusivity: str | None = None
    note: str | None = None


def test_a_coded_field_takes_the_code_or_a_label_in_either_language() -> None:
    assert {Deal(exclusivity=typed).exclusivity for typed in ("exclusive", "独占许可", "Exclusive licence")} == {"exclusive"}


def test_an_empty_code_is_unknown_and_a_wrong_one_names_the_nearest() -> None:
    assert Deal(exclusivity="").exclusivity is None
    with pytest.raises(ValidationError, match="exclusive"):
        Deal(exclusivity="exclusve")


def test_a_field_that_does_not_exist_is_refused_and_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Deal.model_validate({"notes": "x"})
    with pytest.raises(ValidationError):
        Deal(note="a").note = "b"  # type: ignore[misc]
