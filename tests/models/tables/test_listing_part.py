"""A listing part names its price and unit; what is misspelt is told by its path."""

from __future__ import annotations

from typing import Any

import pytest

from models.tables.listing_part import Listing
from models.tables.mapping import Mapping
from valuation.field_error import FieldError

WHOLE = {"price": "挂牌价", "unit": "万元", "date": "挂牌日", "id": "编号", "relisted_from": "上次", "right": "专利号"}


def test_every_column_has_its_key_path() -> None:
    assert Listing.model_validate(WHOLE).columns() == {
        "listing.price": "挂牌价",
        "listing.date": "挂牌日",
        "listing.id": "编号",
        "listing.relisted_from": "上次",
        "listing.right[0]": "专利号",
    }
    assert Listing(price="a", unit="元").columns() == {"listing.price": "a"}


@pytest.mark.parametrize(
    ("wrong", "path", "fix"),
    [({"unit": "万"}, "listing.unit", "万元"), ({"unti": "万元"}, "listing.unti", "unit"), ({"price": None}, "listing.price", "")],
)
def test_what_is_wrong_is_named_with_its_fix(wrong: dict[str, Any], path: str, fix: str) -> None:
    given = {key: value for key, value in {**WHOLE, **wrong}.items() if value is not None}
    with pytest.raises(FieldError) as told:
        Mapping.of({"text": "t", "listing": given}, "m.toml")
    assert path in told.value.field and fix in told.value.fix


def test_an_asking_price_may_be_mapped_and_is_no_input_and_no_label() -> None:
    mapping = Mapping.of({"text": "t", "listing": WHOLE}, "m.toml")
    assert not {"挂牌价", "上次"} & {use.column for use in [*mapping.inputs(), *mapping.labels()]}
