from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from training.promotion_criteria import Criteria, criteria_of
from valuation.field_error import FieldError

DOCS = Path(__file__).parents[2] / "docs" / "promotion.md"


def test_the_defaults_are_those_that_the_docs_disclose() -> None:
    shown = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", DOCS.read_text("utf-8"), re.MULTILINE))
    assert {name: float(value) for name, value in shown.items()} == {field.name: float(getattr(Criteria(), field.name)) for field in fields(Criteria)}


def test_every_bound_has_its_reason() -> None:
    assert not [field.name for field in fields(Criteria) if field.name != "seed" and f"`{field.name}`" not in (Criteria.__doc__ or "")]


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("least_contracts = 50\nslope_low = 1\n", "utf-8")
    found = criteria_of(tmp_path / "c.toml")
    assert (found.least_contracts, found.slope_low) == (50, 1)
    assert found.slope_high == Criteria().slope_high and criteria_of(None) == Criteria()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("slop_low = 0.5", "slop_low"),
        ("slope_low = 'x'", "slope_low is a number"),
        ("least_contracts = 1.5", "least_contracts is a whole number"),
        ("coverage_low = true", "coverage_low is a number"),
        ("slope_low", "not valid TOML"),
        (b"\xff", "not UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, content: str | bytes | None, said: str) -> None:
    file = tmp_path / "c.toml"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FieldError, match=said):
        criteria_of(file)
