"""Attributes that are known only once the contract is signed: by what their labels say, and by being filled only where there is a price."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from training.corpus import Corpus
from valuation.deny_list import denied
from valuation.field_error import FieldError

LEAST_ROWS = 30
FILLED, EMPTY = 0.9, 0.1
"""Filled in nearly all priced rows and in hardly any other: it came with the price."""


def after_signing(corpus: Corpus) -> Iterator[FieldError]:
    """An error for each attribute that only a signed contract has. Rows must be as `merge` made them.

    A mapping refuses deny-listed names and columns when it loads; a label in either language says as much as a name. An attribute declared as
    `known_at = "deal"` may be filled with the deal.
    """
    for at, table in enumerate(corpus.tables):
        if table.source.price is None:
            continue
        own = corpus.source == at
        priced = np.isfinite(corpus.amounts[own])
        for name, attribute in table.source.attributes.items():
            for label in (attribute.label_zh, attribute.label_en):
                group = denied(label) if label else None
                if group is not None:
                    yield FieldError(f"attributes.{name}", label, f"never an input to a price: {group.reason}", "Remove it from the mapping.")
            if attribute.known_at == "deal" or min(priced.sum(), (~priced).sum()) < LEAST_ROWS:
                continue
            if attribute.kind == "category":
                known = np.asarray([value != "" for value in corpus.columns.categories[name]], dtype=bool)[own]
            else:
                known = np.isfinite(corpus.columns.numbers[name])[own]
            with_price, without = float(known[priced].mean()), float(known[~priced].mean())
            if with_price >= FILLED and without <= EMPTY:
                reason = f"filled in {with_price:.0%} of the rows with a price and in {without:.0%} of the others: it is known with the price, not before"
                yield FieldError(f"attributes.{name}", None, reason, 'Write known_at = "deal" if it is a term of the deal; else remove it from the mapping.')
