"""The data before anything is learned from them: findings, reviewed exclusions, near-duplicates joined into projects, and leaks planted to be caught."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from training.context import Context
from training.leaks.planted import plant_leaks
from training.leaks.signing import after_signing
from training.validation.borders import check_corpus
from training.validation.finding import write_findings
from training.validation.rules import load_rules
from training.validation.told import told
from training.validation.validation import validate

INPUTS = ("corpus", "exclusions")
PARAMETERS = ("seed",)
OUTPUTS = ("corpus", "validation")
FINDINGS = "findings.csv"


def run(context: Context) -> None:
    """Asks every rule, leaves out what they exclude, tells all of it; FieldError for an attribute that only a signed contract has."""
    with context.progress.stage("validate", 3) as steps:
        for error in after_signing(context.corpus):
            raise error
        context.corpus, found = validate(context.corpus, load_rules(context.exclusions), date.today())
        steps.advance(2)
        check_corpus(context.corpus, "after validation")
        context.validation = found = replace(found, leaks=plant_leaks(context.corpus, context.parameters.seed))
        write_findings(found.findings, context.work / FINDINGS)
        lost = f"{found.prices - found.kept_prices:,} prices and {found.rows - found.kept_rows:,} rows left out"
        steps.note(f"{len(found.findings):,} findings, {lost}, {found.joined.projects:,} projects joined")
    context.progress.console.print(*told(found), sep="\n", markup=False, highlight=False)
