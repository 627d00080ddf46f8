"""`report.html` and `report.json` of a run: the same figures for eyes and for machines, section by section."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.manifest import Manifest
from training.context import Context
from training.finite_json import as_json
from training.page import Page
from training.report.checks import add_calibration, add_parity
from training.report.coverage import add_coverage
from training.report.data import add_data
from training.report.drift import add_drift
from training.report.errors import add_errors
from training.report.finished import Figures, Finished
from training.report.importance import add_importance
from training.report.model_card import add_card
from training.report.price import add_price
from training.report.ratios import add_ratios
from training.report.text_heads import add_text_heads
from training.report.validation import add_validation

SECTIONS: tuple[Callable[[Page, Finished], Figures], ...] = (
    add_data,
    add_validation,
    add_price,
    add_coverage,
    add_ratios,
    add_drift,
    add_importance,
    add_errors,
    add_text_heads,
    add_calibration,
    add_parity,
    add_card,
)
"""In the order of the page; one that has nothing to say adds nothing."""


def write_report(context: Context, manifest: Manifest, folder: Path) -> None:
    """Writes both files into the bundle's folder."""
    run = Finished(
        manifest=manifest,
        corpus=context.corpus,
        inputs=context.inputs,
        heads=context.heads,
        calibration=context.calibration,
        evaluation=context.evaluation,
        parity=context.parity,
        seed=context.parameters.seed,
        record=context.run,
        validation=context.validation,
    )
    page = Page(f"Training run {manifest.name} {manifest.version}", subtitle(run))
    if manifest.simulated:
        page.warning("SIMULATED 模拟数据: learned from simulated contracts; no figure here says anything of a real market.")
    figures: Figures = {"name": manifest.name, "version": manifest.version, "simulated": manifest.simulated, "parameters": manifest.parameters}
    for add in SECTIONS:
        figures |= add(page, run)
    (folder / "report.json").write_text(as_json(figures) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(page.html(), encoding="utf-8")


def subtitle(run: Finished) -> str:
    """Which run built it, when, and of what prices. Not the run's type and note: a later run that finds the bundle in the cache has its own."""
    record, head = run.record, run.manifest.price
    parts = [] if record is None else [f"Built by run {record.id}"]
    parts += [] if head is None else [f"{head.concept_en} · {head.concept_zh}, {head.currency}, {head.rows:,} contracts of {head.first} to {head.last}"]
    return ". ".join([*parts, f"Exported {run.manifest.created}"]) + "."
