"""Every kind of problem is explained, and nothing else."""

from __future__ import annotations

from service.problems import PROBLEM_TYPES
from valuation.catalogue.problem_guide import TEXTS


def test_each_kind_of_problem_has_its_when_and_its_remedy_and_no_other_stands_here() -> None:
    assert set(TEXTS) == {f"problem_guide.{code}.{part}" for code in PROBLEM_TYPES for part in ("when", "do")}
