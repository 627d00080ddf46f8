"""Processor time and memory are those of a process and its children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from bench.hot.processes import family, lives, usage

PARENT = "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', sys.argv[1]]); child.wait()"
CHILD = "import sys, time\nheld = bytearray(80_000_000)\nwhile time.process_time() < 0.3: pass\nimport os; print(os.getpid(), flush=True)\ntime.sleep(60)"


def test_children_are_counted_with_their_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, CHILD], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        found = usage(parent.pid)
        os.kill(child, signal.SIGTERM)
    assert found.cpu >= 0.25 and found.memory > 80_000_000


def test_a_process_that_is_gone_has_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert not lives(ended.pid) and lives(os.getpid())
    assert usage(ended.pid).memory == 0 and usage(os.getpid()).memory > 0


def test_one_that_ended_and_was_not_asked_about_lives_no_longer_and_children_are_family() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    assert ended.pid in family(os.getpid())
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    assert not lives(ended.pid)
    ended.wait()
