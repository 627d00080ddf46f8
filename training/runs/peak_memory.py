"""The most memory that this process has held."""

from __future__ import annotations

import sys


def peak_mib() -> float | None:
    """Greatest resident size so far in MiB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource  # not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (2**20 if sys.platform == "darwin" else 2**10), 1)
