"""Predicts each held-back year from the years before it, and sets interval and blend by what came out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.calibration import calibrate
from training.context import Context
from training.price_model import FORESTS
from training.rolling_origin import predict_origins

INPUTS = ("corpus", "cuts", "inputs", "price_fit", "heads")
PARAMETERS = ("price",)
OUTPUTS = ("calibration", "heads")


def run(context: Context) -> None:
    """Rolling origins, then the calibrated price head; nothing to do without prices or without enough years."""
    context.calibration = None
    heads, fit = context.heads, context.price_fit
    if heads.price is None or fit is None or not context.cuts:
        return
    rows = context.corpus.priced
    with context.progress.stage("calibrate", (FORESTS + 1) * len(context.cuts)) as steps:
        found = predict_origins(context.cuts, context.inputs.take(rows), np.log(context.corpus.amounts[rows]), fit, steps.advance)
        context.calibration = calibrate(found, random=any(cut.random for cut in context.cuts))
        context.heads = replace(heads, price=heads.price.calibrated(context.calibration.blend, context.calibration.shifts, context.calibration.lead))
        steps.note(f"{len(found):,} predictions, trees weigh {context.calibration.blend:g} in the mean")
