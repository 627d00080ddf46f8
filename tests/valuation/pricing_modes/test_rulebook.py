"""Each rule binds those whom it is written for, says where it stands, and how sure we are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.valuation.pricing_modes.conftest import case
from valuation.codes import LISTS
from valuation.pricing_modes.mode import MODES, Mode
from valuation.pricing_modes.rulebook import RULES, rule_notes


def applies(code: str, mode: Mode, request: dict[str, Any] | None = None, **facts: Any) -> bool | None:
    return next(note.applies for note in rule_notes(case(request, **facts), mode) if note.code == code)


def test_codes_are_unique_and_every_rule_has_text_scope_source_and_certainty() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    notes = [note for mode in MODES for note in rule_notes(case(), mode)]
    assert {note.code for note in notes} == {rule.code for rule in RULES}
    assert all(part.zh and part.en for note in notes for part in (note.text, note.scope, note.source))
    assert {note.certainty for note in notes} <= {"S", "V", "K"}


@pytest.mark.parametrize("seller", [None, *sorted(LISTS["party_kind"].entries)])
def test_publicity_binds_institutes_and_universities_alone(seller: str | None) -> None:
    expected = None if seller in (None, "020") else seller in ("021", "022")
    assert applies("publicity", "agreement", seller_kind=seller) is expected


def test_publicity_is_for_agreed_prices_whatever_is_handed_over() -> None:
    assert applies("publicity", "licence", pricing_mode="agreement") is True
    assert applies("publicity", "licence", pricing_mode="auction") is False
    assert applies("publicity", "equity") is None
    assert applies("publicity", "agreement", {"state_established": False}) is False


def test_ceilings_are_for_open_licences_alone() -> None:
    for code in ("open_licence_fee", "open_licence_sales", "open_licence_profit", "open_licence_ordinary"):
        assert applies(code, "licence", {"open_licence": True}) is True
        assert applies(code, "licence", {"open_licence": False}) is False
        assert applies(code, "licence") is None


def test_the_notice_for_central_enterprises_binds_them_alone() -> None:
    assert applies("central_appraisal", "equity", {"central_enterprise": True}, seller_kind="150") is True
    assert applies("central_appraisal", "equity", seller_kind="110") is None
    assert applies("central_appraisal", "equity", {"central_enterprise": False}, seller_kind="110") is False
    assert applies("central_appraisal", "equity", seller_kind="022") is False


@pytest.mark.parametrize(("seller", "expected"), [("110", True), ("023", True), ("022", None), ("021", None), (None, None), ("150", None), ("170", False)])
def test_the_reserve_follows_an_appraisal_where_state_assets_must_be_appraised(seller: str | None, expected: bool | None) -> None:
    assert applies("reserve_from_appraisal", "auction", seller_kind=seller) is expected


def test_relisting_is_only_for_who_listed_before() -> None:
    assert applies("relisting_below_90", "listing", seller_kind="110") is False
    assert applies("relisting_below_90", "listing", {"previous_list_price": {"amount": 1e6}}, seller_kind="110") is True
    assert applies("relisting_below_90", "listing", {"previous_list_price": {"amount": 1e6}}, seller_kind="022") is False


def test_every_contribution_in_kind_is_appraised() -> None:
    assert all(applies("contribution_appraisal", "equity", seller_kind=seller) for seller in (None, "022", "170", "natural_person"))


def test_what_presses_stands_first() -> None:
    order = ("requirement", "warning", "information")
    standings = [order.index(note.standing) for note in rule_notes(case({"open_licence": True}, pricing_mode="agreement"), "licence")]
    assert standings == sorted(standings) and standings[0] == 0
