"""Nobody stays behind, nobody is led to a port where no one answers, and a stop signal is no failure."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from service.leaving import Supervisor

ROOT = Path(__file__).parents[2]
PARENT = """
import multiprocessing, time
from service.leaving import leave_with_parent
def work():
    leave_with_parent()
    print(multiprocessing.current_process().pid, flush=True)
    time.sleep(60)
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=work)
    child.start()
    child.join()
"""


class Worker:
    """Notes whether the port was still open when it was told to go."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener, self.port_was_open = listener, True

    def terminate(self) -> None:
        self.port_was_open = self.listener.fileno() >= 0


def test_the_port_is_closed_before_any_worker_is_told_to_go() -> None:
    supervisor, listener = Supervisor.__new__(Supervisor), socket.create_server(("127.0.0.1", 0))
    worker = Worker(listener)
    supervisor.sockets, supervisor.processes = [listener], [worker]  # type: ignore[list-item]
    supervisor.terminate_all()
    assert not worker.port_was_open


def test_a_worker_goes_when_the_process_that_started_it_was_killed(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
        assert parent.stdout.read() == ""  # it ends when nobody holds it any more, the worker included
    end = time.monotonic() + 5
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{worker}").exists()


def test_a_stop_signal_ends_with_status_zero() -> None:
    code = "from service.leaving import end_with_zero; import time; end_with_zero(); print('up', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
