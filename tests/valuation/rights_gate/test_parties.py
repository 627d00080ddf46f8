"""Every kind of party of the registration falls into a group, and declarations go before kinds."""

from __future__ import annotations

import pytest

from valuation import codes
from valuation.rights_gate.facts import UMBRELLAS, VALUES
from valuation.rights_gate.parties import BUYERS, SELLERS, buyer_group, is_abroad, seller_group


def test_every_kind_of_party_has_a_group_as_seller_and_as_buyer() -> None:
    kinds = set(codes.LISTS["party_kind"].entries)
    assert set(SELLERS) == set(BUYERS) == kinds
    assert set(SELLERS.values()) <= {*VALUES["seller"], *UMBRELLAS["seller"]}
    assert set(BUYERS.values()) <= {*VALUES["buyer"], *UMBRELLAS["buyer"]}


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("021", "research"),
        ("022", "research"),
        ("023", "public_body"),
        ("110", "state_firm"),
        ("170", "private_firm"),
        ("natural_person", "person"),
        (None, None),
    ],
)
def test_sellers(kind: str | None, group: str | None) -> None:
    assert seller_group(kind) == group


def test_whose_a_company_is_stays_open_until_it_is_declared() -> None:
    assert [seller_group("160", state_asset) for state_asset in (None, True, False)] == ["firm", "state_firm", "private_firm"]
    assert seller_group("110", state_asset=False) == "state_firm" and seller_group("022", state_asset=True) == "research"


def test_a_military_seller_is_one_whatever_its_kind() -> None:
    assert seller_group("021", military=True) == "military" and seller_group("021", military=False) == "research"


@pytest.mark.parametrize(
    ("kind", "region", "abroad", "group"),
    [
        ("170", None, None, "domestic"),
        ("110", "310000", None, "state_firm"),
        ("330", "上海市", None, "foreign_invested"),
        ("overseas", None, None, "abroad"),
        ("170", "香港特别行政区", None, "abroad"),
        ("enterprise", "810000", None, "abroad"),
        (None, None, True, "abroad"),
        ("170", None, True, "abroad"),
        (None, None, False, "in_china"),
        ("natural_person", None, False, "domestic"),
        ("natural_person", None, None, "person"),
        ("170", "香港", False, "domestic"),
        (None, None, None, None),
    ],
)
def test_buyers(kind: str | None, region: str | None, abroad: bool | None, group: str | None) -> None:
    assert buyer_group(kind, region, abroad) == group


def test_regions_outside_the_customs_territory() -> None:
    assert all(is_abroad(region) for region in ("71", "710000", "820000", " 澳门 ", "Hong Kong", "台湾省", "境外"))
    assert not any(is_abroad(region) for region in ("31", "310000", "广东省", "Guangdong", "817100"))
