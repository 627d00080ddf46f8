from __future__ import annotations

from typing import Any

import pytest

from models.tables.mapping import Mapping
from valuation.field_error import FieldError

PRICED: dict[str, Any] = {"title": "t", "price": {"concept": "grant_amount", "amount": "a", "unit": "万元"}, "date": {"column": "d"}}


def of(content: dict[str, Any]) -> Any:
    return Mapping.of(content, "source.toml")


def changed(path: str, value: Any) -> dict[str, Any]:
    content = {key: dict(part) if isinstance(part, dict) else part for key, part in PRICED.items()}
    at = content
    *parents, last = path.split(".")
    for part in parents:
        at = at.setdefault(part, {})
    at[last] = value
    return content


@pytest.mark.parametrize("name", ["评估值", "挂牌价(万元)", "List Price", "首付款", "commission", "合同成交总金额"])
@pytest.mark.parametrize("where", ["attributes", "column", "text", "title", "keywords"])
def test_a_deny_listed_name_is_refused_wherever_a_model_would_read_it(name, where):
    content: dict[str, Any] = {"title": "t", "text": "x"}
    places: dict[str, dict[str, Any]] = {"attributes": {"attributes": {name: "number"}}, "column": {"attributes": {"fine": {"column": name}}}}
    content |= places.get(where, {where: name})
    with pytest.raises(FieldError, match="never an input to a price") as caught:
        Mapping.of(content, "source.toml")
    assert caught.value.value == name


def test_a_deny_listed_name_may_be_the_amount_itself():
    assert of(changed("price.amount", "合同成交总金额")).price.amount == "合同成交总金额"


def test_a_score_cannot_be_an_attribute_but_a_stage_can():
    with pytest.raises(FieldError, match=r"is the label values\.scores\.scientific"):
        Mapping.of({"title": "t", "attributes": {"grade": {"column": "总评"}}, "values": {"scores": {"scientific": {"column": "总评"}}}})
    staged = Mapping.of({"title": "t", "attributes": {"phase": "category"}, "maturity": {"stage": "phase", "stages": {"I": [1, 3]}}})
    assert staged.categories == ("phase",)


def test_a_segment_must_be_known_at_listing():
    content = changed("attributes.buyer", {"known_at": "deal"}) | {"price": {**PRICED["price"], "segments": ["buyer"]}}
    with pytest.raises(FieldError, match="only known after the deal"):
        Mapping.of(content)


def test_a_mapping_needs_something_to_learn_from():
    with pytest.raises(FieldError, match="no title, text or attribute"):
        Mapping.of({"id": "x"})
