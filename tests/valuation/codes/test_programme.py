"""Programmes of origin and socio-economic objectives, old names and new."""

from __future__ import annotations

import pytest

from valuation.codes.code_list import CodeList
from valuation.codes.programme import PLAN_SOURCE, SOCIO_ECONOMIC_OBJECTIVE


def test_the_standard_has_thirteen_objectives() -> None:
    assert len(SOCIO_ECONOMIC_OBJECTIVE.entries) == 13


@pytest.mark.parametrize(
    ("codes", "typed", "code"),
    [
        (PLAN_SOURCE, "863", "national_863"),
        (PLAN_SOURCE, "863.0", "national_863"),
        (PLAN_SOURCE, "973计划", "national_973"),
        (PLAN_SOURCE, "国家自然科学基金", "nsfc"),
        (PLAN_SOURCE, "国家科技攻关计划", "national_support"),
        (PLAN_SOURCE, "火炬计划", "national_torch"),
        (PLAN_SOURCE, "星火", "national_spark"),
        (PLAN_SOURCE, "计划外", "unplanned"),
        (SOCIO_ECONOMIC_OBJECTIVE, "环境", "environment"),
        (SOCIO_ECONOMIC_OBJECTIVE, "基础设施与城乡规划", "infrastructure"),
        (SOCIO_ECONOMIC_OBJECTIVE, "defense", "defence"),
    ],
)
def test_what_users_type_is_understood(codes: CodeList, typed: str, code: str) -> None:
    assert codes.resolve(typed, "x") == code
