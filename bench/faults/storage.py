"""The database gone, silent or held by somebody else, and the disk full."""

from __future__ import annotations

import sqlite3
import time

from bench.faults.injection import Injection
from bench.faults.scene import Scene

HELD = 2.0
"""Seconds for which a fault lasts once the first caller was refused."""


def database_stopped(scene: Scene) -> Injection:
    """PostgreSQL stopped as by a crash, and started again."""
    at = scene.under_load()
    scene.postgresql.stop()
    try:
        broken = _meanwhile(scene, at)
    finally:
        scene.postgresql.start()
    return _healed(scene, broken)


def database_frozen(scene: Scene) -> Injection:
    """PostgreSQL that keeps its connections and says nothing."""
    at = scene.under_load()
    scene.postgresql.freeze()
    try:
        broken = _meanwhile(scene, at)
    finally:
        scene.postgresql.thaw()
    return _healed(scene, broken)


def database_locked(scene: Scene) -> Injection:
    """Another process that holds SQLite's write lock."""
    at = scene.under_load()
    other = sqlite3.connect(scene.data / "valuation.db", timeout=30.0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        broken = _meanwhile(scene, at)
        other.execute("ROLLBACK")
    finally:
        other.close()
    return _healed(scene, broken)


def disk_filled(scene: Scene) -> Injection:
    """Not a byte is left where the database lies."""
    at = scene.under_load()
    scene.disk.fill()
    try:
        broken = _meanwhile(scene, at)
    finally:
        scene.disk.free()
    return _healed(scene, broken)


def _meanwhile(scene: Scene, at: float) -> tuple[str, ...]:
    """Waits for the first refusal and some more; what the probes must say of it."""
    scene.callers.refused_since(at)
    time.sleep(HELD)
    ready, live = scene.service.status("/ready"), scene.service.status("/live")
    broken = []
    if ready != 503:
        broken.append(f"/ready answered {ready} while nothing could be stored")
    if live != 200:
        broken.append(f"/live answered {live}: a restart does not help")
    return tuple(broken)


def _healed(scene: Scene, broken: tuple[str, ...]) -> Injection:
    return Injection(scene.callers.answered_since(time.monotonic()), broken)
