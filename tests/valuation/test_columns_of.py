from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.achievement import Achievement
from valuation.columns_of import Subjects, columns_of, laid_together, stacked, subject_of, wrong_numbers
from valuation.features import Columns, FeatureSchema, features
from valuation.field_error import FieldError

SCHEMA = FeatureSchema(categories=("phase", "industry", "territory"), numbers=("team", "term_years", "right_count"))
DAY = date(2026, 11, 22)


def achievement(**facts: Any) -> Achievement:
    return Achievement.model_validate({"text": "a"} | facts)


def listed(columns: Columns) -> dict[str, list[str]]:
    return {name: list(values) for name, values in columns.categories.items()}


def test_every_column_of_the_schema_is_there_in_order_of_rows() -> None:
    columns = columns_of(
        [
            achievement(title="标题", attributes={"phase": "II", "team": 5}, terms={"term_years": 3, "territory": "CN"}),
            achievement(industry="C39", valuation_date="2024-01-02", rights=[{}, {}]),
        ],
        SCHEMA,
        DAY,
    )
    assert listed(columns) == {"phase": ["ii", ""], "industry": ["", "c"], "territory": ["cn", ""]}
    assert columns.numbers.keys() == {"team", "term_years", "right_count"}
    assert np.array_equal(columns.numbers["team"], [5, math.nan], equal_nan=True)
    assert np.array_equal(columns.numbers["term_years"], [3, math.nan], equal_nan=True)
    assert np.array_equal(columns.numbers["right_count"], [math.nan, 2], equal_nan=True)
    assert columns.titles.tolist() == [2, 0]
    assert columns.dates.tolist() == [DAY, date(2024, 1, 2)]


@pytest.mark.parametrize(("given", "number"), [(5, 5.0), ("5", 5.0), (" 1.5e3 ", 1500.0), ("-.5", -0.5), (True, 1.0), (False, 0.0)])
def test_a_number_may_come_as_number_text_or_truth(given: Any, number: float) -> None:
    assert subject_of(achievement(attributes={"team": given}), SCHEMA, DAY).numbers[0] == number


@pytest.mark.parametrize("given", [None, "", "  "])
def test_a_number_that_is_not_given_is_unknown(given: Any) -> None:
    assert math.isnan(subject_of(achievement(attributes={"team": given}), SCHEMA, DAY).numbers[0])


@pytest.mark.parametrize("given", ["five", "1,000", "1_000", "5 people", "nan", "inf", "0x10", "٥", 1e39, "1e39", "1e999"])
def test_a_number_that_is_none_names_its_field(given: Any) -> None:
    with pytest.raises(FieldError) as caught:
        subject_of(achievement(attributes={"team": given}), SCHEMA, DAY)
    assert caught.value.field == "attributes.team"
    assert caught.value.fix


def test_all_wrong_numbers_are_found_and_each_names_where_it_stood() -> None:
    schema = FeatureSchema(numbers=("team", "territory", "industry", "size"))
    wrong = achievement(industry="C39", terms={"territory": "CN"}, attributes={"team": "x", "size": 4})
    assert [error.field for error in wrong_numbers(wrong, schema)] == ["attributes.team", "terms.territory", "industry"]


def test_the_largest_number_fits_into_a_feature() -> None:
    largest = float(np.finfo(np.float32).max)
    columns = columns_of([achievement(attributes={"team": largest})], SCHEMA, DAY)
    assert np.isfinite(features(columns, SCHEMA).numbers).any()


def test_a_category_may_come_as_number_or_truth() -> None:
    found = [subject_of(achievement(attributes={"phase": given}), SCHEMA, DAY).categories[0] for given in (2, 2.0, "2", " Ⅱ ", True)]
    assert found == ["2", "2", "2", "ii", "true"]


def test_facts_the_model_does_not_read_are_ignored_and_those_it_lacks_are_missing() -> None:
    subject = subject_of(achievement(seller_region="110000", attributes={"phase": "I", "colour": "red"}), SCHEMA, DAY)
    assert set(subject.ignored) == {"seller_region", "colour"}
    assert subject.missing == ("industry", "territory", "team", "term_years", "right_count")


TEXTS = st.lists(st.tuples(st.text(max_size=10), st.text(max_size=20), st.one_of(st.none(), st.integers(-5, 5))), min_size=1, max_size=6)


@given(TEXTS)
def test_rows_do_not_depend_on_their_neighbours(rows: list[tuple[str, str, int | None]]) -> None:
    subjects = [subject_of(achievement(title=title, text=text, attributes={"team": team}), SCHEMA, DAY) for title, text, team in rows]
    together = stacked(subjects, SCHEMA)
    apart = Columns.concat([stacked([subject], SCHEMA) for subject in subjects])
    assert together.text == apart.text
    assert listed(together) == listed(apart)
    assert np.array_equal(together.titles, apart.titles)
    assert np.array_equal(together.dates, apart.dates)
    assert all(np.array_equal(together.numbers[name], apart.numbers[name], equal_nan=True) for name in SCHEMA.numbers)


def test_columns_of_different_schemas_do_not_go_together() -> None:
    other = FeatureSchema(categories=("phase",))
    with pytest.raises(ValueError, match="different schemas"):
        Columns.concat([columns_of([achievement()], SCHEMA, DAY), columns_of([achievement()], other, DAY)])


def test_rows_laid_into_columns_together_are_those_laid_alone() -> None:
    subjects = [subject_of(Achievement.model_validate({"text": f"t{at}", "industry": "C39"}), SCHEMA, DAY) for at in range(4)]
    calls = [Subjects(subjects[:1], SCHEMA), Subjects(subjects[1:], SCHEMA)]
    together, mixed = laid_together(calls), laid_together([calls[0], stacked(subjects[1:], SCHEMA)])
    expected = stacked(subjects, SCHEMA)
    for found in (together, mixed):
        assert (list(found.text), listed(found), found.dates.tolist()) == (list(expected.text), listed(expected), expected.dates.tolist())
        assert all(np.array_equal(values, expected.numbers[name], equal_nan=True) for name, values in found.numbers.items())
    assert laid_together([calls[1].take(np.array([2, 0]))]).text == ["t3", "t1"]
    assert len(calls[1]) == 3 and calls[1].text == ["t1", "t2", "t3"]


def test_rows_of_other_columns_are_not_laid_together() -> None:
    other = FeatureSchema(numbers=("team",))
    subjects = [subject_of(Achievement.model_validate({"text": "t"}), schema, DAY) for schema in (SCHEMA, other)]
    with pytest.raises(ValueError, match="schemas"):
        laid_together([Subjects([subjects[0]], SCHEMA), Subjects([subjects[1]], other)])
