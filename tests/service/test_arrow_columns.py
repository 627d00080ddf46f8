from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.arrow_columns import ArrowColumns, Rows
from service.problems import Problem
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.features import Columns, FeatureSchema
from valuation.field_error import FieldError

READ = FeatureSchema(categories=("contract_type", "seller_region", "exclusivity", "phase", "batch"), numbers=("team", "size"))
DAY = date(2026, 11, 22)


def rows(table: pa.Table, most: int = 2**20) -> Rows:
    (batch,) = table.combine_chunks().to_batches()
    return ArrowColumns(table.schema, READ, DAY, most).read(batch)


def row(column: str, value: Any, kind: pa.DataType | None = None) -> Rows:
    return rows(pa.table({"text": ["t"], column: pa.array([value], kind)}))


def same(found: Columns, wanted: Columns) -> bool:
    numbers = all(np.array_equal(found.numbers[name], wanted.numbers[name], equal_nan=True) for name in READ.numbers)
    return (
        list(found.text) == list(wanted.text)
        and found.titles.tolist() == wanted.titles.tolist()
        and found.dates.tolist() == wanted.dates.tolist()
        and {name: list(values) for name, values in found.categories.items()} == {name: list(values) for name, values in wanted.categories.items()}
        and numbers
    )


WORDS = st.text(max_size=8)
ITEMS = st.fixed_dictionaries(
    {"text": st.text(max_size=40)},
    optional={
        "title": WORDS,
        "keywords": st.lists(WORDS.filter(bool), max_size=3),
        "valuation_date": st.dates(),
        "contract_type": st.sampled_from(["技术转让", "technical_development", "技术许可", "no such kind", ""]),
        "seller_region": st.sampled_from(["11", "北京", "广东省", "440000", "Atlantis"]),
        "exclusivity": st.sampled_from(["exclusive", "独占许可", "nothing"]),
        "scene": WORDS,
        "phase": st.one_of(WORDS, st.just("Ⅱ期"), st.just("  II ")),
        "batch": st.integers(-(2**40), 2**40),
        "team": st.one_of(st.integers(-(2**53), 2**53), st.booleans()),
        "size": st.one_of(st.sampled_from(["12.5", " 3e2 ", "", "many", "1e39"])),
    },
)
FIELDS = ("title", "text", "keywords", "valuation_date", "contract_type", "seller_region", "scene")


def achievement(item: dict[str, Any]) -> Achievement:
    attributes = {name: value for name, value in item.items() if name not in FIELDS}
    return Achievement.model_validate({**{name: value for name, value in item.items() if name in FIELDS}, "attributes": attributes})


def readable(item: dict[str, Any]) -> bool:
    try:
        columns_of([achievement(item)], READ, DAY)
    except (ValidationError, FieldError):
        return False
    return True


@given(st.lists(ITEMS, min_size=1, max_size=6), st.booleans())
def test_columns_mean_what_the_same_achievements_mean_one_by_one(items: list[dict[str, Any]], dictionaries: bool) -> None:
    booleans = any(isinstance(item.get("team"), bool) for item in items)
    made = [{**item, "team": bool(item["team"])} if booleans and "team" in item else item for item in items]
    names = {name: None for item in made for name in item}
    table = pa.table({name: pa.array([item.get(name) for item in made]) for name in names})
    if dictionaries:
        table = pa.table(
            {name: column.dictionary_encode() if pa.types.is_string(column.type) else column for name, column in zip(names, table.columns, strict=True)}
        )
    found = rows(table)
    good = [at for at, item in enumerate(made) if readable(item)]
    assert sorted(found.unreadable) == [at for at in range(len(made)) if at not in good]
    if good:
        assert same(found.columns.take(np.asarray(good)), columns_of([achievement(made[at]) for at in good], READ, DAY))


def test_what_is_wrong_with_a_row_is_what_an_achievement_would_be_told() -> None:
    found = rows(pa.table({"text": ["a", "b", None], "contract_type": ["bad", "技术转让", "技术转让"], "team": ["1", "x", "2"]}))
    assert {at: error.pointer for at, error in found.unreadable.items()} == {0: "/contract_type", 1: "/team", 2: "/text"}
    assert found.unreadable[0].value == "bad" and "contract_type" in found.unreadable[0].detail.en


