from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from training.runs.peak_memory import peak_mib


@pytest.mark.skipif(sys.platform != "linux", reason="compares with what Linux says of a process")
def test_the_peak_is_the_systems_own_in_mib() -> None:
    found = peak_mib()
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    assert told is not None and found == pytest.approx(int(told[1]) / 1024, rel=0.02)


def test_where_the_system_does_not_tell_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert peak_mib() is None
