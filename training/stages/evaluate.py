"""Judges every head on rows its model had not seen; the price out of time, the text heads on unseen projects."""

from __future__ import annotations

from training.context import Context
from training.evaluation import Evaluation, evaluate_price
from training.trained import Heads
from valuation.features import decimal_years

INPUTS = ("corpus", "calibration", "heads")
OUT_OF_TIME = "each year predicted from the years before it"
RANDOM = "a random fifth of the projects predicted from the rest: too few years for a test in time"
PARAMETERS: tuple[str, ...] = ()
OUTPUTS = ("evaluation",)


def run(context: Context) -> None:
    """Figures for the report, the manifest and the printed table."""
    with context.progress.stage("evaluate"):
        heads = _head_figures(context.heads)
        if context.calibration is None:
            context.evaluation = Evaluation(heads=heads)
            return
        years = decimal_years(context.corpus.columns.dates[context.corpus.priced])
        overall, by_origin, judged = evaluate_price(context.calibration.found, years)
        context.evaluation = Evaluation(overall, by_origin, heads, judged, RANDOM if context.calibration.random else OUT_OF_TIME)


def _head_figures(heads: Heads) -> dict[str, float]:
    found: dict[str, float] = {}
    if heads.maturity is not None:
        found |= {"maturity.rows": heads.maturity.rows, "maturity.log_loss": heads.maturity.log_loss, "maturity.inside_label": heads.maturity.inside}
    for score in heads.scores:
        found[f"score.{score.value}.rows"] = score.rows
        found[f"score.{score.value}.cover90"] = score.coverage
        found[f"score.{score.value}.rank_correlation"] = score.rank_correlation
    if heads.signals is not None:
        found |= {"signals.rows": heads.signals.rows, "signals.macro_f1": heads.signals.macro_f1}
    return found
