"""Every fault that is injected, in the order of the table."""

from __future__ import annotations

from bench.faults import bundles, clocks, kills, rude, storage
from bench.faults.injection import Fault, Stage

GONE = frozenset({"cut", "unreached"})
NOT_STORED = frozenset({"503 storage_unavailable"})
LATE = NOT_STORED | {"504 deadline_exceeded", "429 overloaded"}
STARTED = 10.0
"""Seconds in which a service answers again that was asked to go, or that has two workers to start: how quick a start is shows where it was killed."""
WATCHED = (("VALUATION_WATCH", "1"),)
"""A look into the champion folder every second."""
PUBLISHED = Stage(champion=True, settings=WATCHED)
QUICK = (("VALUATION_DEADLINE", "3"),)
"""Who waits for a silent database gives up after that many seconds."""

FAULTS = (
    Fault("process-killed", "kill -9 of the process", "connections break; refused until it is back", Stage(), kills.all_killed, GONE, unanswered=True),
    Fault(
        "process-killed-postgresql",
        "kill -9 of the process, on PostgreSQL",
        "the same",
        Stage("postgresql"),
        kills.all_killed,
        GONE,
        unanswered=True,
    ),
    Fault("worker-killed", "kill -9 of one of two workers", "its calls break, the other answers", Stage(workers=2), kills.worker_killed, GONE, unanswered=True),
    Fault("first-killed", "kill -9 of the process above two workers", "they finish and go", Stage(workers=2), kills.first_killed, GONE, STARTED),
    Fault("sigterm", "SIGTERM", "accepted calls are answered, then refused until it is back", Stage(), kills.asked_to_go, GONE, STARTED),
    Fault("sigterm-workers", "SIGTERM, two workers", "the same", Stage(workers=2), kills.asked_to_go, GONE, STARTED),
    Fault("database-stopped", "PostgreSQL stopped at once, started again", "503", Stage("postgresql"), storage.database_stopped, NOT_STORED, unanswered=True),
    Fault(
        "database-frozen",
        "PostgreSQL keeps its connections and says nothing",
        "503 when the deadline is over",
        Stage("postgresql", settings=QUICK),
        storage.database_frozen,
        LATE,
        unanswered=True,
    ),
    Fault(
        "database-locked",
        "another process holds SQLite's write lock",
        "503 when the deadline is over",
        Stage(settings=QUICK),
        storage.database_locked,
        LATE,
        unanswered=True,
    ),
    Fault("disk-full", "not a byte left on the disk of the database", "503", Stage(disk=64), storage.disk_filled, NOT_STORED),
    Fault("bundle-truncated", "the graph that is served cut short on disk", "answers as before", PUBLISHED, bundles.truncated),
    Fault("champion-unreachable", "the champion folder away for seconds", "answers as before", PUBLISHED, bundles.unreachable),
    Fault(
        "champion-broken",
        "a broken bundle published as champion",
        "answers as before, by the old one",
        PUBLISHED,
        bundles.broken_published,
    ),
    Fault("clock-back", "the wall clock an hour back, and forth again", "answers as before", Stage(clock=True), clocks.back),
    Fault("half-body", f"{rude.RUDE} clients send half a body", "answers as before; a 408 to these", Stage(), rude.half_a_body, once=True),
    Fault("half-body-gone", f"{rude.RUDE} clients send half a body and hang up", "answers as before", Stage(), rude.half_and_gone, once=True),
    Fault("slow-head", f"{rude.RUDE} clients send a head byte by byte", "answers as before; a 408 to these", Stage(), rude.slow_head, once=True),
    Fault("slow-body", f"{rude.RUDE} clients send a body byte by byte", "answers as before; a 408 to these", Stage(), rude.slow_body, once=True),
)
