"""A cue is frozen and, unless it says otherwise, needs another word that says it is done."""

from __future__ import annotations

from valuation.maturity_hints.cue import Cue


def test_a_cue_alone_affirms_nothing() -> None:
    cue = Cue(("H6a",), "中试")
    assert not cue.affirms and not cue.ongoing and hash(cue) == hash(Cue(("H6a",), "中试"))
