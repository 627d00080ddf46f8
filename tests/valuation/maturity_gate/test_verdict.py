"""An item is judged with the reason: missing, disputed, not accepted, another version, too late, or a later one that does not stand."""

from __future__ import annotations

from datetime import date

import pytest

from valuation.maturity_gate.element import CriticalElement, ItemEvidence
from valuation.maturity_gate.verdict import verdicts

ON = date(2026, 11, 22)


def judged(*items: ItemEvidence):
    element = CriticalElement(name="泵体", track="hw", design_version="B2", items=items)
    return {verdict.item.code: verdict for verdict in verdicts(element, "hw", ON)}


def test_every_item_of_the_checklist_is_judged_and_those_not_named_are_missing() -> None:
    found = judged()
    assert len(found) == 26 and {verdict.why.code for verdict in found.values()} == {"missing"}


def test_one_counting_proof_is_enough(present, proof) -> None:
    two = ItemEvidence(item="H1a", state="present", proofs=(proof(version="B1"), proof(source="user")))
    assert judged(two)["H1a"].met and judged(two)["H1a"].independence == {"user"}


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"version": "B1"}, "superseded_version", "proves version B1, the design is now B2"),
        ({"accepted_by": None, "accepted_on": None}, "not_accepted", "R-1 has not been checked"),
        ({"on": date(2027, 1, 1), "accepted_on": date(2027, 1, 2)}, "too_late", "2027-01-01"),
    ],
)
def test_a_proof_that_does_not_count_says_why(changes, code: str, said: str, present) -> None:
    verdict = judged(present("H1a", **changes))["H1a"]
    assert not verdict.met and verdict.why.code == code and said in verdict.why.en and verdict.why.zh


def test_a_disputed_item_is_not_met_and_says_what_is_disputed(proof) -> None:
    verdict = judged(ItemEvidence(item="H1a", state="disputed", reason="数据不全", proofs=(proof(),)))["H1a"]
    assert not verdict.met and "数据不全" in verdict.why.zh and not verdict.independence


def test_a_later_item_of_the_same_kind_stands_for_an_earlier_one(present) -> None:
    found = judged(ItemEvidence(item="H4b", state="missing", superseded_by="H6b"), present("H6b"))
    assert found["H4b"].met and not found["H4b"].independence


@pytest.mark.parametrize("changes", [{"version": "B1"}, {"accepted_by": None, "accepted_on": None}])
def test_but_only_where_it_is_accepted_itself(changes, present) -> None:
    found = judged(ItemEvidence(item="H4b", state="missing", superseded_by="H6b"), present("H6b", **changes))
    assert found["H4b"].why.code == "later_not_accepted" and "H6b" in found["H4b"].why.en


def test_and_neither_where_it_does_not_apply_nor_where_it_is_superseded_in_turn(present) -> None:
    tick = ItemEvidence(item="H4b", state="missing", superseded_by="H5b")
    assert not judged(tick, ItemEvidence(item="H5b", state="n_a", reason="无模拟环境"))["H4b"].met
    assert not judged(tick, ItemEvidence(item="H5b", state="missing", superseded_by="H6b"), present("H6b"))["H4b"].met


def test_an_outdated_proof_is_mended_by_a_later_item(present) -> None:
    outdated = ItemEvidence.model_validate(present("H4b", version="B1").model_dump() | {"superseded_by": "H6b"})
    assert judged(outdated, present("H6b"))["H4b"].met
