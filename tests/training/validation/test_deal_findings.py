from __future__ import annotations

import numpy as np
import pytest

from tests.training.validation.conftest import Ask, N, Register
from training.validation.deal_findings import spellings


def test_related_parties_are_found_where_the_source_names_them(register: Register, ask: Ask) -> None:
    related = [""] * N
    related[5] = related[6] = "declared as related parties"
    amounts = register().amounts
    amounts[6] = np.nan
    (found,) = ask("related_party", register(related=related, amounts=amounts))
    assert found.at == 5 and "arm's length" in found.reason
    assert not ask("related_party", register())


def test_dates_ahead_of_this_year_are_found_and_those_of_this_year_are_not(register: Register, ask: Ask) -> None:
    dates = register().columns.dates.copy()
    dates[:3] = np.asarray(["2026-12-31", "2027-01-01", "2062-07-01"], dtype="datetime64[D]")  # today is 22 November 2026
    found = ask("future_date", register(dates=dates))
    assert [each.at for each in found] == [1, 2] and found[0].field == "signed"


def test_dates_before_any_register_are_found_and_unknown_ones_are_not(register: Register, ask: Ask) -> None:
    dates = register().columns.dates.copy()
    dates[:2] = np.asarray(["1904-01-01", "NaT"], dtype="datetime64[D]")
    amounts = register().amounts
    amounts[1] = np.nan
    assert [each.at for each in ask("early_date", register(dates=dates, amounts=amounts))] == [0]


@pytest.mark.parametrize("told", ["total of 1298500 agreed", "paid 1,298,500 in two parts", "预算129.85 已批", "(1298.5)"])
def test_an_amount_that_the_masking_did_not_see_is_found_in_the_text(register: Register, ask: Ask, told: str) -> None:
    amounts, text = register().amounts, list(register().columns.text)
    amounts[9], text[9] = 1_298_500.0, f"a pump\n{told}"
    assert [each.at for each in ask("amount_in_text", register(amounts=amounts, text=text))] == [9]


@pytest.mark.parametrize("innocent", ["type 12985001", "1298500.7 ohm", "in 129850 parts", "31,298,500 cells"])
def test_other_numbers_are_not(register: Register, ask: Ask, innocent: str) -> None:
    amounts, text = register().amounts, list(register().columns.text)
    amounts[9], text[9] = 1_298_500.0, innocent
    assert not ask("amount_in_text", register(amounts=amounts, text=text))


def test_only_spellings_that_would_not_stand_there_by_chance_are_looked_for() -> None:
    assert spellings(50_000.0, 4, 6) == []
    assert spellings(500_000.0, 4, 6) == ["500000", "500,000"]
    assert spellings(1_298_500.0, 4, 6) == ["1298500", "1,298,500", "1298.5", "1,298.5", "129.85", "1.2985"]
