"""The evidence of an achievement names each element and each commercial step once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from valuation.maturity_gate.evidence import CommercialProof, MaturityEvidence


def test_at_least_one_element_is_needed() -> None:
    with pytest.raises(ValidationError, match="elements"):
        MaturityEvidence(elements=())


def test_two_elements_of_one_name_are_refused(up_to) -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        MaturityEvidence(elements=(up_to(1), up_to(2)))


def test_a_step_stands_once(up_to, commercial) -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        MaturityEvidence(elements=(up_to(9),), commercial=[*commercial([10]), *commercial([10])])


def test_step_12_tells_its_ratio() -> None:
    with pytest.raises(ValidationError, match="ratio of profit to investment"):
        CommercialProof.model_validate({"step": 12, "document": "B", "on": "2026-01-01"})


def test_evidence_comes_from_json_and_goes_back(up_to, commercial) -> None:
    evidence = MaturityEvidence(elements=(up_to(3, track="mixed"),), commercial=commercial([10, 12]))
    assert MaturityEvidence.model_validate_json(evidence.model_dump_json()) == evidence


def test_the_records_do_not_lean_on_the_achievement_that_holds_them() -> None:
    code = "import sys, valuation.maturity_gate.evidence; sys.exit('valuation.achievement' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
