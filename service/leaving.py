"""How processes end: workers with the one that started them, a port with the last calls, and a stop signal with status 0."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import wait
from types import FrameType

from uvicorn.supervisors import Multiprocess


class Supervisor(Multiprocess):
    """Starts workers and replaces those that die."""

    def terminate_all(self) -> None:
        """First nobody new: a caller who comes to a port that is open, and where nobody answers any more, would be cut off instead of sent elsewhere."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()


def leave_with_parent() -> None:
    """In a worker: whoever started it may be killed without being able to say so, and a worker that stays would keep the port for good."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), name="parent", daemon=True).start()


def end_with_zero() -> None:
    """A stop signal is an order and no failure: after the drain, or before anything has begun, the process ends with status 0."""
    signal.signal(signal.SIGTERM, _end)


def _watch(parent: int) -> None:
    wait([parent])
    os.kill(os.getpid(), signal.SIGTERM)


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(0)
