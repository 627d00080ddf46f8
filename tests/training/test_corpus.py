from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from training.corpus import merge
from valuation.features import Columns
from valuation.field_error import FieldError

PRICE = {"concept": "grant_amount", "amount": "sum", "unit": "CNY"}


def source(name: str, n: int, content: dict[str, Any], attributes: dict[str, Any], **columns: Any) -> ContractTable:
    """A read table of n rows whose mapping has that content; `columns` overrides what would be empty."""
    mapping = Mapping.of({"name": name, "text": "text", "date": {"column": "day"}, "attributes": dict.fromkeys(attributes, "category"), **content}, name)
    given: dict[str, Any] = {
        "ids": [str(at) for at in range(n)],
        "rows": np.arange(1, n + 1),
        "columns": Columns([f"{name} {at}" for at in range(n)], np.arange(n), np.datetime64("2020-01-01") + np.arange(n)[::-1], attributes, {}),
        "amounts": np.full(n, np.nan),
        "projects": [str(at) for at in range(n)],
        "levels": np.zeros((n, 2), dtype=np.int8),
        "scores": np.full((n, 5), np.nan),
        "dominant": [""] * n,
        "source": mapping,
        "file": f"{name}.csv",
    }
    return ContractTable(**{**given, **columns})


def prices(name: str = "prices", n: int = 3, **price: Any) -> ContractTable:
    attributes = {"kind": [f"k{at}" for at in range(n)]}
    return source(name, n, {"price": {**PRICE, **price}}, attributes, amounts=np.asarray([np.nan, *range(1, n)], dtype=np.float64), projects=["p"] * n)


def labels(n: int = 2) -> ContractTable:
    levels = np.tile(np.asarray([[4, 6]], dtype=np.int8), (n, 1))
    scores = np.full((n, 5), 70.0)
    content = {"maturity": {"low": "low", "high": "high"}}
    return source(
        "labels", n, content, {"grade": ["g"] * n, "kind": ["not of a price"] * n}, levels=levels, scores=scores, dominant=["social"] * n, projects=["p"] * n
    )


@pytest.mark.parametrize(
    ("other", "named"),
    [({"concept": "contract_award_amount"}, ("grant_amount in CNY", "contract_award_amount in CNY")), ({"unit": "USD"}, ("in CNY", "in USD"))],
)
def test_prices_of_two_kinds_are_refused_and_both_are_named(other: dict[str, Any], named: tuple[str, str]) -> None:
    long = "a mapping file with a very long name, so that nothing else would fit into eighty characters"
    with pytest.raises(FieldError) as error:
        merge([prices(long), prices("other", **other)])
    for part in (*named, long, "other"):
        assert part in str(error.value)
    assert error.value.field == "price"


def test_prices_with_and_without_tax_are_refused_and_an_unstated_basis_is_not() -> None:
    with pytest.raises(FieldError, match=r"vat_included.*vat_excluded"):
        merge([prices("a", tax_basis="vat_included"), prices("b", tax_basis="vat_excluded")])
    assert len(merge([prices("a", tax_basis="vat_included"), prices("b")]).tables) == 2


def test_one_kind_of_price_may_come_from_several_sources() -> None:
    corpus = merge([prices("one"), prices("two", unit="万元")])  # units are settled while reading; both count in CNY
    assert len(corpus.price_tables) == 2 and len(corpus.priced) == 4


def test_sources_lie_one_under_the_other_with_their_labels() -> None:
    corpus = merge([prices(), labels()])
    assert len(corpus) == 5 and corpus.source.tolist() == [0, 0, 0, 1, 1]
    assert corpus.columns.text == ["prices 0", "prices 1", "prices 2", "labels 0", "labels 1"]
    assert np.isnan(corpus.amounts).tolist() == [True, False, False, True, True]
    assert corpus.levels.tolist() == [[0, 0]] * 3 + [[4, 6]] * 2
    assert np.isnan(corpus.scores[:3]).all() and (corpus.scores[3:] == 70).all()
    assert corpus.dominant.tolist() == ["", "", "", "social", "social"]
    assert len(corpus.columns.dates) == len(corpus.columns.titles) == 5


