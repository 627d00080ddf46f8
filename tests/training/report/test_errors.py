from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from training.report.errors import CHARACTERS, EACH, add_errors, contract_id, worst
from training.report.finished import Finished
from valuation.price import QUANTILES

MEDIAN = QUANTILES.index(0.5)


def test_the_largest_misses_of_each_kind_come_first(finished: Finished) -> None:
    judged = finished.evaluation.judged
    assert judged is not None
    found = worst(finished)
    over = [miss.log_ratio for miss in found["overpriced"]]
    under = [miss.log_ratio for miss in found["underpriced"]]
    assert len(over) == len(under) == EACH and over == sorted(over, reverse=True) and under == sorted(under) and over[-1] > 0 > under[-1]
    error = judged.quantiles[:, MEDIAN] - judged.found.truth
    newest = {int(row): error[at] for origin in (2022, 2023) for at, row in enumerate(judged.found.rows) if judged.found.origin[at] == origin}
    assert over[0] == max(newest.values()) and under[0] == min(newest.values())
    for misses in found.values():
        assert len({miss.row for miss in misses}) == len(misses)  # a contract once, however many origins predicted it


def test_a_contract_is_judged_by_its_newest_origin(finished: Finished) -> None:
    judged = finished.evaluation.judged
    assert judged is not None
    twice = np.intersect1d(judged.found.rows[judged.found.origin == 2022], judged.found.rows[judged.found.origin == 2023])
    row = int(twice[0])
    quantiles = judged.quantiles.copy()
    quantiles[(judged.found.rows == row) & (judged.found.origin == 2022)] += 20
    run = replace(finished, evaluation=replace(finished.evaluation, judged=replace(judged, quantiles=quantiles)))
    assert worst(run)["overpriced"][0].row != int(run.priced[row])
    quantiles[(judged.found.rows == row) & (judged.found.origin == 2023)] += 20
    assert worst(run)["overpriced"][0].row == int(run.priced[row])


def test_sure_and_wrong_is_outside_a_narrow_interval(finished: Finished) -> None:
    for miss in worst(finished)["sure_and_wrong"]:
        assert miss.price < miss.low or miss.price > miss.high


def test_price_text_and_id_are_those_of_one_contract(shown: Any, finished: Finished) -> None:
    text, _, figures = shown(add_errors, finished)
    table = finished.corpus.tables[0]
    for kind, misses in worst(finished).items():
        for miss, told in zip(misses, figures["errors"][kind], strict=True):
            at = table.ids.index(miss.id)
            assert miss.price == pytest.approx(table.amounts[at]) and told["price"] == miss.price and "row" not in told
            assert table.columns.text[at][:CHARACTERS] in text and f"{miss.price:,.0f} CNY" in text
    assert "mind who may read it" in text


def test_a_contract_without_id_is_found_by_its_row(finished: Finished) -> None:
    table = finished.corpus.tables[1]
    first = int(np.flatnonzero(finished.corpus.source == 1)[0])
    assert contract_id(finished, first) == table.ids[0]
    nameless = replace(table, ids=[""] * len(table))
    assert contract_id(replace(finished, corpus=replace(finished.corpus, tables=(finished.corpus.tables[0], nameless))), first + 2) == "row 3"


def test_a_run_without_prices_has_no_such_section(shown: Any, without_prices: Finished) -> None:
    assert shown(add_errors, without_prices) == ("", [], {})
