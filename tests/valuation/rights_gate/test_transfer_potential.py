"""PA1 reads titles, encumbrances and consents; PA2 the least advanced permit."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import HARMLESS, deal
from valuation.rights_gate.compliance import Compliance, Permit
from valuation.rights_gate.gate import check_rights
from valuation.rights_gate.rulebook import TOPICS
from valuation.rights_gate.transfer_potential import TITLE_TOPICS, clear_title, entry_permits


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "pass"),
        ({"export_control": "prohibited", "buyer": "abroad"}, "pass"),
        ({"pledged": "yes", "pledgee_consent": "yes", "equity": "no"}, "conditions"),
        ({"frozen": "yes"}, "fail"),
        ({"frozen": None}, None),
        ({"frozen": None, "disputed": "yes"}, "fail"),
    ],
)
def test_clear_title(facts: dict[str, str | None], expected: str | None) -> None:
    assert clear_title(check_rights(deal(**facts))) == expected


def test_title_of_rights_that_nobody_named_is_not_known() -> None:
    assert clear_title(check_rights(HARMLESS._replace(scope=HARMLESS.scope._replace(rights=None), rights=()))) is None
    assert set(TOPICS) >= TITLE_TOPICS


def test_entry_permits_are_as_good_as_the_worst() -> None:
    drug, device = Permit(kind="drug", state="granted"), Permit(kind="medical_device", state="applied")
    assert entry_permits(Compliance(permits=(drug,))) == "granted"
    assert entry_permits(Compliance(permits=(drug, device))) == "applied"
    assert entry_permits(Compliance(permits=(drug, device, Permit(kind="gmo", state="none")))) == "none"
    assert entry_permits(Compliance(permits=(drug, Permit(kind="gmo")))) is None
    assert entry_permits(Compliance(permits=())) is None and entry_permits(None) is None
