from __future__ import annotations

import ctypes

import pytest

from service.succession.freed import give_back


def test_giving_memory_back_hurts_nobody() -> None:
    give_back()


def test_a_system_that_cannot_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    give_back()
