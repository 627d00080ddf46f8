"""Judges a finished bundle against the champion, and publishes it where it passes every criterion. Asked for by a person (`make promote`), never by a run."""

from __future__ import annotations

from training.champion_folder import publish
from training.latency import measure_latency
from training.promotion import Promotion, challenger_scorer, champion_scorer, common_set
from training.promotion_gate import judge
from training.promotion_set import check_comparable

INPUTS = ("bundle", "champion", "labelled", "criteria", "ledger", "now", "by")
PARAMETERS: tuple[str, ...] = ()
OUTPUTS = ("verdict", "pointer", "aliases")


def run(context: Promotion) -> None:
    """Verify, compare, judge, publish, and only then write down: whoever follows the pointer must not wait for MLflow."""
    context.verdict, context.pointer, context.aliases = None, None, []
    with context.progress.stage("promote", 4) as steps:
        challenger, champion = challenger_scorer(context.bundle, context.ledger), champion_scorer(context.champion)
        own, other = challenger.bundle.manifest, None if champion is None else champion.bundle.manifest
        check_comparable(own, other)
        steps.advance()
        if other is None or other.version != own.version:
            common = common_set(challenger, champion, context.labelled, context.ledger)
            predictions = context.ledger.predictions(challenger.bundle)
            latency = measure_latency(challenger, champion)
            context.verdict = judge(common, None if predictions is None else predictions.parity, latency, context.criteria)
            if not context.verdict.passed:
                return context.ledger.rejected(challenger.bundle, context.verdict, context.now)
        steps.advance(2)
        context.pointer = publish(challenger.bundle, context.champion, None if other is None else other.version, context.now, context.by)
        context.aliases = context.ledger.promoted(challenger.bundle, context.pointer, context.verdict, context.now)
        steps.note(f"{own.name} {own.version} is the champion")
