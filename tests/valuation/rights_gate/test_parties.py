"""Every kind of party of the registration falls into a group, and declarations go before kinds."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import ON
from valuation import codes
from valuation.achievement import Achievement
from valuation.rights_gate.facts import UMBRELLAS, VALUES
from valuation.rights_gate.facts_of import facts_of
from valuation.rights_gate.gate import check_rights
from valuation.rights_gate.parties import BUYERS, SELLERS, buyer_group, seller_group


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
        ("330", "310000", None, "foreign_invested"),
        ("overseas", None, None, "abroad"),
        ("170", "810000", None, "abroad"),
        ("enterprise", "810000", None, "abroad"),
        (None, None, True, "abroad"),
        ("170", None, True, "abroad"),
        (None, None, False, "in_china"),
        ("natural_person", None, False, "domestic"),
        ("natural_person", None, None, "person"),
        ("170", "810000", False, "domestic"),
        (None, None, None, None),
    ],
)
def test_buyers(kind: str | None, region: str | None, abroad: bool | None, group: str | None) -> None:
    assert buyer_group(kind, region, abroad) == group


PROHIBITED = {"export_control": "prohibited"}


@pytest.mark.parametrize(
    "buyer",
    [
        *({"buyer_region": region} for region in ("境外", "国外", "海外", "overseas", "Abroad", "香港", "710000", "82", "7100", "港澳台")),
        {"buyer_kind": "overseas"},
        {"buyer_kind": "境外企业"},
        {"buyer_kind": "170", "buyer_region": "境外"},
    ],
)
def test_a_prohibited_export_to_a_buyer_abroad_is_stopped_however_abroad_was_written(buyer: dict[str, str]) -> None:
    achievement = Achievement.model_validate({"text": "a", "compliance": PROHIBITED, **buyer})
    gate = check_rights(facts_of(achievement, ON))
    assert gate.verdict == "stop" and "export_prohibited" in {stop.code for stop in gate.stops}


@pytest.mark.parametrize("kind", ["170", "330", "natural_person", None])
def test_a_buyer_elsewhere_may_be_abroad_so_it_is_asked(kind: str | None) -> None:
    achievement = Achievement.model_validate({"text": "a", "compliance": PROHIBITED, "buyer_kind": kind, "buyer_region": "8000"})
    gate = check_rights(facts_of(achievement, ON))
    assert gate.verdict == "unknown" and "buyer" in {question.code for question in gate.questions}
    assert buyer_group("170", "elsewhere", abroad=False) == "domestic"
