"""Predicts each held-back year from the years before it, and sets blend and interval by what came out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.calibration import calibrate
from training.context import Context
from training.price_model import FORESTS
from training.rolling_origin import predict_origins, random_origin
from valuation.features import decimal_years

INPUTS = ("corpus", "cuts", "inputs", "price_fit", "heads")
PARAMETERS = ("seed", "price")
OUTPUTS = ("calibration", "heads")


def run(context: Context) -> None:
    """Rolling origins, a random cut as the second view, then the calibrated price head; nothing to do without prices or without enough years."""
    context.calibration = None
    heads, fit, cuts = context.heads, context.price_fit, context.cuts
    if heads.price is None or fit is None or not cuts:
        return
    corpus, rows = context.corpus, context.corpus.priced
    inputs, log_price, in_time = context.inputs.take(rows), np.log(corpus.amounts[rows]), not cuts[0].random
    with context.progress.stage("calibrate", (FORESTS + 1) * (len(cuts) + in_time)) as steps:
        found = predict_origins(cuts, inputs, log_price, fit, steps.advance)
        second = None
        if in_time:
            cut = random_origin(decimal_years(corpus.columns.dates[rows]), corpus.projects[rows], context.parameters.seed, context.parameters.price.origin_rows)
            second = predict_origins([cut], inputs, log_price, fit, steps.advance)
        known = context.calibration = calibrate(found, random=not in_time, random_view=second)
        context.heads = replace(heads, price=heads.price.calibrated(known.blend, known.scales))
        steps.note(f"{len(found):,} predictions, trees weigh {known.blend:g} in mean and median")
