"""For whom an answer may be asked follows from the caller."""

from __future__ import annotations

import pytest

from service.identity.caller import ANYBODY, NOBODY, Caller
from valuation.audience import AUDIENCES, Audience, sees_interval


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nobody_may_ask_for_more_than_their_own_view(audience: Audience) -> None:
    found = Caller("a", "a", "o", frozenset(), audience).audiences
    assert found[0] == audience
    if not sees_interval(audience):
        assert found == (audience,)
    else:
        assert set(found) == {audience, "buyer", "public"}


def test_the_open_demo_mode_may_ask_for_any_and_a_stranger_for_the_publics() -> None:
    assert ANYBODY.audiences == AUDIENCES
    assert NOBODY.audiences == ("public",) and not NOBODY.scopes
