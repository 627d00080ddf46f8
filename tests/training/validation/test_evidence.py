from __future__ import annotations

import numpy as np

from models.tables.mapping import Mapping
from tests.training.validation.conftest import TODAY, N, table
from training.corpus import merge
from training.validation.evidence import Evidence


def test_a_row_is_named_as_its_own_table_names_it() -> None:
    other = Mapping.of(
        {
            "name": "other",
            "text": "t",
            "price": {"concept": "registered_contract_amount", "amount": "fee", "unit": "CNY"},
            "date": {"column": "d"},
            "attributes": {"kind": "category", "team": "number"},
        }
    )
    evidence = Evidence(merge([table(), table(source=other, rows=np.arange(100, 100 + N))]), TODAY)
    found = evidence.about_price(N + 3, "12", "too small", other=2)
    assert (found.source, found.row, found.id, found.field, found.other, found.at) == ("other", 103, "C3", "fee", "C2", N + 3)
    assert evidence.about_price(0, "x" * 200, "why").value == "x" * 77 + "..."


def test_titles_are_first_lines_of_texts_that_have_one() -> None:
    titles = np.full(N, 8)
    titles[1] = 0
    evidence = Evidence(merge([table(titles=titles)]), TODAY)
    assert evidence.titles[0] == "title 0" and evidence.titles[1] == ""


def test_near_duplicates_are_sought_once() -> None:
    evidence = Evidence(merge([table()]), TODAY)
    assert evidence.pairs(0.8) is evidence.pairs(0.8) and evidence.standing is evidence.standing
    assert evidence.related == [""] * N
