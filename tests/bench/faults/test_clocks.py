"""A clock that is said to be moved must be seen to move, and is put right again."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from bench.faults import clocks
from tests.bench.faults.staged import Service, staged
from tests.bench.faults.telling import Telling


class Hands:
    """A clock whose service follows it, or does not."""

    def __init__(self, follows: bool) -> None:
        self.follows, self.seconds, self.moves = follows, 0, list[int]()

    def move(self, seconds: int) -> None:
        self.moves.append(seconds)
        self.seconds = seconds if self.follows else 0

    def date(self) -> str:
        return formatdate(time.time() + self.seconds, usegmt=True)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "LASTS", 0.0)
    monkeypatch.setattr(clocks, "SHOWN", 0.05)


@pytest.mark.parametrize(("follows", "broken"), [(True, ()), (False, ("the service's clock did not move",))])
def test_the_clock_is_seen_to_move(follows: bool, broken: tuple[str, ...]) -> None:
    hands = Hands(follows)
    with Telling(lambda: b"{}", hands.date) as port:
        assert clocks.back(staged(Service(port=port), clock=hands)).broken == broken
    assert hands.moves == [-clocks.BACK, 0]
