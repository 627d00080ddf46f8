"""One definition of the features: records in columns become text, categories and float32 numbers."""

from __future__ import annotations

import unicodedata
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.features import MAX_CATEGORY, MAX_TEXT, Columns, FeatureSchema, Laid, category, compose_text, decimal_years, features, normal_form, schema_hash

SCHEMA = FeatureSchema(categories=("agency", "phase"), numbers=("n_employees", "n_patents"))
COLUMNS = Columns(
    text=["a laser", "", "一种催化剂"],
    titles=np.array([3, 0, 5], dtype=np.int64),
    dates=np.array(["2019-07-02", "2020-01-01", "2021-12-31"], dtype="datetime64[D]"),
    categories={"agency": ["dod", "", "nsf"], "colour": ["red", "red", "red"]},
    numbers={"n_employees": np.array([12.0, np.nan, 3.0])},
)


def test_the_schema_decides_which_columns_come_and_in_which_order() -> None:
    made = features(COLUMNS, SCHEMA)
    assert made.categories.tolist() == [["dod", ""], ["", ""], ["nsf", ""]]
    assert SCHEMA.number_columns == ("text_length", "title_length", "n_employees", "n_patents")
    assert made.numbers.dtype == np.float32 and made.years.dtype == np.float32
    np.testing.assert_array_equal(made.numbers[:, 2], np.array([12, np.nan, 3], dtype=np.float32))
    assert np.isnan(made.numbers[:, 3]).all()


def test_lengths_are_derived_on_a_log_scale() -> None:
    made = features(COLUMNS, SCHEMA)
    assert made.numbers[:, 0] == pytest.approx(np.log1p([7, 0, 5]), rel=1e-6)
    assert made.numbers[:, 1] == pytest.approx(np.log1p([3, 0, 5]), rel=1e-6)


def test_known_counts_the_attributes_that_are_given() -> None:
    assert features(COLUMNS, SCHEMA).known.tolist() == [2, 0, 2]


def test_a_row_alone_has_the_features_it_has_among_others() -> None:
    together = features(COLUMNS, SCHEMA)
    for at in range(len(COLUMNS)):
        alone = features(COLUMNS.take(np.array([at])), SCHEMA)
        assert alone.text == together.text[at : at + 1]
        np.testing.assert_array_equal(alone.numbers, together.numbers[at : at + 1])
        np.testing.assert_array_equal(alone.categories, together.categories[at : at + 1])
        np.testing.assert_array_equal(alone.years, together.years[at : at + 1])


def test_take_keeps_the_order_asked_for() -> None:
    taken = COLUMNS.take(np.array([2, 0]))
    assert taken.text == ["一种催化剂", "a laser"]
    assert taken.categories["agency"] == ["nsf", "dod"]
    assert taken.numbers["n_employees"].tolist() == [3.0, 12.0]
    assert len(taken) == 2


def test_an_empty_table_has_no_features_but_its_columns() -> None:
    made = features(COLUMNS.take(np.array([], dtype=np.int64)), SCHEMA)
    assert (len(made), made.numbers.shape, made.categories.shape) == (0, (0, 4), (0, 2))


def test_the_hash_changes_with_every_column_and_with_their_order() -> None:
    schemas = [
        SCHEMA,
        FeatureSchema(),
        FeatureSchema(categories=("phase", "agency"), numbers=SCHEMA.numbers),
        FeatureSchema(categories=SCHEMA.categories),
        FeatureSchema(categories=SCHEMA.categories, numbers=(*SCHEMA.numbers, "x")),
    ]
    assert len({schema_hash(schema) for schema in schemas}) == len(schemas)
    assert schema_hash(SCHEMA) == schema_hash(SCHEMA.model_copy())


