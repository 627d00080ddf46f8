"""Records with all the evidence that rule R1 asks for, so that a test says only what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from valuation.value_evidence.indicator_record import IndicatorRecord

ON = date(2026, 11, 22)
CLASSES = ("basic", "applied", "development")


def record(code: str, **given: Any) -> IndicatorRecord:
    """A record that is evidenced and checked; `given` replaces or adds."""
    evidence = {"on": date(2026, 5, 1), "evidence_id": f"E-{code}", "evidence_grade": "A", "checked_by": "李核验"}
    return IndicatorRecord.model_validate({"code": code, **evidence, **given})


def grades(*given: int) -> list[dict[str, Any]]:
    """Grades of as many experts."""
    return [{"expert_id": f"expert-{at}", "grade": grade} for at, grade in enumerate(given)]


def complete(code: str, anchor: int = 75, **given: Any) -> IndicatorRecord:
    """A record of any indicator that stands at an anchor (a veto: passes)."""
    ready = record("TT2")  # any code: only its indicator is wanted
    indicator = ready.model_copy(update={"code": code}).indicator
    grade = 5 if indicator.role == "veto" else 5 - anchor // 25 if indicator.role == "deduction" else anchor // 25 + 1
    by = {"grades": grades(grade, grade, grade)} if indicator.fewest_experts else {"anchor": anchor}
    return record(code, **{**by, "source": "某市场研究报告", "published": date(2020, 1, 1), "from_this_contract": False, **given})
