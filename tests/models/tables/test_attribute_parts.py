from __future__ import annotations

from typing import Any

import pytest

from models.tables.mapping import Mapping
from valuation.field_error import FieldError


def of(**attribute: Any) -> Mapping:
    return Mapping.of({"title": "t", "attributes": {"x": attribute}}, "source.toml")


def test_an_attribute_reads_the_column_of_its_own_name_unless_it_says_otherwise() -> None:
    assert of(kind="number").attributes["x"].column == "x"
    assert of(constant="a").attributes["x"].columns() == {}


def test_every_column_that_an_attribute_reads_is_a_column_of_the_mapping() -> None:
    mapping = of(column="a", otherwise=[{"column": "b"}, {"column": "c"}], refined={"column": "d", "into": {"p": "q"}})
    uses = {use.path: (use.column, use.required) for use in mapping.inputs()}
    assert uses["attributes.x"] == ("a", True) and uses["attributes.x.refined"] == ("d", True)
    assert uses["attributes.x.otherwise[0]"] == ("b", False) and uses["attributes.x.otherwise[1]"] == ("c", False)


def test_one_other_column_needs_no_list() -> None:
    assert [each.column for each in of(column="a", otherwise={"column": "b"}).attributes["x"].otherwise] == ["b"]


@pytest.mark.parametrize(
    ("attribute", "field"),
    [
        ({"constant": "a", "column": "b"}, "attributes.x.constant"),
        ({"constant": "a", "codes": {"a": "b"}}, "attributes.x.constant"),
        ({"constant": "a", "kind": "number"}, "attributes.x.constant"),
        ({"kind": "number", "refined": {"column": "b", "into": {"p": "q"}}}, "attributes.x.refined"),
        ({"pattern": "("}, "attributes.x.pattern"),
        ({"otherwise": {"column": "b", "pattern": "("}}, "attributes.x.otherwise.0.pattern"),
        ({"refined": {"column": "b", "into": {}}}, "attributes.x.refined.into"),
        ({"refined": {"column": "b", "into": {"p": "q"}, "missing": {"z": "q"}}}, "attributes.x.refined.missing.z"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_key(attribute: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        of(**attribute)
    assert caught.value.field == f"source.toml: {field}" and caught.value.fix


@pytest.mark.parametrize("attribute", [{"constant": "技术魔法"}, {"refined": {"column": "b", "into": {"转让": "technical_licence"}}}])
def test_a_constant_or_a_refined_meaning_of_a_coded_field_is_one_of_its_codes(attribute: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match="technical_transfer"):
        Mapping.of({"title": "t", "attributes": {"contract_type": attribute}}, "source.toml")


@pytest.mark.parametrize("name", ["评估值", "挂牌价"])
@pytest.mark.parametrize("place", ["otherwise", "refined"])
def test_no_forbidden_column_comes_in_by_a_side_door(name: str, place: str) -> None:
    side: dict[str, Any] = {"otherwise": {"column": name}, "refined": {"column": name, "into": {"p": "q"}}}
    with pytest.raises(FieldError, match="never an input to a price"):
        of(column="a", **{place: side[place]})
