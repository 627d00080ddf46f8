"""Each refusal has a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from valuation.catalogue.refusals import TEXTS
from valuation.refusal import Refusal


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_said_somewhere(key: str, said: Callable[[str], bool]) -> None:
    assert said(key), f"nothing says {key}"


def test_every_code_of_a_refusal_has_its_sentence() -> None:
    assert {f"refusal.{reason.value}" for reason in Refusal} <= TEXTS.keys()
