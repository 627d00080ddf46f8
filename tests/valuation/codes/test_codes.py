"""Every code list is labelled in both languages, says where it is from, and stands on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from valuation.codes import LISTS
from valuation.record import CODED_FIELDS

EVERY_CODE = [(name, code) for name, codes in LISTS.items() for code in codes.entries]


def test_every_coded_field_has_its_list() -> None:
    assert set(CODED_FIELDS.values()) <= set(LISTS)
    assert all(name == codes.name for name, codes in LISTS.items())


@pytest.mark.parametrize(("name", "code"), EVERY_CODE)
def test_a_code_and_its_labels_mean_itself(name: str, code: str) -> None:
    codes = LISTS[name]
    zh, en = codes.entries[code]
    assert [codes.resolve(spelling, "x") for spelling in (code, code.upper(), zh, en, f"{code} {zh}")] == [code] * 5
    assert re.search(r"[\u4e00-\u9fff]", codes.label(code, "zh"))
    assert codes.label(code, "en").isascii() and codes.label(code, "en")


@pytest.mark.parametrize(("name", "code"), EVERY_CODE)
def test_a_code_is_official_or_a_lower_case_slug(name: str, code: str) -> None:
    official = {"party_kind": r"\d{3}", "province": r"\d{6}", "industry_section": "[A-T]", "country": "[A-Z]{3}"}
    assert re.fullmatch(rf"{official.get(name, '')}|[a-z][a-z0-9_]*", code)
    assert LISTS[name].official_codes == (name in official)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_is_from(name: str) -> None:
    assert LISTS[name].source and LISTS[name].certainty in ("S", "K", "A")


def test_the_page_lists_every_code_list_with_its_certainty() -> None:
    page = (Path(__file__).parents[3] / "docs" / "domain.md").read_text("utf-8")
    rows = {cells[1].strip("` "): cells for cells in (line.split("|") for line in page.splitlines()) if len(cells) == 6}
    assert {name: rows[name][3].strip() for name in LISTS} == {name: codes.certainty for name, codes in LISTS.items()}
    assert {name: rows[name][2].strip() for name in LISTS} == {name: str(len(codes.entries)) for name, codes in LISTS.items()}
