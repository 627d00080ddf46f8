"""The model on disk: cut short while it is served, its folder away, a broken one published in its place."""

from __future__ import annotations

import json
import time
import urllib.request

from bench.faults.champions import truncate
from bench.faults.injection import Injection
from bench.faults.scene import Scene

WATCHED = 3.0
"""Seconds for which a fault lasts: the service looks into the champion folder more often than that."""
SWAPPED = 20.0
"""Seconds in which a new champion answers."""


def truncated(scene: Scene) -> Injection:
    """The graph of the bundle that answers loses its second half on disk."""
    at = scene.under_load()
    truncate(scene.champions.folder / scene.champions.current)
    recovered = scene.callers.answered_since(at)
    time.sleep(WATCHED)
    broken = _same_model(scene, scene.champions.current)
    scene.champions.restore()
    return Injection(recovered, broken)


def unreachable(scene: Scene) -> Injection:
    """The champion folder is away, as a file share is that does not answer; it comes back with a new champion."""
    at = scene.under_load()
    before, folder = scene.champions.current, scene.champions.folder
    away = folder.with_name("away")
    folder.rename(away)
    recovered = scene.callers.answered_since(at)
    time.sleep(WATCHED)
    broken = _same_model(scene, before)
    away.rename(folder)
    return Injection(recovered, broken + _swaps(scene, scene.champions.publish_other()))


def broken_published(scene: Scene) -> Injection:
    """The pointer names a bundle whose graph is cut short; then a good one."""
    at = scene.under_load()
    before = scene.champions.current
    scene.champions.publish_truncated()
    recovered = scene.callers.answered_since(at)
    time.sleep(WATCHED)
    broken = _same_model(scene, before)
    scene.champions.back_to(before)
    return Injection(recovered, broken + _swaps(scene, scene.champions.publish_other()))


def _same_model(scene: Scene, version: str) -> tuple[str, ...]:
    found = _served(scene)
    return () if found == version else (f"{found} answered instead of {version}",)


def _swaps(scene: Scene, version: str) -> tuple[str, ...]:
    """A good champion is taken over all the same."""
    end = time.monotonic() + SWAPPED
    while time.monotonic() < end:
        if _served(scene) == version:
            return ()
        time.sleep(0.1)
    return (f"{version} did not answer {SWAPPED:.0f} seconds after it was published",)


def _served(scene: Scene) -> str:
    with urllib.request.urlopen(f"{scene.service.url}/v1/model", timeout=5.0) as answer:
        return str(json.load(answer)["version"])
