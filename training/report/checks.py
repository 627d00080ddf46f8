"""The section of checks: how intervals were set, and whether the exported graph is the trained model."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from training.cells import Cell
from training.page import Page
from training.report.finished import Figures, Finished
from valuation.price import QUANTILE_NAMES, QUANTILES


def add_calibration(page: Page, run: Finished) -> Figures:
    """Blend and scales of the quantiles, and the origins they come from."""
    calibration, head = run.calibration, run.manifest.price
    if calibration is None or head is None:
        return {"calibration": None}
    page.heading("Calibration", "校准")
    page.text(f"Set on {head.calibrated_on}.")
    rows: list[list[Cell]] = [
        [name, f"{level:.0%}", f"×{scale:.3f}"] for name, level, scale in zip(QUANTILE_NAMES, QUANTILES, calibration.scales, strict=True) if level != 0.5
    ]
    page.text(f"Trees weigh {calibration.blend:g} in mean and median, the random walk of the level the rest.")
    page.table(("quantile", "level", "distance from the median"), rows, "By what conformal calibration multiplies the distances of trees and walk.")
    found = calibration.found
    rows = [
        [f"{origin:g}", f"{int(here.sum()):,}", f"{np.mean(found.ahead[here]):.1f}", f"{np.median(found.truth[here] - found.mean[here]):+.3f}"]
        for origin in np.unique(found.origin)
        for here in [found.origin == origin]
    ]
    page.table(("origin", "predictions", "years ahead", "median of ln(price) − prediction"), rows, "Origins whose residuals set blend and scales.")
    figures = {"blend": calibration.blend, "scales": calibration.scales.tolist()}
    return {"calibration": figures}


def add_parity(page: Page, run: Finished) -> Figures:
    """Greatest differences between LightGBM and the graph."""
    page.heading("Parity of the graph", "导出一致性")
    page.text(f"{run.parity.rows:,} hard rows, {run.parity.flipped_leaves} leaves flipped; greatest differences from the trained model:")
    page.table(("head", "difference"), [(head, f"{most:.2e}") for head, most in run.parity.differences.items()])
    return {"parity": asdict(run.parity)}
