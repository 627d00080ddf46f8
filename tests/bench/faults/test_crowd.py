"""What callers write is read on, whole lines only; an answer counts where it was asked for after the moment."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.faults.crowd import Crowd, Silence
from bench.faults.heard import Heard
from bench.hot.bodies import write_bodies
from tests.bench.faults.test_callers import Serve


def test_a_line_that_is_half_written_is_read_once_it_is_whole(tmp_path: Path) -> None:
    written = tmp_path / "heard"
    crowd = Crowd(0, tmp_path, 1, written)
    first, second = Heard(1.0, 2.0, "cut").line(), Heard(2.0, 3.0, "acknowledged", 200, "r").line()
    written.write_text(first + second[:10])
    assert len(crowd.heard()) == 1
    written.write_text(first + second)
    assert [call.outcome for call in crowd.heard()] == ["cut", "acknowledged"]


def test_only_calls_that_were_sent_after_the_moment_answer_it(tmp_path: Path) -> None:
    crowd = Crowd(0, tmp_path, 1, tmp_path / "heard")
    calls = [
        Heard(9.0, 10.5, "acknowledged", 200, "sent before"),
        Heard(10.2, 11.0, "refused", 503, "not_ready"),
        Heard(10.5, 12.0, "acknowledged", 200, "a"),
        Heard(10.5, 13.0, "acknowledged", 200, "b"),
    ]
    (tmp_path / "heard").write_text("".join(call.line() for call in calls))
    assert crowd.answered_since(10.0, patience=0.1) == 2.0
    assert crowd.answered_since(10.0, patience=0.1, count=2) == 3.0
    assert crowd.refused_since(10.0, patience=0.1) == 1.0
    with pytest.raises(Silence):
        crowd.answered_since(10.0, patience=0.05, count=3)


def test_callers_call_until_they_are_no_longer_wanted(tmp_path: Path, serve: Serve) -> None:
    address = serve(lambda _: (200, b'{"record": "r"}'))
    write_bodies(tmp_path / "bodies", [b"{}"])
    crowd = Crowd(address[1], tmp_path / "bodies", 2, tmp_path / "heard")
    with crowd.calling():
        began = time.monotonic()
        assert crowd.answered_since(began, patience=20.0, count=4) > 0
    assert {call.outcome for call in crowd.heard()} == {"acknowledged"}
