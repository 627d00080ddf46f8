"""Each group of denied names has its reason, and no reason is without its group."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from valuation.catalogue.deny_list import TEXTS
from valuation.deny_list import DENIED


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_said_somewhere(key: str, said: Callable[[str], bool]) -> None:
    assert said(key), f"nothing says {key}"


def test_every_group_of_names_has_a_reason_of_its_own() -> None:
    kinds = [group.kind for group in DENIED]
    assert len(set(kinds)) == len(kinds)
    assert {f"deny_list.{kind}" for kind in kinds} == TEXTS.keys() - {"deny_list.never", "deny_list.leave_out"}
