"""What is entered for an element agrees with itself and with its checklist, or is refused with the fix."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.maturity_gate.element import CriticalElement, ItemEvidence, LevelReview


def refused(match: str, **item) -> None:
    with pytest.raises(ValidationError, match=match):
        ItemEvidence(**item)


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_not_applicable_without_a_reason_is_refused(reason) -> None:
    refused("reason", item="H1a", state="n_a", reason=reason)


def test_present_without_a_proof_is_refused() -> None:
    refused("at least one proof", item="H1a", state="present")


@pytest.mark.parametrize("state", ["missing", "n_a"])
def test_proofs_of_what_is_not_there_are_refused(state: str, proof) -> None:
    refused("present or disputed", item="H1a", state=state, reason="x", proofs=(proof(),))


@pytest.mark.parametrize("state", ["n_a", "disputed"])
def test_a_dispute_is_not_overtaken_by_a_later_item(state: str) -> None:
    refused("cannot be superseded", item="H4b", state=state, reason="x", superseded_by="H5b")


def made(*items: ItemEvidence, track: str = "hw", sector: str = "general") -> CriticalElement:
    return CriticalElement(name="泵体", track=track, sector=sector, design_version="B2", items=items)


def test_an_item_of_another_checklist_is_refused_with_the_codes(present) -> None:
    with pytest.raises(ValidationError, match="Use a code of the checklist: H1a, H1b"):
        made(present("S1a"))
    with pytest.raises(ValidationError, match="not in this element's checklist"):
        made(present("H6b"), sector="drugs")


def test_an_item_stands_once(present) -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        made(present("H1a"), present("H1a"))


@pytest.mark.parametrize("later", ["H4b", "H3a", "H5a", "S5b", "H99", "H6c"])
def test_only_a_later_item_of_the_same_kind_supersedes(later: str) -> None:
    with pytest.raises(ValidationError, match="Possible codes: H5b, H6b, H8b"):
        made(ItemEvidence(item="H4b", state="missing", superseded_by=later))


def test_a_sectors_door_supersedes_too() -> None:
    assert made(ItemEvidence(item="H4b", state="missing", superseded_by="MD6a"), sector="devices")


def test_a_sector_without_items_in_the_track_is_refused() -> None:
    with pytest.raises(ValidationError, match="Use general"):
        made(track="sw", sector="drugs")
    assert made(track="mixed", sector="ai")


def test_a_review_is_a_persons_with_a_reason() -> None:
    with pytest.raises(ValidationError, match="by"):
        LevelReview.model_validate({"level": 3, "by": " ", "on": "2026-01-01", "reason": "x"})
