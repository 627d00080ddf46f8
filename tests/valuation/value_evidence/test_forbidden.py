"""What 国办发〔2021〕26号 bars is refused by name, in both languages and every spelling."""

from __future__ import annotations

import time

import pytest

from valuation.field_error import FieldError
from valuation.value_evidence.forbidden import FORBIDDEN, forbidden, names_a_document, reason_of, refuse_forbidden

REFUSED = {
    "titles": ("职称", "完成人职称", "职称（正高）", "学术头衔", "教授人数", "title", "academic_title", "professionalTitle", "author titles"),
    "degrees": ("学历", "第一完成人学历", "团队最高学位", "博士人数", "degree", "highest_degree", "PhD_count", "education level"),
    "honours": ("荣誉称号", "院士人数", "人才帽子", "长江学者", "honours", "honors", "academicians", "talent_title"),
    "awards": ("获奖情况", "获奖数量", "国家级奖项数", "科技进步奖等级", "awards", "number_of_awards", "award_count", "prizes won"),
    "posts": ("行政职务", "负责人职务", "任职情况", "post", "administrative_post", "position_held"),
    "projects": ("项目数量", "主持项目数", "承担的项目数", "number_of_projects", "projectCount", "projects_led"),
    "impact_factor": ("影响因子", "期刊影响因子(IF)", "中科院分区", "h指数", "impact_factor", "journalImpactFactor", "JIF", "h-index"),
    "counts": ("论文数量", "SCI论文数", "专利数量", "授权专利数", "被引频次", "paper_count", "number of papers", "patents", "total_citations"),
}


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, names in REFUSED.items() for name in names])
def test_a_forbidden_name_is_refused_with_its_reason(group: str, name: str) -> None:
    assert forbidden(name) == group
    with pytest.raises(FieldError, match="never a basis of evaluation") as refused:
        refuse_forbidden(name, field=name)
    assert reason_of(group).en in refused.value.reason and reason_of(group).zh in refused.value.reason_in("zh")


@pytest.mark.parametrize(
    "name",
    [
        *("degree of substitution", "clear title", "post_treatment_yield", "position accuracy", "citation percentile", "patent family status"),
        *("专利权属", "定位精度", "权利剩余年限", "项目所在地", "学位论文", "独立重复次数", "yield", "top5", "CNAS test report 2026", ""),
    ],
)
def test_what_only_sounds_alike_passes(name: str) -> None:
    assert forbidden(name) is None


def test_every_group_has_names_in_both_languages() -> None:
    assert FORBIDDEN.keys() == REFUSED.keys()
    assert all(any(name.isascii() for name in names) and any(not name.isascii() for name in names) for names in FORBIDDEN.values())


def test_a_paper_may_be_the_source_of_a_figure() -> None:
    assert names_a_document("论文") and names_a_document("granted patents") and not names_a_document("论文数量") and not names_a_document("impact factor")


def test_no_name_costs_more_than_a_look() -> None:
    names = ["number of total team author " * 9, "完成人第一完成人主要" * 30, "the first of the lead " * 20 + "x", "奖" * 5000]
    start = time.perf_counter()
    assert [forbidden(name) for name in names] == [None] * 4
    assert time.perf_counter() - start < 0.5
