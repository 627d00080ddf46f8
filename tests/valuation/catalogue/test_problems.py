"""Each problem type has a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.problems import PROBLEM_TYPES
from valuation.catalogue.problems import TEXTS


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_said_somewhere(key: str, said: Callable[[str], bool]) -> None:
    assert said(key), f"nothing says {key}"


def test_every_problem_type_has_a_title() -> None:
    assert {f"problems.{code}" for code in PROBLEM_TYPES} <= TEXTS.keys()
