"""`make evaluate`: a bundle against labelled contracts it has not seen: ratio study, calibration, figures by segment, as JSON and a page beside it.

The contracts are scored through the same reading and the same graph as any other table; only then are their prices looked at.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np
from cyclopts import App
from numpy.typing import NDArray
from rich.table import Table

from models.console import stderr_console
from models.load import BundleError, load_bundle
from models.manifest import Manifest, sha256_of
from models.score import score_table
from models.scorer import Scorer
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.rejects import told
from training import plots
from training.finite_json import as_json
from training.page import Page
from training.price_study import PriceStudy, price_study
from valuation.features import decimal_years
from valuation.field_error import FieldError

app = App(name="evaluate", help=__doc__)
LEAST_SEGMENT = 100
MAX_SEGMENTS = 12
SHOWN = {
    "n": "n",
    "answered": "answered",
    "rmse": "RMSE",
    "mdape": "MdAPE",
    "within2": "within ×2",
    "median_ratio": "ratio",
    "cover90": "in 90 %",
    "cover50": "in 50 %",
    "width90": "width",
    "winkler90": "Winkler",
}
"""Figures of the printed table and their headings; the report has all."""


def evaluate(scorer: Scorer, table: ContractTable) -> tuple[dict[str, PriceStudy], dict[str, NDArray[np.float64]]]:
    """Studies of all answered contracts ("all") and of each segment of at least 100, and the arrays behind them for plots."""
    manifest = scorer.bundle.manifest
    _check_comparable(manifest, table)
    found = score_table(scorer, table)
    assert found.price is not None and found.price_point is not None
    priced = np.isfinite(table.amounts)
    answered = priced & np.isfinite(found.price_point)
    if not answered.any():
        refused = [reason for reason, one in zip(found.refusals, priced, strict=True) if one]
        reason, count = Counter(refused).most_common(1)[0]
        told = f"no contract is answered; of {len(refused):,} refused, {count:,} are {reason}"
        raise FieldError(table.file, None, told, "Give contracts of the kind, language and years that the bundle learned from.")
    truth = np.log(np.where(priced, table.amounts, 1.0))
    arrays = {"truth": truth[answered], "low": found.price[answered, 0], "median": found.price[answered, 3], "high": found.price[answered, -1]}
    arrays["years"] = decimal_years(table.columns.dates[answered])

    def study(rows: NDArray[np.bool_]) -> PriceStudy:
        chosen = rows & answered
        assert found.price is not None and found.price_point is not None
        return price_study(truth[chosen], found.price_point[chosen], found.price[chosen], asked=int((rows & priced).sum()))

    studies = {"all": study(np.ones(len(table), dtype=bool))}
    for name in table.source.price.segments if table.source.price is not None else ():
        values = np.asarray(table.columns.categories[name], dtype=object)
        unique, counts = np.unique(values[answered], return_counts=True)
        for value in unique[np.argsort(-counts)][:MAX_SEGMENTS]:
            if (answered & (values == value)).sum() >= LEAST_SEGMENT:
                studies[f"{name}={value}"] = study(values == value)
    return studies, arrays


@app.default
def command(bundle: Path, source: Path, data: Path, out: Path) -> None:
    """Judges a bundle on labelled contracts.

    Parameters
    ----------
    bundle
        Folder of the bundle.
    source
        Mapping file of the table.
    data
        Table with prices that the bundle has not learned from.
    out
        Report, .json; a page of the same name, .html, is written beside it.
    """
    console = stderr_console()
    try:
        scorer = Scorer(load_bundle(bundle))
        table = read_table(data, Mapping.load(source))
        studies, arrays = evaluate(scorer, table)
    except (BundleError, FieldError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    manifest = scorer.bundle.manifest
    known = any(info.sha256 == sha256_of(data) for info in manifest.data)
    if known:
        console.print("The bundle learned from this very table: these figures flatter it. Evaluate on contracts it has not seen.", style="yellow")
    for line in told(table.rejects, table.file):
        console.print(line, style="yellow", highlight=False, soft_wrap=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    report = {"bundle": manifest.name, "version": manifest.version, "simulated": manifest.simulated, "data": data.name, "learned_from": known}
    report |= {"left_out": len(table.rejects)}
    out.write_text(as_json(report | {"studies": {name: asdict(study) for name, study in studies.items()}}) + "\n", encoding="utf-8")
    out.with_suffix(".html").write_text(_page(manifest, data.name, studies, arrays), encoding="utf-8")
    console.print(_shown(manifest, studies))
    console.print(f"Report: {out} and {out.with_suffix('.html')}")


def _check_comparable(manifest: Manifest, table: ContractTable) -> None:
    price, source = manifest.price, table.source.price
    if price is None:
        raise FieldError("bundle", manifest.name, "has no price head", "Evaluate a bundle that learned prices.")
    if source is None:
        raise FieldError(table.source.file, None, "maps no price", "Give [price] in the mapping file: prices are what a bundle is judged by.")
    if (price.concept, price.currency) != (source.concept, source.currency):
        kinds = f"{source.concept} in {source.currency}"
        raise FieldError(
            f"{table.source.file}: price", kinds, f"the bundle predicts {price.concept} in {price.currency}", "Compare like with like: another bundle."
        )
    if np.isfinite(table.amounts).sum() < 2:
        raise FieldError(table.file, int(np.isfinite(table.amounts).sum()), "has too few prices to judge by", "Give a table with labelled contracts.")


def _shown(manifest: Manifest, studies: dict[str, PriceStudy]) -> Table:
    shown = Table(title=f"{manifest.name} {manifest.version}" + (" (SIMULATED)" if manifest.simulated else ""))
    shown.add_column("contracts", no_wrap=True, max_width=44)
    for heading in SHOWN.values():
        shown.add_column(heading, justify="right", no_wrap=True)
    for segment, study in studies.items():
        cells = dict(zip(PriceStudy.__dataclass_fields__, _cells(study), strict=True))
        shown.add_row(segment, *(cells[name] for name in SHOWN))
    return shown


def _cells(study: PriceStudy) -> list[str]:
    return [f"{value:,}" if isinstance(value, int) else f"{value:.3f}" for value in asdict(study).values()]


def _page(manifest: Manifest, data: str, studies: dict[str, PriceStudy], arrays: dict[str, NDArray[np.float64]]) -> str:
    assert manifest.price is not None
    page = Page(f"Evaluation of {manifest.name} {manifest.version} on {data}")
    if manifest.simulated:
        page.warning("SIMULATED 模拟数据: the bundle learned from simulated contracts.")
    page.text(f"{manifest.price.concept_en} ({manifest.price.concept_zh}), {manifest.price.currency}. 统计价格参考, not an appraisal report.")
    page.table(("contracts", *PriceStudy.__dataclass_fields__), [(segment, *_cells(study)) for segment, study in studies.items()])
    page.text("PRD and PRB inform and do not gate: with noisy prices a perfect model breaks the ranges used for housing.")
    page.picture(plots.predicted_against_actual(arrays["truth"], arrays["median"], manifest.price.currency), "predicted against actual prices")
    page.picture(plots.ratio_by_decile(arrays["truth"], arrays["median"]), "ratio of prediction to price by decile")
    page.picture(plots.coverage_by_year(arrays["years"], arrays["truth"], arrays["low"], arrays["high"]), "coverage by year")
    return page.html()


if __name__ == "__main__":
    app()