def test_attributes_come_from_every_source() -> None:
    corpus = merge([prices(), labels()])
    assert corpus.schema.categories == ("kind", "grade")
    assert corpus.columns.categories == {"kind": ["k0", "k1", "k2", *["not of a price"] * 2], "grade": ["", "", "", "g", "g"]}
    assert merge([labels()]).schema.categories == ("grade", "kind")


def test_an_amount_in_a_source_without_prices_is_not_a_price() -> None:
    stray = source("stray", 2, {}, {}, amounts=np.asarray([5.0, 6.0]))
    assert len(merge([stray]).priced) == 0


def test_an_attribute_that_one_source_lacks_is_unknown_there() -> None:
    bare = source("bare", 2, {"price": PRICE}, {}, amounts=np.asarray([1.0, 2.0]))
    numbered = source("numbered", 1, {"price": PRICE, "attributes": {"size": "number"}}, {}, amounts=np.asarray([1.0]))
    columns = Columns(["x"], np.zeros(1, dtype=np.int64), np.asarray(["2020-01-01"], dtype="datetime64[D]"), {}, {"size": np.asarray([3.0])})
    numbered = ContractTable(**{**vars(numbered), "columns": columns})
    corpus = merge([bare, prices(), numbered])
    assert corpus.columns.categories["kind"] == ["", "", "k0", "k1", "k2", ""]
    assert np.isnan(corpus.columns.numbers["size"]).tolist() == [True] * 5 + [False] and corpus.columns.numbers["size"][-1] == 3


def test_an_attribute_of_two_kinds_is_refused_by_name() -> None:
    numbered = source("numbered", 1, {"price": PRICE, "attributes": {"kind": "number"}}, {})
    with pytest.raises(FieldError, match=r"attributes\.kind"):
        merge([prices(), numbered])


def test_projects_of_different_sources_are_different_projects() -> None:
    corpus = merge([prices(), labels()])
    assert len(set(corpus.projects[:3].tolist())) == len(set(corpus.projects[3:].tolist())) == 1
    assert corpus.projects[0] != corpus.projects[3]


def test_priced_rows_are_those_with_a_price_oldest_first() -> None:
    corpus = merge([prices(n=4)])
    assert corpus.priced.tolist() == [3, 2, 1]  # row 0 has no price, and the dates fall


def test_a_row_is_traced_to_its_record_through_any_choice_of_rows() -> None:
    whole = merge([prices(n=4), labels(3)])
    for rows in ([0, 2, 3, 4, 6], [6, 3, 0, 5], [1]):
        taken = whole.take(np.asarray(rows))
        assert len(taken.tables) == 2 and sum(len(table) for table in taken.tables) == len(rows)
        for at, row in enumerate(rows):
            (table, place), (first, origin) = taken.record(at), whole.record(row)
            assert table.source is first.source and table.ids[place] == first.ids[origin] == str(row if row < 4 else row - 4)
            assert taken.columns.text[at] == table.columns.text[place]


def test_rows_taken_keep_all_that_belongs_to_them() -> None:
    corpus = merge([prices(n=4), labels()])
    taken = corpus.take(np.asarray([4, 1]))
    assert taken.columns.text == ["labels 0", "prices 1"] and taken.source.tolist() == [1, 0]
    assert taken.dominant.tolist() == ["social", ""] and taken.levels.tolist() == [[4, 6], [0, 0]]
    assert taken.projects.tolist() == corpus.projects[[4, 1]].tolist() and np.array_equal(taken.amounts, corpus.amounts[[4, 1]], equal_nan=True)
    assert len(taken.scores) == 2 and taken.schema == corpus.schema
