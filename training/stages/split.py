"""Cuts in time: which years are held back, one after the other, to judge and to calibrate the price head."""

from __future__ import annotations

from training.context import Context
from training.rolling_origin import origins, random_origin
from valuation.features import decimal_years
from valuation.field_error import FieldError

INPUTS = ("corpus",)
PARAMETERS = ("seed", "price.origins", "price.origin_rows")
OUTPUTS = ("cuts",)
LEAST_PRICED, LEAST_SIDE = 100, 5


def run(context: Context) -> None:
    """Rolling origins over the priced rows; none where no source has prices."""
    corpus, p = context.corpus, context.parameters.price
    with context.progress.stage("split") as steps:
        priced = corpus.priced
        if corpus.price_tables and len(priced) < LEAST_PRICED:
            raise FieldError("price.amount", len(priced), f"fewer than {LEAST_PRICED} rows have a price", "Add contracts, or leave the price out.")
        years = decimal_years(corpus.columns.dates[priced])
        projects = corpus.projects[priced]
        context.cuts = origins(years, projects, p.origins, p.origin_rows) if len(priced) else []
        if len(priced) and not context.cuts:
            context.cuts = [random_origin(years, projects, context.parameters.seed, p.origin_rows)]
            smaller = min(len(context.cuts[0].train), len(context.cuts[0].test))
            if smaller < LEAST_SIDE:
                raise FieldError("project.keys", smaller, "nearly all prices belong to one project", "Correct the keys: they say which rows may not be parted.")
        found = ", ".join("a random fifth, too few years" if cut.random else f"{cut.year:g}" for cut in context.cuts)
        steps.note(f"{len(priced):,} prices; origins {found}" if len(priced) else "no prices")
