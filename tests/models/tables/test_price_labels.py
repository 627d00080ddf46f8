from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.tables.contract_table import ContractTable

PRICE = {"concept": "registered_technology_amount", "amount": "金额", "unit": "万元"}


def reasons(table: ContractTable) -> list[tuple[int, str, bool]]:
    return [(each.row, each.reason, each.dropped) for each in table.rejects]


@pytest.fixture
def deals(read, contracts):
    def of(amounts: list[Any], terms: list[Any] | None = None, price: dict[str, Any] | None = None, **more: Any) -> ContractTable:
        columns = contracts(len(amounts), 金额=amounts, **({} if terms is None else {"支付": terms}), **more)
        table: ContractTable = read(columns, {"price": PRICE | (price or {})} | ({} if terms is None else {"terms": {"column": "支付"}}))
        return table

    return of


def test_terms_are_read_by_their_code_list(deals):
    table = deals(["1", "2", "3", "4"], ["一次总付", "分期支付", "入门费加提成", ""])
    assert table.terms == ["fixed", "instalments", "entry_fee_and_royalty", ""] and np.isfinite(table.amounts).all()


def test_deals_without_a_cash_price_have_none_and_stay_with_their_terms(deals):
    table = deals(["", "0", "免费", "5", "6", "7"], ["按销售额提成", "无偿", "", "提成支付", "技术入股", "无偿"])
    assert table.terms == ["royalty_only", "free", "free", "royalty_only", "equity", "free"] and len(table) == 6
    assert np.isnan(table.amounts).all()
    told = {row: reason for row, reason, dropped in reasons(table) if not dropped}
    assert "an expectation" in told[4] and "equity_contribution" in told[5] and "and yet an amount" in told[6] and 1 not in told


def test_a_zero_is_free_or_for_royalty_as_its_terms_say_and_open_where_they_do_not(deals):
    assert deals(["0", "0", "0", "0"], ["提成支付", "无偿", "一次总付", ""]).terms == ["royalty_only", "free", "nil_unstated", "nil_unstated"]


def test_a_lump_sum_that_the_amount_calls_free_is_free(deals):
    assert deals(["免费", "销售额的3%", "1"], ["一次总付", "分期支付", "一次总付"]).terms == ["free", "royalty_only", "fixed"]


def test_no_price_of_zero_ever_reaches_a_model(deals):
    amounts = deals(["0", "0.00", "免费", "1"], ["", "一次总付", "", ""]).amounts
    assert amounts[np.isfinite(amounts)].tolist() == [10_000]


def test_an_equity_contribution_is_a_price_of_its_own_concept_alone(deals):
    table = deals(["5", "6", "7"], ["技术入股", "一次总付", ""], {"concept": "equity_contribution"})
    assert np.array_equal(table.amounts, [50_000, np.nan, 70_000], equal_nan=True) and "no equity contribution" in reasons(table)[0][1]


def test_unknown_terms_reject_the_row(deals):
    table = deals(["1", "2"], ["一次总付", "以物易物"])
    assert table.ids == ["A1"] and table.rejects[0].field == "支付"


def test_terms_may_come_from_the_amount_alone(read, contracts):
    table = read(contracts(3, 金额=["免费", "面议", "1"]), {"price": PRICE, "terms": {}})
    assert table.terms == ["free", ""] and table.ids == ["A1", "A3"]


def test_codes_of_a_source_are_renamed_first(read, contracts):
    terms = {"column": "支付", "codes": {"1": "fixed", "9": "无偿"}}
    assert read(contracts(2, 支付=["1", "9"], 金额=["1", "0"]), {"price": PRICE, "terms": terms}).terms == ["fixed", "free"]


def test_a_source_without_terms_has_none_and_keeps_its_rows_as_before(deals):
    table = deals(["免费", "1"])
    assert table.terms == [] and table.ids == ["A2"]


def test_an_amount_above_the_contracts_total_rejects_the_row(deals):
    table = deals(["5", "5", "5.01"], price={"total": "总额"}, 总额=["5", "8", "5"])
    assert table.ids == ["A1", "A2"] and reasons(table) == [(3, "above the contract's total (总额)", True)] and table.rejects[0].value == "5.01"


def test_the_arithmetic_of_units_alone_puts_no_amount_above_its_total(deals):
    cells = [f"{at / 7:.6f}" for at in range(1, 300)]
    assert len(deals(cells, price={"total": "总额"}, 总额=cells)) == len(cells)


def test_a_total_alone_is_never_the_price_and_the_row_says_so(deals):
    table = deals(["", "2"], ["分期支付", "分期支付"], {"total": "总额"}, 总额=["9", "3"])
    assert np.array_equal(table.amounts, [np.nan, 20_000], equal_nan=True) and table.terms[0] == "instalments"
    ((row, reason, dropped),) = reasons(table)
    assert row == 1 and not dropped and "only the contract's total" in reason and "registered_contract_amount" in reason
    (bare,) = deals(["", "2"], None, {"total": "总额"}, 总额=["9", "3"]).rejects
    assert bare.row == 1 and bare.dropped and "only the contract's total" in bare.reason


def test_where_the_terms_say_why_there_is_no_price_no_total_is_asked_for(deals):
    assert not deals(["", "2"], ["提成支付", "分期支付"], {"total": "总额"}, 总额=["9", "3"]).rejects


def test_an_unreadable_total_rejects_the_row_and_an_open_one_does_not(deals):
    table = deals(["1", "2", "3"], price={"total": "总额"}, 总额=["abc", "面议", "-4"])
    assert table.ids == ["A2"] and [(each.row, each.field) for each in table.rejects] == [(1, "总额"), (3, "总额")]


def test_an_absurd_amount_is_rejected_as_a_wrong_unit(deals):
    table = deals(["1", "2000001"], price={"largest": 2_000_000})
    assert table.ids == ["A1"] and "above the largest" in table.rejects[0].reason and "万元" in table.rejects[0].fix


def test_terms_that_promise_an_amount_that_is_not_there_are_told(deals):
    table = deals(["", "1"], ["一次总付", "一次总付"])
    assert len(table) == 2 and reasons(table) == [(1, "no amount, though by its terms there is one", False)]


def test_the_rows_of_a_choice_keep_their_terms_and_the_warnings(deals):
    table = deals(["1", "2", "3"], ["一次总付", "分期支付", "无偿"])
    assert table.take(np.array([2, 0])).terms == ["free", "fixed"] and table.take(np.array([0])).warnings == table.warnings
