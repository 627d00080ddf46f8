"""What every peer's server is told on its command line. Standard library only: it runs in the peers' environments."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

BATCH = 64
"""Calls that a framework may put into one batch, for all that batch."""
WINDOW = 0.001
"""Seconds for which a batch waits for company, where the framework lets that be said: as long as the naive service waits."""
IN_FLIGHT = 512
"""Calls that a framework must hold at once rather than refuse."""


@dataclass(frozen=True)
class Asked:
    """The folder of the bundle, and the port to listen on."""

    bundle: Path
    port: int


def asked(about: str | None) -> Asked:
    """Read from the command line."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    found = parser.parse_args()
    return Asked(found.bundle.resolve(), found.port)