@pytest.mark.parametrize("column", ["title", "text", "id"])
def test_a_cell_that_is_too_long_for_its_field_refuses_its_row_alone(column: str) -> None:
    long, short = {"title": 2_001, "text": 200_001, "id": 201}[column], "short"
    found = rows(pa.table({"text": ["a", "b"]} | {column: ["x" * long, short]}))
    assert list(found.unreadable) == [0] and found.unreadable[0].pointer == f"/{column}"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (date(2020, 2, 29), pa.date32()),
        (date(2020, 2, 29), pa.date64()),
        (datetime(2020, 2, 29, 23, 59), pa.timestamp("us")),
        (datetime(2020, 2, 29), pa.timestamp("s")),
        ("2020-02-29", pa.string()),
    ],
)
def test_a_day_is_read_from_dates_timestamps_and_text(value: Any, kind: pa.DataType) -> None:
    assert row("valuation_date", value, kind).columns.dates.tolist() == [date(2020, 2, 29)]


@pytest.mark.parametrize(("value", "kind"), [("29.2.2020", pa.string()), (2**31 - 1, pa.date32()), (-(2**31), pa.date32()), (-(2**63), pa.timestamp("s"))])
def test_a_day_that_is_none_refuses_its_row(value: Any, kind: pa.DataType) -> None:
    column = pa.array([value], kind) if isinstance(value, str) else pa.array([value], pa.int32() if kind == pa.date32() else pa.int64()).view(kind)
    found = rows(pa.table({"text": ["t"], "valuation_date": column}))
    assert found.unreadable[0].pointer == "/valuation_date"
    assert found.columns.dates.tolist() == [DAY]


def test_nan_is_nothing_and_infinity_is_wrong() -> None:
    assert math.isnan(row("team", math.nan).columns.numbers["team"][0])
    assert row("phase", math.nan).columns.categories["phase"] == [""]
    assert row("team", math.inf).unreadable[0].pointer == "/team"
    assert row("phase", -math.inf).unreadable[0].pointer == "/attributes/phase"


def test_keywords_are_read_from_lists_and_between_semicolons() -> None:
    listed = row("keywords", ["电池", "硅"]).columns.text
    assert listed == row("keywords", "电池; 硅；").columns.text == ["t\n电池 硅"]


def test_an_id_comes_back_as_it_was_given() -> None:
    assert row("id", 7, pa.int16()).ids == pa.array([7], pa.int16())
    assert rows(pa.table({"text": ["a", "b"], "id": pa.array(["x", None]).dictionary_encode()})).ids == pa.array(["x", None])
    assert rows(pa.table({"text": ["a"]})).ids == pa.nulls(1, pa.string())


def test_what_is_ignored_and_what_is_looked_for_in_vain_is_known_from_the_schema() -> None:
    reading = ArrowColumns(pa.schema({"text": pa.string(), "phase": pa.string(), "colour": pa.string(), "scene": pa.string()}), READ, DAY, 1)
    assert (reading.ignored, reading.missing) == (("colour", "scene"), ("contract_type", "seller_region", "exclusivity", "batch", "team", "size"))


def test_views_that_show_more_text_than_they_hold_are_refused() -> None:
    view = pa.array(["x" * 1_000], pa.string_view())
    buffers = [None, pa.py_buffer(view.buffers()[1].to_pybytes()[:16] * 5_000), view.buffers()[2]]
    many = pa.Array.from_buffers(pa.string_view(), 5_000, buffers)
    many.validate(full=True)
    assert len(rows(pa.table({"text": many}), most=6_000_000)) == 5_000
    with pytest.raises(Problem) as caught:
        rows(pa.table({"text": many}), most=4_000_000)
    assert caught.value.status == 413


def test_a_slice_of_a_batch_reads_as_its_own_rows() -> None:
    for kind in (pa.string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        batch = pa.record_batch(
            {"text": pa.array(["a", "b", "c"]).cast(kind) if kind != pa.string_view() else pa.array(["a", "b", "c"], kind), "team": [1, 2, 3]}
        )
        found = ArrowColumns(batch.schema, READ, DAY, 100).read(batch.slice(1, 2))
        assert (list(found.columns.text), found.columns.numbers["team"].tolist()) == (["b", "c"], [2.0, 3.0])
