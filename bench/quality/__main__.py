"""`make bench-quality`: real tables in; a table of this pipeline beside its rivals, `bench/quality.json` and a page out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from cyclopts import App
from rich.console import Console

from bench.quality.digests import library_versions
from bench.quality.grades import compare_grades
from bench.quality.grants import compare_grants, grant_task
from bench.quality.impact import compare_impact
from bench.quality.measured import CommandFailed
from bench.quality.outcome import Outcome, print_outcome, write_outcome
from bench.quality.prices import PriceTask, compare_prices
from bench.quality.roster import RIVALS, rival
from bench.quality.splits import parse_splits
from models.console import stderr_console
from valuation.field_error import FieldError

SPLITS = "1988:1989,1990 1995:1996,1997 1998:1999,2000 2016:2018,2019"
SOURCES = Path(__file__).resolve().parents[2] / "training" / "sources"
AWARDS, IMPACT, GRANTS = Path("sbir/awards.parquet"), Path("ref2021/impact.parquet"), Path("nsfc/grants.parquet")
SALTS = (1, 2, 3, 4, 5)
PARTS = ("price", "impact", "grants", "grades")

app = App(name="bench-quality", help=__doc__)


@app.default
def bench_quality(
    data: Path,
    source: Path | None = None,
    splits: str = SPLITS,
    only: str = "",
    parts: str = ",".join(PARTS),
    runs: Path = Path("runs"),
    out: Path = Path("bench/quality.json"),
    params: Path | None = None,
) -> None:
    """Compares this pipeline with its rivals.

    Parameters
    ----------
    data
        Folder with sbir/awards.parquet, ref2021/impact.parquet and nsfc/grants.parquet (what is absent is left out); with `source`, one Parquet table.
    source
        Mapping file of that one table; only prices are compared then.
    splits
        Splits in time of the price table: the last year that teaches, a colon, the years asked; several separated by spaces.
    only
        Keys of the rivals to run, separated by commas; all if empty.
    parts
        Which comparisons to run, separated by commas: price, impact, grants (amounts), grades.
    runs
        Folder of runs; answers are kept in its folder bench-quality, so that what has not changed is not run again.
    out
        JSON file of the figures; the page lands beside it.
    params
        Parameters of this pipeline that differ from its defaults (TOML).
    """
    console = stderr_console()
    try:
        outcome = _run(data, source, splits, only, _parts(parts), runs / "bench-quality", params, console)
        write_outcome(outcome, out)
        print_outcome(outcome, console)
        console.print(f"written to {out} and {out.with_suffix('.html')}")
    except (FieldError, CommandFailed, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


def _run(data: Path, source: Path | None, splits: str, only: str, parts: tuple[str, ...], store: Path, params: Path | None, console: Console) -> Outcome:
    rivals = tuple(rival(key.strip()) for key in only.split(",") if key.strip()) or RIVALS
    asked = parse_splits(splits)

    def told(step: str) -> None:
        console.print(f"{datetime.now(UTC):%H:%M:%S} {step}", highlight=False)

    about = (f"Run on {datetime.now(UTC):%Y-%m-%d} with {library_versions()}.",)
    if source is not None:
        return Outcome(about, compare_prices(PriceTask(data, source, asked, rivals, params), store, told))
    awards, impact, grants, grades = (_table(data, name, part, parts) for name, part in zip((AWARDS, IMPACT, GRANTS, GRANTS), PARTS, strict=True))
    if not any((awards, impact, grants, grades)):
        wanted = f"Give a folder with {AWARDS}, {IMPACT} or {GRANTS}; or one table, with its mapping file as SOURCE."
        raise FieldError("DATA", data, "holds no table that this bench knows", wanted)
    return Outcome(
        about,
        compare_prices(PriceTask(awards, SOURCES / "sbir.toml", asked, rivals, params), store, told) if awards else None,
        compare_impact(impact, SOURCES / "ref2021.toml", SALTS, store, told, params) if impact else None,
        compare_grants(grant_task(grants, SOURCES / "nsfc.toml", params), store, told) if grants else None,
        compare_grades(grades, SOURCES / "nsfc.toml", store, told, params) if grades else None,
    )


def _table(data: Path, name: Path, part: str, parts: tuple[str, ...]) -> Path | None:
    return data / name if part in parts and (data / name).is_file() else None


def _parts(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in found:
        if part not in PARTS:
            raise FieldError("PARTS", part, "no such comparison", f"Choose among {', '.join(PARTS)}.")
    return found


if __name__ == "__main__":
    app()
