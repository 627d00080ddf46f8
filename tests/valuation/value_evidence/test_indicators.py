"""Every indicator of the design is there, named in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from valuation.value_evidence.indicators import INDICATORS

PAGE = Path(__file__).parents[3] / "docs" / "values.md"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_there_are_sixty_seven_under_their_own_codes() -> None:
    assert len(INDICATORS) == 67 and all(code == indicator.code for code, indicator in INDICATORS.items())


@pytest.mark.parametrize("code", INDICATORS)
def test_names_and_units_stand_in_both_languages(code: str) -> None:
    indicator = INDICATORS[code]
    assert CHINESE.search(indicator.label.zh) and indicator.label.en and not CHINESE.search(indicator.label.en)
    assert indicator.unit.zh and indicator.unit.en and not CHINESE.search(indicator.unit.en)


def test_the_page_lists_every_indicator_with_its_parts_and_states() -> None:
    rows = {row.split(" | ")[0][2:]: row for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| ")}
    for code, indicator in INDICATORS.items():
        assert indicator.zh in rows[code] and all(f"`{part.name}`" in rows[code] for part in indicator.parts)
        assert all(state.name in rows[code] for state in indicator.states)


@pytest.mark.parametrize("code", INDICATORS)
def test_parts_can_be_told_apart_and_their_figures_run_one_way(code: str) -> None:
    parts = INDICATORS[code].parts
    assert len({part.name for part in parts}) == len(parts) and not {"grade", "state"} & {part.name for part in parts}
    for part in parts:
        assert list(part.reach) == sorted(part.reach, reverse=part.falling)
