"""`python -m bench.faults.page`: the figures of `bench/faults.json` as the table that `docs/reliability.md` holds; a test compares the two."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HEADS = ("fault", "times", "calls", "200", "refused", "cut", "not reached", "**lost**", "chain", "again after, s: median, max", "callers meanwhile")


def page_table(faults: Sequence[Mapping[str, Any]]) -> str:
    """Markdown, one line a fault."""
    rows = [HEADS, ("---", *["---:"] * 7, "---", "---:", "---"), *map(_row, faults)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(fault: Mapping[str, Any]) -> tuple[str, ...]:
    if fault["absent"]:
        return (fault["what"], "0", *["-"] * 8, f"not possible there: {fault['absent']}")
    counts = [f"{fault[name]:,}" for name in ("injected", "calls", "acknowledged", "refused", "cut", "unreached")]
    again = f"{fault['recovered_median']:.2f}, {fault['recovered_max']:.2f}"
    return (fault["what"], *counts, f"**{fault['lost']:,}**", fault["chain"].partition(":")[0], again, fault["meanwhile"])


def main(file: Path = Path("bench/faults.json")) -> None:
    """Prints it."""
    sys.stdout.write(page_table(json.loads(file.read_text("utf-8"))["faults"]) + "\n")


if __name__ == "__main__":
    main()
