"""`python -m bench.soak.page`: the figures of `bench/soak.json` as the table that `docs/reliability.md` holds; a test compares the two."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def page_table(soak: Mapping[str, Any]) -> str:
    """Markdown, one line a figure."""
    found = soak["found"]
    rows = [
        ("figure", "found", "allowed"),
        ("---", "---:", "---"),
        ("load", f"{soak['minutes']:g} min at {soak['rate']:.0f} calls/s, {soak['share']:.0%} of {soak['capacity']:.0f}", ""),
        ("worker processes", str(soak["workers"]), ""),
        ("calls, all of them answered with 200" if found["answered"] == found["calls"] else "calls", f"{found['calls']:,}", ""),
        ("answers of 5xx", str(found["errors"]), "0"),
        ("calls without an answer", str(found["broken"]), "0"),
        ("memory of all processes in the second tenth of the run", f"{found['memory'] / 2**20:,.0f} MB", ""),
        ("its growth until the last tenth", f"{found['growth']:+.2%}", "< 2 %"),
        ("p50, p99 (medians of windows of 15 s)", f"{found['p50']:.1f} ms, {found['p99']:.1f} ms", ""),
        ("rise of the trend of p99 over the run", f"{found['slope']:+.0%}", "< 25 %"),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(file: Path = Path("bench/soak.json")) -> None:
    """Prints it."""
    sys.stdout.write(page_table(json.loads(file.read_text("utf-8"))) + "\n")


if __name__ == "__main__":
    main()
