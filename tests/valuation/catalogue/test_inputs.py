"""Each kind of wrong input says what to do about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from valuation.catalogue.inputs import TEXTS


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_said_somewhere(key: str, said: Callable[[str], bool]) -> None:
    assert said(key), f"nothing says {key}"


def test_what_is_wrong_stands_beside_what_to_do() -> None:
    wrong, fix = ({key.removeprefix(f"inputs.{part}.") for key in TEXTS if key.startswith(f"inputs.{part}.")} for part in ("wrong", "fix"))
    assert wrong - fix == {"extra_forbidden"}  # it has three fixes of its own
    assert fix - wrong == {"into_attributes", "remove", "did_you_mean"}
