"""What one run found: the table on the console, and the JSON file that `docs/reliability.md` quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.faults.rounds import Played
from training.finite_json import as_json


def print_outcome(found: Sequence[Played], console: Console) -> None:
    """One line a fault, then every promise that did not hold."""
    shown = Table(title="Faults under 32 callers", title_justify="left")
    for name in ("fault", "injected", "calls", "acknowledged", "refused", "cut", "not reached", "lost", "chain", "again after s, median", "max", ""):
        shown.add_column(name, justify="left" if name in ("fault", "chain", "") else "right")
    for one in found:
        if one.absent:
            shown.add_row(one.what, *["-"] * 10, "not possible here")
            continue
        verdict = "holds" if one.holds else "FAILS"
        chain = one.chain.partition(":")[0]
        times = f"{one.recovered_median:.2f}", f"{one.recovered_max:.2f}"
        counts = [f"{count:,}" for count in (one.injected, one.calls, one.acknowledged, refused(one), cut(one), unreached(one), one.lost)]
        shown.add_row(one.what, *counts, chain, *times, verdict)
    console.print(shown)
    for one in found:
        for sentence in (*one.broken, *((one.absent,) if one.absent else ())):
            console.print(f"{one.name}: {sentence}", highlight=False, markup=False, soft_wrap=True)


def refused(one: Played) -> int:
    """Calls that were answered with an error."""
    return sum(count for kind, count in (one.heard or {}).items() if kind[:1].isdigit())


def cut(one: Played) -> int:
    """Calls whose connection broke before the answer was whole, or that had none at all."""
    return sum((one.heard or {}).get(kind, 0) for kind in ("cut", "hung"))


def unreached(one: Played) -> int:
    """Calls for which no connection was to be had."""
    return (one.heard or {}).get("unreached", 0)


def write_outcome(found: Sequence[Played], machine: Mapping[str, object], out: Path) -> None:
    """The JSON file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(one) | {"holds": one.holds, "refused": refused(one), "cut": cut(one), "unreached": unreached(one)} for one in found]
    out.write_text(as_json({"machine": dict(machine), "faults": rows}) + "\n", encoding="utf-8")
