"""A fault says what may be heard meanwhile; nothing is tolerated that is not named."""

from __future__ import annotations

from bench.faults.injection import Fault, Injection, Stage


def test_nothing_is_tolerated_and_nobody_left_unanswered_unless_it_is_said() -> None:
    fault = Fault("x", "what", "meanwhile", Stage(), lambda _: Injection(0.1))
    assert fault.tolerated == frozenset() and not fault.unanswered and not fault.once
    assert fault.stage == Stage("sqlite", 1, 0, False, False, ())
