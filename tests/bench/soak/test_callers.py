"""Callers in a process of their own print a line of JSON a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.hot.bodies import write_bodies
from bench.soak.callers import main
from bench.soak.windows import Window
from tests.bench.soak.test_windows import Serve


def test_each_line_is_a_window(serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = serve(lambda _: (200, b"{}"))
    write_bodies(tmp_path / "bodies", [b"{}"])
    main(["--port", str(address[1]), "--bodies", str(tmp_path / "bodies"), "--rate", "50", "--seconds", "0.2", "--window", "0.1"])
    found = [Window(**json.loads(line)) for line in capsys.readouterr().out.splitlines()]
    assert sum(window.offered for window in found) == 10 and len(found) == 2
