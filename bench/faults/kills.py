"""Processes that are gone from one moment to the next, and processes that are asked to go."""

from __future__ import annotations

import os
import signal
import time

from bench.faults.injection import Injection
from bench.faults.scene import Scene
from bench.hot.processes import lives, usage

DRAINED = 12.0
"""Seconds in which a service that is asked to go is gone: the drain of its settings, and a little."""
REPLACED = 15.0
"""Seconds in which a dead worker has a successor."""


def all_killed(scene: Scene) -> Injection:
    """kill -9 of every process at once, and a start from what is on disk."""
    at = scene.under_load()
    scene.service.kill()
    scene.service.start()
    return Injection(scene.callers.answered_since(at))


def worker_killed(scene: Scene) -> Injection:
    """kill -9 of one worker of several; the first process starts another."""
    at = scene.under_load()
    workers = scene.service.workers
    memory = usage(workers[0]).memory
    os.kill(workers[0], signal.SIGKILL)
    recovered, end = scene.callers.answered_since(at), time.monotonic() + REPLACED
    while time.monotonic() < end:
        fresh = [one for one in scene.service.workers if one not in workers]
        if fresh and usage(fresh[0]).memory > 0.8 * memory:
            return Injection(recovered)
        time.sleep(0.1)
    return Injection(recovered, (f"the killed worker had no successor in {REPLACED:.0f} seconds",))


def first_killed(scene: Scene) -> Injection:
    """kill -9 of the process that started the workers; they must not stay behind and hold the port."""
    scene.under_load()
    workers = scene.service.workers
    scene.service.kill_first()
    end = time.monotonic() + DRAINED
    while (left := [one for one in workers if lives(one)]) and time.monotonic() < end:
        time.sleep(0.02)
    for one in left:
        os.kill(one, signal.SIGKILL)
    gone = time.monotonic()
    scene.service.start()
    return Injection(scene.callers.answered_since(gone), (f"{len(left)} workers stayed behind for {DRAINED:.0f} seconds",) if left else ())


def asked_to_go(scene: Scene) -> Injection:
    """SIGTERM under load: whoever was accepted is answered, it goes with status 0 in time; then it is started again."""
    at = scene.under_load()
    status, seconds = scene.service.stop()
    gone = time.monotonic()
    broken = []
    if status != 0:
        broken.append(f"it went with status {status}")
    if seconds > DRAINED:
        broken.append(f"it took {seconds:.1f} seconds to go")
    scene.service.start()
    recovered = scene.callers.answered_since(gone)
    cut = [call for call in scene.callers.heard() if call.sent < at <= call.ended and call.outcome in ("cut", "hung", "unreached")]
    if cut:
        broken.append(f"{len(cut)} calls that were sent before the signal had no answer")
    return Injection(recovered, tuple(broken))
