from __future__ import annotations

import pytest

from models.tables.nearest import nearest, suggestion


@pytest.mark.parametrize(("wrong", "right"), [("amout", "amount"), ("Award Amount", "award_amount"), ("合同金颔", "合同金额"), ("amount", "award_amount_usd")])
def test_the_nearest_name_is_found(wrong, right):
    assert nearest(wrong, ["title", right, "year"]) == right


def test_nothing_near_is_no_suggestion_but_the_known_names_are_listed():
    assert suggestion("zzz", ["title", "year"]) == "Known: title, year."
    assert suggestion("zzz", []) == "There is none to choose from."
