"""What a server is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.peers.asked import asked


def test_a_server_knows_its_bundle_by_a_full_path_for_it_may_change_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["server", "--bundle", "b", "--port", "8001"])
    told = asked("a server")
    assert told.bundle == tmp_path.resolve() / "b" and told.port == 8001
