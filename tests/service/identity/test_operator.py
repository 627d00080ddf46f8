"""A command's acts carry the name that the operating system knows."""

from __future__ import annotations

import pytest

from service.identity.caller import SCOPES
from service.identity.operator import operator


def test_whoever_runs_a_command_is_named_by_the_operating_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "anna")
    assert operator().subject == "cli:anna" and operator().scopes == set(SCOPES)


def test_a_system_without_a_name_for_its_user_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert operator().subject == "cli:unknown"
