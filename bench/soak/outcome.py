"""What a soak found: the table of its windows, the verdict, and the JSON file that `docs/reliability.md` quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.soak.endurance import Endurance, Sample
from bench.soak.load import Soaked
from bench.soak.windows import Window
from training.finite_json import as_json

MB = 2**20


def print_outcome(soaked: Soaked, found: Endurance, console: Console) -> None:
    """One line a minute, then the verdict."""
    shown = Table(title=f"{soaked.rate:.0f} calls a second, of {soaked.capacity:.0f} that it can do", title_justify="left")
    for name in ("minute", "calls", "200", "others", "p50 ms", "p99 ms", "memory MB"):
        shown.add_column(name, justify="right")
    for minute, windows in _minutes(soaked.windows):
        answers = sum(window.statuses.get("200", 0) for window in windows)
        others = sum(sum(window.statuses.values()) for window in windows) - answers
        times = [f"{median(getattr(window, name) for window in windows):.1f}" for name in ("p50", "p99")]
        calls = sum(window.offered for window in windows)
        shown.add_row(str(minute), f"{calls:,}", f"{answers:,}", str(others), *times, _memory(soaked.samples, minute))
    console.print(shown)
    for sentence, holds in found.holds:
        console.print(f"{'holds' if holds else 'FAILS'}  {sentence}", highlight=False, soft_wrap=True)


def write_outcome(soaked: Soaked, found: Endurance, facts: Mapping[str, object], out: Path) -> None:
    """The JSON file; `facts` say what was asked for and on which machine."""
    out.parent.mkdir(parents=True, exist_ok=True)
    judged = asdict(found) | {"holds": all(holds for _, holds in found.holds)}
    whole = {**facts, "capacity": soaked.capacity, "rate": soaked.rate, "found": judged, "windows": [asdict(window) for window in soaked.windows]}
    out.write_text(as_json(whole | {"memory": [[round(one.at, 1), one.memory] for one in soaked.samples]}) + "\n", encoding="utf-8")


def _minutes(windows: Sequence[Window]) -> list[tuple[int, list[Window]]]:
    found: dict[int, list[Window]] = {}
    for window in windows:
        if window.statuses:
            found.setdefault(int((window.start + window.seconds / 2) // 60) + 1, []).append(window)
    return list(found.items())


def _memory(samples: Sequence[Sample], minute: int) -> str:
    found = [sample.memory for sample in samples if int(sample.at // 60) + 1 == minute]
    return f"{median(found) / MB:.0f}" if found else "-"
