"""Made-up contracts are the same for the same seed, no two of them alike, and hold what the layout's columns are for."""

from __future__ import annotations

import re

import pytest

from bench.registration.layouts import FIVE_TYPES, FOUR_TYPES, LAYOUTS, Layout
from bench.registration.rows import EVERY_CODE, contracts


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_seed_makes_the_same_contracts_and_a_longer_table_begins_with_a_shorter(layout: Layout) -> None:
    short, long = contracts(layout, 30), contracts(layout, 60)
    assert short == {column: cells[:30] for column, cells in long.items()} != contracts(layout, 30, seed=2)


def test_every_contract_has_a_number_of_its_regime_and_a_text_of_its_own() -> None:
    for layout, digits in ((FIVE_TYPES, 16), (FOUR_TYPES, 14)):
        sheet = contracts(layout, EVERY_CODE)
        numbers, texts = sheet["合同登记编号"], sheet["项目简介"]
        assert all(re.fullmatch(rf"\d{{{digits}}}", number) for number in numbers)
        assert len(set(numbers)) == len(set(texts)) == EVERY_CODE


def test_only_the_older_register_has_transfers_without_a_sub_class() -> None:
    for layout, undivided in ((FIVE_TYPES, False), (FOUR_TYPES, True)):
        sheet = contracts(layout, EVERY_CODE)
        assert ("" in sheet["合同子类别"]) == undivided


def test_texts_tell_amounts_that_are_to_be_masked() -> None:
    assert any("万元" in text for text in contracts(FIVE_TYPES, 20)["项目简介"])
