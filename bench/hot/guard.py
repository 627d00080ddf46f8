"""`python -m bench.hot.guard`: what it costs a request to be asked whose it is, in microseconds, the least of seven rounds."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from datetime import UTC, datetime
from time import perf_counter
from types import SimpleNamespace
from typing import Any

from service.identity.callers import Callers
from service.identity.guard import Access
from service.identity.key import Key, KeyTerms
from service.identity.key_ring import KeyRing

KEYS, ROUNDS = 1_000, 7
TERMS = KeyTerms(name="bench", owner="bench", scopes=frozenset({"value"}), audience="seller")
HEAD = [(name, b"x") for name in (b"accept", b"user-agent", b"content-type", b"content-length", b"accept-encoding", b"connection")]


def now() -> datetime:
    """The clock of a service."""
    return datetime.now(UTC)


def costs(requests: int) -> dict[str, float]:
    """Microseconds a request by the way in: a key in its own header, as a bearer, the open demo mode."""
    made = [Key.made(TERMS, now(), secrets.token_bytes) for _ in range(KEYS)]
    known = Callers(KeyRing([key for key, _ in made]), None, now, may_be_open=False)
    text = made[KEYS // 2][1].encode()
    ways = {
        "key": (known, (b"x-api-key", text)),
        "bearer": (known, (b"authorization", b"Bearer " + text)),
        "open": (Callers(KeyRing(), None, now, may_be_open=True), (b"host", b"127.0.0.1:8000")),
    }
    return {name: asyncio.run(_least(callers, [*HEAD, header], requests)) for name, (callers, header) in ways.items()}


async def _least(callers: Callers, headers: list[tuple[bytes, bytes]], requests: int) -> float:
    scope: dict[str, Any] = {"state": {"running": SimpleNamespace(identity=callers)}, "headers": headers, "client": ("127.0.0.1", 1)}
    access, least = Access(("value",)), float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        for _ in range(requests):
            await access.admit(scope)
        least = min(least, perf_counter() - began)
    return 1e6 * least / requests


def main() -> int:
    """Prints a line a way in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000, help="a round")
    for name, cost in costs(parser.parse_args().requests).items():
        sys.stdout.write(f"{name:8} {cost:6.2f} us\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
