"""What a run on the simulated national market found: on the console and as JSON, marked as simulated everywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.national.anomalies import AnomaliesJudged
from bench.national.judged import MaturityJudged, PriceJudged, ScoreJudged
from bench.quality.measured import Cost
from bench.quality.shown import Shown, targets_shown
from bench.quality.targets import Target
from training.finite_json import as_json

SIMULATED = "SIMULATED: figures of made-up contracts, which say nothing of real ones"


@dataclass(frozen=True)
class NationalOutcome:
    """`about` says what ran; `rows` simulated, `taught` before the cut, `later` after it, of which `clean` were judged; `cost` of the training alone."""

    about: str
    rows: int
    seed: int
    cut: str
    taught: int
    later: int
    clean: int
    floor: float
    prices: tuple[PriceJudged, ...]
    maturity: MaturityJudged
    scores: tuple[ScoreJudged, ...]
    anomalies: AnomaliesJudged
    cost: Cost
    targets: tuple[Target, ...]
    simulated: bool = True
    note: str = SIMULATED


def print_national(outcome: NationalOutcome, console: Console) -> None:
    """All tables, the targets last."""
    for shown in (_prices(outcome), _others(outcome), targets_shown(outcome.targets)):
        table = Table(title=f"{shown.title} (SIMULATED)", title_justify="left")
        for at, name in enumerate(shown.header):
            table.add_column(name, justify="left" if at == 0 else "right")
        for row in shown.rows:
            table.add_row(*row)
        console.print(table)
    console.print(SIMULATED, highlight=False)


def write_national(outcome: NationalOutcome, out: Path) -> None:
    """The JSON file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(as_json(asdict(outcome)) + "\n", encoding="utf-8")


def _prices(outcome: NationalOutcome) -> Shown:
    header = ("ln(price)", "RMSE", "over the floor", "from the true median", "inside 90 %", "width")
    rows = [("the true median (noise floor)", f"{outcome.floor:.3f}", "", "0.000", "", "")]
    rows += [
        (one.name, f"{one.rmse:.3f}", f"{one.to_floor - 1:+.1%}", f"{one.from_truth:.3f}", f"{one.cover90:.3f}", f"{one.width90:.2f}") for one in outcome.prices
    ]
    return Shown(f"{outcome.prices[0].n:,} clean contracts from {outcome.cut} on; {outcome.taught:,} rows before it teach", header, tuple(rows))


def _others(outcome: NationalOutcome) -> Shown:
    one, found = outcome.maturity, outcome.anomalies
    rows = [("maturity: exact, within one, stage", f"{one.exact:.3f} {one.within_one:.3f} {one.stage:.3f}", f"{one.n:,}")]
    rows += [(f"{each.value} score: rank correlation with the truth", f"{each.rank_correlation:.3f}", f"{each.n:,}") for each in outcome.scores]
    rows += [(f"anomaly {kind}", f"{caught / max(planted, 1):.1%}", f"{planted:,}") for kind, (caught, planted) in found.kinds.items()]
    rows += [("false alarms on clean rows", f"{found.false_alarms:.2%}", f"{found.clean:,}")]
    cost = f"{outcome.cost.wall:.0f} {outcome.cost.cpu:.0f} {outcome.cost.memory / 2**30:.2f}"
    rows += [("training, less stages of earlier runs: seconds, of processor, GiB", cost, "")]
    return Shown("Maturity, scores, anomalies, cost", ("", "found", "n"), tuple(rows))
