"""What the runs are fed: blocks of varied rows, made by the scorer's own steps and kept ready, so that only the graphs are timed."""

from __future__ import annotations

import numpy as np

from bench.reference.items import DAY, SCHEMA, items
from models.graph_run import Arrays
from models.load import Bundle
from models.text_tokens import TextTokens, blocks
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.features import Columns, features


def feeds_of(bundle: Bundle, columns: Columns, rows: int) -> list[Arrays]:
    """The rows in blocks of at most that many, as they come; shortest first within what would have been one batch."""
    tokens = TextTokens(bundle.layout.tokenizer, bundle.manifest.encoder.max_tokens, special_tokens=bundle.manifest.encoder.kind == "transformer")
    found: list[Arrays] = []
    for start in range(0, len(columns), rows):
        inputs = features(columns.take(np.arange(start, min(start + rows, len(columns)))), bundle.manifest.features)
        years = np.nan_to_num(inputs.years, nan=bundle.manifest.limits.first_year).astype(np.float32)
        for block in blocks(tokens.encode(inputs.text)):
            attributes: Arrays = {"categories": inputs.categories[block.rows], "numbers": inputs.numbers[block.rows], "years": years[block.rows]}
            found += [{"token_ids": block.ids, "token_mask": block.mask, **attributes}]
    return found


def reference_columns(rows: int) -> Columns:
    """That many rows for the reference bundle, all different."""
    return columns_of([Achievement.model_validate(item) for item in items(rows)], SCHEMA, DAY)
