"""Classes, fields and rights have as many entries as their sources, and the names that people use."""

from __future__ import annotations

import pytest

from valuation.codes.code_list import CodeList
from valuation.codes.technology import ACHIEVEMENT_CLASS, IP_KIND, TECHNOLOGY_FIELD


@pytest.mark.parametrize(("codes", "size"), [(ACHIEVEMENT_CLASS, 3), (TECHNOLOGY_FIELD, 11), (IP_KIND, 11)])
def test_a_list_has_as_many_entries_as_its_source(codes: CodeList, size: int) -> None:
    assert len(codes.entries) == size


@pytest.mark.parametrize(
    ("codes", "typed", "code"),
    [
        (ACHIEVEMENT_CLASS, "基础研究", "basic"),
        (ACHIEVEMENT_CLASS, "技术开发与产业化", "development"),
        (TECHNOLOGY_FIELD, "生物医药", "biomedicine"),
        (TECHNOLOGY_FIELD, "新能源", "new_energy"),
        (TECHNOLOGY_FIELD, "ICT", "electronic_information"),
        (IP_KIND, "软著", "software_copyright"),
        (IP_KIND, "trade secret", "know_how"),
        (IP_KIND, "实用新型", "utility_model"),
        (IP_KIND, "未涉及", "none"),
    ],
)
def test_what_users_type_is_understood(codes: CodeList, typed: str, code: str) -> None:
    assert codes.resolve(typed, "x") == code


def test_a_patent_of_no_stated_kind_is_not_called_an_invention() -> None:
    assert IP_KIND.resolve("专利", "ip_kind") == "patent"
