"""The declarations are fixed words, all optional, and refuse anything else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.rights_gate.compliance import Compliance, Permit


def test_nothing_need_be_declared() -> None:
    assert all(value is None for value in Compliance().model_dump().values())


def test_permits_are_a_list_and_an_empty_one_says_that_none_is_needed() -> None:
    declared = Compliance.model_validate({"permits": [{"kind": "drug", "state": "applied", "number": "CXHS2600001"}]})
    assert declared.permits == (Permit(kind="drug", state="applied", number="CXHS2600001"),) and Compliance.model_validate({"permits": []}).permits == ()


@pytest.mark.parametrize(
    "wrong", [{"export_control": "maybe"}, {"secrecy": "secret"}, {"export_licence": True}, {"unknown": 1}, {"permits": [{"kind": "drug", "state": "soon"}]}]
)
def test_other_words_and_fields_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Compliance.model_validate(wrong)
