"""Each cue of the English table points to items that the gate has, and opens as the net needs it."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.checklist import ALL_ITEMS
from valuation.maturity_hints.cue import Cue
from valuation.maturity_hints.english_cues import ENGLISH_CUES
from valuation.maturity_hints.net import spelled_out


@pytest.mark.parametrize("cue", ENGLISH_CUES, ids=lambda cue: cue.pattern[:20])
def test_a_cue_points_to_items_of_the_gate(cue: Cue) -> None:
    assert cue.items and set(cue.items) <= ALL_ITEMS.keys()
    assert all(spelled_out(cue.pattern))
