"""Every indicator has its written anchors in both languages; the words and the figures are the same thing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from tests.valuation.value_evidence.conftest import CLASSES, record
from valuation.value_evidence.anchors import anchors_of
from valuation.value_evidence.indicator import LEVELS
from valuation.value_evidence.indicators import INDICATORS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FIELDS = (None, "biomedicine", "electronic_information", "nuclear")


@pytest.mark.parametrize("code", INDICATORS)
def test_an_indicator_has_five_different_anchors_in_both_languages(code: str) -> None:
    for field in FIELDS:
        for achievement_class in CLASSES:
            texts = anchors_of(code, achievement_class, field).texts
            assert tuple(texts) == ((0, 100) if code == "CB4" else LEVELS)
            assert len({text.zh for text in texts.values()}) == len({text.en for text in texts.values()}) == len(texts)
            assert all(CHINESE.search(text.zh) and text.en and not CHINESE.search(text.en) for text in texts.values())


def reached(code: str, achievement_class: str, field: str | None = None, **given: Any) -> int | None:
    return anchors_of(code, achievement_class, field).reached(record(code, **given).amounts())


def test_an_anchor_reads_with_the_figure_that_the_machine_checks() -> None:
    assert anchors_of("TT2", "development", None).texts[75].zh == "第三方检验达标项目占规定项目的比例不低于95%"
    assert anchors_of("TT2", "development", "nuclear").texts[75].en == "specified items passed at a third party at least 99%"
    assert reached("TT2", "development", value=95, unit="%") == 75
    assert reached("TT2", "development", "nuclear", value=95, unit="%") == 50


def test_the_lowest_of_several_measures_holds() -> None:
    assert reached("TA4", "applied", value=95, unit="%", further=[{"value": 4, "unit": "年"}]) == 25
    assert reached("TT3", "development", value=99, unit="%", part="yield", further=[{"value": 90, "unit": "%", "part": "availability"}]) == 0


def test_the_best_counts_where_one_adoption_is_enough() -> None:
    assert reached("TT4", "development", value=1, unit="项", part="national_led", further=[{"value": 1, "unit": "项", "part": "joined"}]) == 75
    assert reached("OT1", "development", value=6000, unit="tCO2e/年") == 50


def test_the_lower_median_of_the_works_holds() -> None:
    works = [{"value": percentile, "unit": "percentile", "published": date(2020, 1, 1)} for percentile in (99, 60, 80)]
    assert reached("SB5", "basic", value=40, unit="percentile", published=date(2020, 1, 1), further=works) == 25


def test_a_needed_part_that_is_lacking_is_named() -> None:
    anchors = anchors_of("TA4", "applied", None)
    amounts = record("TA4", value=95, unit="%").amounts()
    assert anchors.reached(amounts) is None and [name.zh for name in anchors.lacking(amounts)] == ["权利剩余年限"]
    anchors, amounts = anchors_of("TT5", "development", None), record("TT5", value=10, unit="年").amounts()
    assert anchors.reached(amounts) is None and [name.en for name in anchors.lacking(amounts)] == ["the state"]


def test_a_benchmark_needs_three_metrics() -> None:
    metric: dict[str, Any] = {"value": 1.2, "unit": "ratio", "source": "行业年报"}
    assert reached("TA1", "applied", **metric, further=[metric]) is None
    assert reached("TA1", "applied", **metric, further=[metric, metric]) == 75


def test_a_funding_gap_alone_says_nothing_of_the_assets() -> None:
    assert reached("PA3", "applied", value=0, unit="万元") is None
    assert reached("PA3", "applied", value=4, unit="grade", further=[{"value": 500, "unit": "万元"}]) == 50


def test_the_figures_of_the_transfer_potential_are_those_of_the_class() -> None:
    three: dict[str, Any] = {"value": 3, "unit": "处"}
    assert [reached("PA5", achievement_class, **three) for achievement_class in CLASSES] == [75, 75, 50]
    assert anchors_of("PA5", "development", "nuclear").adapted_to == "development"
    assert anchors_of("PA5", "applied", None).adapted_to is None


def test_an_effect_asks_for_the_sample_it_was_seen_in() -> None:
    assert reached("OA2", "applied", value=25, unit="%") is None
    assert reached("OA2", "applied", value=25, unit="%", further=[{"value": 120, "unit": "人"}]) == 50
