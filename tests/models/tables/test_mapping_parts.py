from __future__ import annotations

from datetime import date, datetime

import pytest

from models.tables.attribute_parts import Attribute
from models.tables.mapping_parts import Dates, Keywords, Maturity, Price, Project, Score, TableLayout
from valuation.money import UNITS


@pytest.mark.parametrize("unit", UNITS)
def test_the_currency_follows_from_the_unit(unit):
    assert Price(concept="grant_amount", amount="a", unit=unit).currency == UNITS[unit].currency


def test_a_known_concept_has_its_labels_and_a_new_one_brings_them():
    assert Price(concept="grant_amount", amount="a", unit="元").labels == ("资助金额", "grant amount")
    assert Price.model_validate({"concept": "new_kind", "amount": "a", "unit": "元", "concept_labels": {"zh": "新", "en": "new"}}).labels == ("新", "new")


@pytest.mark.parametrize("given", ["a", ["a"], [["a"]]])
def test_one_project_key_can_be_written_short(given):
    assert Project.model_validate({"keys": given}).keys == (("a",),)


def test_a_flat_list_is_one_key_of_several_columns():
    assert Project.model_validate({"keys": ["a", "b"]}).keys == (("a", "b"),)
    assert Project.model_validate({"keys": [["a"], ["b", "c"]]}).keys == (("a",), ("b", "c"))


@pytest.mark.parametrize("given", ["k", ["k"], {"columns": "k"}])
def test_keywords_can_be_written_short(given):
    assert Keywords.model_validate(given).columns == ("k",)


@pytest.mark.parametrize("given", ["2021-03-31", date(2021, 3, 31), datetime(2021, 3, 31, 12)])
def test_a_constant_day_is_a_date_however_it_is_written(given):
    assert Dates(constant=given).constant == date(2021, 3, 31)


def test_a_maturity_label_names_its_columns():
    assert Maturity(low="a", high="b").columns() == {"low": "a", "high": "b"}
    assert Maturity(stage="s", stages={"I": (1, 3)}).columns() == {"stage": "s"}


@pytest.mark.parametrize(
    "build",
    [
        lambda: Score(column="c", codes={"x": -1}),
        lambda: TableLayout(header_row=0),
        lambda: TableLayout(delimiter=",,"),
        lambda: Attribute(column="c", kind="number", codes={"a": "b"}),
        lambda: Keywords(columns=("k",), separator="["),
        lambda: Project(keys=(("a",),), drop="("),
    ],
)
def test_a_part_that_cannot_be_right_is_refused(build):
    with pytest.raises(ValueError, match=r"."):
        build()


def test_parts_are_frozen():
    part = TableLayout()
    with pytest.raises(ValueError, match="frozen"):
        part.header_row = 2  # type: ignore[misc]
