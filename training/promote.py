"""`make promote`: a bundle against the champion by written criteria; what passes is published into the folder that services watch."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from cyclopts import App
from rich.console import Console
from rich.table import Table
from rich.text import Text

from models.console import stderr_console
from models.load import BundleError
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from training.asked import RUNS
from training.champion_folder import ChampionError
from training.progress import Progress
from training.promotion import Promotion
from training.promotion_criteria import criteria_of
from training.promotion_gate import Outcome, Verdict
from training.registry.ledger import Ledger
from training.stages import promote as stage
from valuation.field_error import FieldError

CHAMPION = Path("models/bundles/champion")
STYLES: dict[Outcome, str] = {"passed": "green", "failed": "red", "not judged": "dim"}

app = App(name="promote", help=__doc__)


@app.default
def command(
    bundle: Path,
    source: Path | None = None,
    data: Path | None = None,
    champion: Path = CHAMPION,
    criteria: Path | None = None,
    runs: Path = RUNS,
    by: str | None = None,
) -> None:
    """Judges a bundle and publishes it where it passes; exit code 1 where it does not.

    Parameters
    ----------
    bundle
        Folder of the bundle.
    source
        Mapping file of labelled contracts to judge on; without it, the stored out-of-time predictions of both runs.
    data
        Table of these contracts; those dated within what either bundle learned from are left out.
    champion
        The champion folder that services watch.
    criteria
        TOML file with bounds that differ from the defaults.
    runs
        Folder of the runs.
    by
        Who publishes, as the service knows callers (key:<prefix>): who did cannot confirm an appraisal made with the bundle.
    """
    console = stderr_console()
    promotion = None
    try:
        labelled = _labelled(source, data)
        promotion = Promotion(bundle, champion, labelled, criteria_of(criteria), Ledger.of(runs), datetime.now(UTC), Progress(console), by)
        with promotion.progress:
            stage.run(promotion)
    except (BundleError, ChampionError, FieldError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        if promotion is not None and promotion.pointer is not None:
            console.print(f"{promotion.pointer.current} is published in {champion} all the same; the same command again completes the rest.", style="yellow")
        sys.exit(1)
    if not _told(console, promotion):
        sys.exit(1)


def _labelled(source: Path | None, data: Path | None) -> ContractTable | None:
    if source is None and data is None:
        return None
    if source is None or data is None:
        given = "SOURCE" if data is None else "DATA"
        raise FieldError("SOURCE, DATA", given, "one without the other", "Give both, or neither to compare stored predictions.")
    return read_table(data, Mapping.load(source))


def _told(console: Console, promotion: Promotion) -> bool:
    """Says what came out; True where the bundle is the champion now."""
    if promotion.verdict is not None:
        console.print(verdict_table(promotion.verdict, f"{promotion.bundle} against the champion of {promotion.champion}"))
    if promotion.pointer is None:
        assert promotion.verdict is not None
        console.print(f"Not promoted: {promotion.verdict.reason}. {promotion.champion} is as it was.", style="red", highlight=False, soft_wrap=True)
        return False
    if promotion.verdict is None:
        console.print("It is the champion already; nothing was judged.", style="yellow")
    before = "no version before it" if promotion.pointer.previous is None else f"previous {promotion.pointer.previous}, `make rollback` goes back to it"
    console.print(f"Champion of {promotion.champion}: {promotion.pointer.current} ({before})", highlight=False, soft_wrap=True)
    for line in promotion.aliases:
        console.print(f"  {line}", highlight=False)
    return True


def verdict_table(verdict: Verdict, title: str) -> Table:
    """One row a criterion: figure, bound, outcome, and why."""
    shown = Table(title=title)
    for name, style in (("criterion", None), ("figure", None), ("bound", "dim"), ("outcome", None), ("why", "dim")):
        shown.add_column(name, style=style, overflow="fold")
    for check in verdict.checks:
        shown.add_row(check.criterion, check.figure, check.bound, Text(check.outcome, style=STYLES[check.outcome]), check.why)
    return shown


if __name__ == "__main__":
    app()
