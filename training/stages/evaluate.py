"""Judges every head on rows its model had not seen; the price out of time, the text heads on unseen projects."""

from __future__ import annotations

from dataclasses import replace

from training.as_served import served_by
from training.context import Context
from training.evaluation import Evaluation, evaluate_price
from training.hit_rate import answered, long_enough
from training.study_groups import groupings
from training.trained import Heads
from valuation.features import decimal_years

INPUTS = ("corpus", "cuts", "encoder", "inputs", "price_fit", "calibration", "heads")
OUT_OF_TIME = "each year predicted from the years before it"
RANDOM = "a random fifth of the projects predicted from the rest, before calibration: too few years for a test in time"
PARAMETERS = ("seed",)
OUTPUTS = ("evaluation",)


def run(context: Context) -> None:
    """Figures for the report, the manifest and the printed table."""
    with context.progress.stage("evaluate"):
        heads = _head_figures(context.heads)
        fit, calibration = context.price_fit, context.calibration
        if fit is None or calibration is None:
            context.evaluation = Evaluation(heads=heads)
            return
        corpus, seed, second = context.corpus, context.parameters.seed, calibration.random_view
        columns, inputs = corpus.columns.take(corpus.priced), context.inputs.take(corpus.priced)
        found = evaluate_price(
            calibration.found,
            decimal_years(columns.dates),
            groupings(columns.categories, [corpus.schema.categories[at] for at in fit.segment_columns]),
            seed=seed,
            answered=answered(calibration.found, context.cuts, inputs, long_enough(context.encoder, columns.text), seed),
            random_view=None if second is None else served_by(second, calibration.interval(0.0)),
        )
        context.evaluation = replace(found, heads=heads, how=RANDOM if calibration.random else OUT_OF_TIME)


def _head_figures(heads: Heads) -> dict[str, float]:
    found: dict[str, float] = {}
    if heads.maturity is not None:
        found |= heads.maturity.figures()
    for score in heads.scores:
        found[f"score.{score.value}.rows"] = score.rows
        found[f"score.{score.value}.cover90"] = score.coverage
        found[f"score.{score.value}.rank_correlation"] = score.rank_correlation
    if heads.signals is not None:
        found |= heads.signals.figures()
    return found
