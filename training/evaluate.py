"""`make evaluate`: a bundle against labelled contracts it has not seen: accuracy, calibration, ratio study, by segment; JSON, a page, a short table."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
from cyclopts import App
from rich.console import Console

from models.console import stderr_console
from models.load import BundleError, load_bundle
from models.manifest import Manifest, sha256_of
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.rejects import told
from training import plots
from training.examination import Examination, examine
from training.finite_json import as_json
from training.page import Page
from training.price_study import GATES, PriceStudy
from training.printed_tables import coverage_shown, figure_table, headings
from training.study_sheets import figure_sheet, table_sheets
from valuation.field_error import FieldError
from valuation.price import QUANTILES

app = App(name="evaluate", help=__doc__)
SHOWN = ("n", "answered", "rmse", "mdape", "within2", "median_ratio", "pinball", "cover90", "width90", "winkler90", "slope")
"""Figures of the printed table; the report has all."""
SHOWN_ATTRIBUTES = 2
"""Attributes, the first ones, whose segments are printed."""


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
        found = examine(scorer, table)
    except (BundleError, FieldError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    manifest = scorer.bundle.manifest
    known = any(info.sha256 == sha256_of(data) for info in manifest.data)
    if known:
        console.print("The bundle learned from this very table: these figures flatter it. Evaluate on contracts it has not seen.", style="yellow")
    for line in (*table.warned(), *told(table.rejects, table.file)):
        console.print(line, style="yellow", highlight=False, soft_wrap=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    about = {"bundle": manifest.name, "version": manifest.version, "simulated": manifest.simulated, "data": data.name, "learned_from": known}
    out.write_text(as_json({**about, "left_out": len(table.rejects), **_report(found)}) + "\n", encoding="utf-8")
    out.with_suffix(".html").write_text(_page(manifest, data.name, found), encoding="utf-8")
    _show(console, manifest, found)
    console.print(f"Report: {out} and {out.with_suffix('.html')}", markup=False, soft_wrap=True)


def _views(found: Examination) -> dict[str, PriceStudy]:
    """All contracts, as deals and as listings."""
    return {"all": found.overall} if found.listing is None else {"all": found.overall, "all, listing view": found.listing}


def _report(found: Examination) -> dict[str, object]:
    return {
        "gates": list(GATES),
        "refused": found.refused,
        "studies": {name: asdict(study) for name, study in {"all": found.overall, **found.by_segment}.items()},
        "listing": None if found.listing is None else asdict(found.listing),
        **asdict(found.tables),
    }


def _show(console: Console, manifest: Manifest, found: Examination) -> None:
    title = f"{manifest.name} {manifest.version}" + (" (SIMULATED)" if manifest.simulated else "")
    first = list(dict.fromkeys(segment.split("=", 1)[0] for segment in found.by_segment))[:SHOWN_ATTRIBUTES]
    segments = {segment: study for segment, study in found.by_segment.items() if segment.split("=", 1)[0] in first}
    console.print(figure_table(title, "contracts", segments, headings(SHOWN), last=_views(found)))
    if found.listing is None:
        console.print("Listing view: the same, for the table says nothing that only a deal reveals.", highlight=False)
    console.print(coverage_shown(found.tables.coverage))
    if found.refused:
        console.print("Refused: " + ", ".join(f"{count:,} {reason}" for reason, count in found.refused.items()), markup=False, highlight=False)


def _page(manifest: Manifest, data: str, found: Examination) -> str:
    assert manifest.price is not None  # examine refused the others
    page = Page(f"Evaluation of {manifest.name} {manifest.version} on {data}")
    if manifest.simulated:
        page.warning("SIMULATED 模拟数据: the bundle learned from simulated contracts.")
    page.text(f"{manifest.price.concept_en} ({manifest.price.concept_zh}), {manifest.price.currency}. 统计价格参考, not an appraisal report.")
    for sheet in (figure_sheet("Figures", "contracts", {**_views(found), **found.by_segment}), *table_sheets(found.tables)):
        page.heading(sheet.title)
        page.text(sheet.note)
        page.table(sheet.header, sheet.rows)
    page.heading("Plots")
    median, low, high = (found.quantiles[:, QUANTILES.index(level)] for level in (0.5, 0.05, 0.95))
    page.picture(plots.predicted_against_actual(found.truth, median, manifest.price.currency), "predicted against actual prices")
    page.picture(plots.ratio_by_decile(found.truth, median), "ratio of prediction to price by decile")
    page.picture(plots.coverage_by_year(found.years, found.truth, np.asarray(low), np.asarray(high)), "coverage by year")
    return page.html()


if __name__ == "__main__":
    app()
