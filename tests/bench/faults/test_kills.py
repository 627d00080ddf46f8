"""What is killed is started again, and a service that is asked to go must do so with status 0 and nobody left without an answer."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from bench.faults import kills
from bench.faults.heard import Heard
from tests.bench.faults.staged import Callers, Service, staged


def test_all_are_killed_and_started() -> None:
    service = Service()
    assert kills.all_killed(staged(service, Callers(1.5))).recovered == 1.5
    assert service.done == ["kill", "start"]


def test_a_clean_stop_keeps_every_promise() -> None:
    service = Service()
    assert kills.asked_to_go(staged(service)).broken == ()
    assert service.done == ["stop", "start"]


def test_a_stop_that_takes_too_long_or_ends_badly_breaks_one() -> None:
    broken = kills.asked_to_go(staged(Service(goes=(-15, 30.0)))).broken
    assert broken == ("it went with status -15", "it took 30.0 seconds to go")


def test_a_call_that_was_accepted_before_the_signal_and_cut_off_breaks_one() -> None:
    now = time.monotonic()
    calls = [Heard(now - 1, now + 60, "cut"), Heard(now + 30, now + 60, "cut"), Heard(now - 2, now - 1, "cut")]
    assert kills.asked_to_go(staged(callers=Callers(calls=calls))).broken == ("1 calls that were sent before the signal had no answer",)


@pytest.fixture
def sleepers() -> list[subprocess.Popen[bytes]]:
    return [subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) for _ in range(2)]


def test_workers_that_stay_behind_are_found_and_ended(sleepers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "DRAINED", 0.05)
    sleepers[0].kill()
    found = kills.first_killed(staged(Service(workers=[one.pid for one in sleepers])))
    assert found.broken == ("1 workers stayed behind for 0 seconds",)
    assert all(one.wait(5) == -9 for one in sleepers)


def test_a_worker_without_a_successor_breaks_a_promise(sleepers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "REPLACED", 0.05)
    found = kills.worker_killed(staged(Service(workers=[one.pid for one in sleepers])))
    assert sleepers[0].wait(5) == -9 and found.broken
    os.kill(sleepers[1].pid, 9)
    sleepers[1].wait(5)