def test_the_hash_changes_with_the_masking(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_hash(SCHEMA)
    monkeypatch.setattr("valuation.features.MASKING_VERSION", 999)
    assert schema_hash(SCHEMA) != before


def test_the_hash_changes_with_the_length_of_a_category(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_hash(SCHEMA)
    monkeypatch.setattr("valuation.features.MAX_CATEGORY", MAX_CATEGORY + 1)
    assert schema_hash(SCHEMA) != before


def test_composed_text_is_normalised_joined_and_masked() -> None:
    assert compose_text("ＬＡＳＥＲ", "Sold for $1.2 million.", ("Optics", "QED")) == "laser\nsold for  <amount> .\noptics qed"
    assert compose_text("", "  Only text ") == "only text"
    assert compose_text("", "") == ""


def test_full_width_amounts_are_masked_too() -> None:
    assert compose_text("", "总价款１２０万元") == "总价款 <amount> "


def test_a_long_text_is_cut() -> None:
    assert len(compose_text("", "x" * (2 * MAX_TEXT))) == MAX_TEXT


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        (None, ""),
        ("", ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (3.0, "3"),
        (3, "3"),
        (2.5, "2.5"),
        (True, "true"),
        (" DoD ", "dod"),
        ("ＤｏＤ", "dod"),
        ("电子信息 ", "电子信息"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
    ],
)
def test_a_category_has_one_spelling(value: str | float | bool | None, spelling: str) -> None:
    assert category(value) == spelling


@pytest.mark.parametrize("letter", ["x", "电", "ß", "\ufdfa"])
def test_a_long_category_is_cut(letter: str) -> None:
    assert len(category(letter * 100_000)) == MAX_CATEGORY


@pytest.mark.parametrize("letter", ["x", "电"])
def test_a_cut_leaves_no_blank_at_the_end(letter: str) -> None:
    cut = category(letter * (MAX_CATEGORY - 1) + " " + letter)
    assert cut == letter * (MAX_CATEGORY - 1) == category(cut)


@given(st.text(max_size=20))
def test_the_spelling_of_a_category_is_its_own(value: str) -> None:
    assert category(category(value)) == category(value)


def test_decimal_years_run_through_the_year() -> None:
    dates = np.array(["2019-01-01", "2019-07-02", "2020-12-31", "1969-12-31"], dtype="datetime64[D]")
    assert decimal_years(dates) == pytest.approx([2019.0, 2019 + 182 / 365, 2020 + 365 / 366, 1969 + 364 / 365])


def test_an_unknown_date_is_no_year() -> None:
    assert np.isnan(decimal_years(np.array(["NaT", "2019-01-01"], dtype="datetime64[D]"))).tolist() == [True, False]


@given(st.dates(), st.dates())
def test_a_later_day_is_a_later_year(one: object, other: object) -> None:
    dates = np.sort(np.array([one, other], dtype="datetime64[D]"))
    early, late = decimal_years(dates)
    assert (early < late) == (dates[0] < dates[1])


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("，：；（）！？％～／＋－＝ａ１Å\u0301\u0338"))))
def test_the_quick_way_to_the_normal_form_is_the_normal_form(text: str) -> None:
    assert normal_form(text) == unicodedata.normalize("NFKC", text)


@given(st.lists(st.dates() | st.none(), min_size=1, max_size=20))
def test_a_few_dates_and_many_are_the_same_years(days: list[date | None]) -> None:
    def years(given: list[date | None]) -> list[float]:
        n = len(given)
        columns = Columns(["a"] * n, np.zeros(n, np.int64), np.array(given, dtype="datetime64[D]"), {}, {})
        found: list[float] = features(columns, FeatureSchema()).years.tolist()
        return found

    assert np.array_equal(years(days * 9), [year for _ in range(9) for day in days for year in years([day])], equal_nan=True)


def test_columns_that_lie_side_by_side_are_read_as_they_lie_or_by_name() -> None:
    rows = np.array([[1.0, 2.0], [3.0, np.nan]])
    laid = Laid(("a", "b"), rows)
    assert list(laid) == ["a", "b"] and len(laid) == 2 and laid["b"][0] == 2.0
    with pytest.raises(KeyError):
        laid["c"]
    text, dates = ["x", "y"], np.array(["2026-01-01"] * 2, dtype="datetime64[D]")
    for names in (("a", "b"), ("b", "a"), ("b",), ("c", "a")):
        schema = FeatureSchema(numbers=names)
        one = features(Columns(text, np.zeros(2, np.int64), dates, {}, laid), schema)
        other = features(Columns(text, np.zeros(2, np.int64), dates, {}, {"a": rows[:, 0], "b": rows[:, 1]}), schema)
        assert np.array_equal(one.numbers, other.numbers, equal_nan=True) and one.known.tolist() == other.known.tolist()


def test_a_blank_row_says_nothing() -> None:
    found = features(Columns.blank(), FeatureSchema(categories=("a",), numbers=("b",)))
    assert len(found) == 1 and found.text == [""] and found.known.tolist() == [0] and np.isnan(found.years[0])
