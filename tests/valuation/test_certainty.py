"""One scale of certainty, and one set of languages, for lists, rules, questions and bands alike."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from valuation.certainty import Certainty
from valuation.codes import LISTS
from valuation.pricing_modes.rulebook import RULES

CORE = Path(__file__).parents[2] / "valuation"


def assigned(name: str) -> Iterator[str]:
    """Modules of the core that give a name a value."""
    for path in sorted(CORE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == name for target in node.targets):
                yield path.relative_to(CORE).as_posix()


def test_each_is_defined_once() -> None:
    assert list(assigned("Certainty")) == ["certainty.py"]
    assert list(assigned("Language")) == ["bilingual.py"]


def test_lists_and_rules_state_theirs_on_the_scale() -> None:
    assert {codes.certainty for codes in LISTS.values()} | {rule.certainty for rule in RULES} <= set(get_args(Certainty))
