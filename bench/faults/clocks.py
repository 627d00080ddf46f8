"""A wall clock that jumps."""

from __future__ import annotations

import time
import urllib.request
from email.utils import parsedate_to_datetime

from bench.faults.injection import Injection
from bench.faults.scene import Scene

BACK = 3_600
"""Seconds."""
LASTS = 2.0
SHOWN = 10.0
"""Seconds in which a response's `Date` must show what the clock says."""
NEAR = 60.0


def back(scene: Scene) -> Injection:
    """An hour back in one step, and later forth again."""
    scene.under_load()
    at = time.monotonic()
    scene.clock.move(-BACK)
    moved = _until(scene, BACK)
    recovered = scene.callers.answered_since(at)
    time.sleep(LASTS)
    scene.clock.move(0)
    moved = _until(scene, 0) and moved
    return Injection(recovered, () if moved else ("the service's clock did not move",))


def _until(scene: Scene, behind: float) -> bool:
    """Waits until the service's clock is that many seconds behind; whether it came to that."""
    end = time.monotonic() + SHOWN
    while abs(_behind(scene) - behind) > NEAR:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _behind(scene: Scene) -> float:
    """Seconds by which the service's clock is behind this one's."""
    with urllib.request.urlopen(f"{scene.service.url}/live", timeout=5.0) as answer:
        return time.time() - parsedate_to_datetime(answer.headers["Date"]).timestamp()
