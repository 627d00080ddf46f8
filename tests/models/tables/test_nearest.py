from __future__ import annotations

import pytest

from models.tables.nearest import nearest, suggestion
from valuation.bilingual import Bilingual


@pytest.mark.parametrize(("wrong", "right"), [("amout", "amount"), ("Award Amount", "award_amount"), ("合同金颔", "合同金额"), ("amount", "award_amount_usd")])
def test_the_nearest_name_is_found(wrong, right):
    assert nearest(wrong, ["title", right, "year"]) == right


def test_nothing_near_is_no_suggestion_but_the_known_names_are_listed():
    assert suggestion("zzz", ["title", "year"]) == Bilingual(zh="可用的有: title, year。", en="Known: title, year.")
    assert suggestion("zzz", []).en == "There is none to choose from."


def test_a_suggestion_names_the_nearest_first_and_thirty_at_most():
    assert suggestion("amout", ["amount"]) == Bilingual(zh="是否指'amount'? 可用的有: amount。", en="Did you mean 'amount'? Known: amount.")
    many = suggestion("zzz", [f"c{at}" for at in range(40)])
    assert many.en.endswith("c29 … (40 in all).") and many.zh.endswith("c29 …(共40个)。")
