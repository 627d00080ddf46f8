"""The supervised columns of a run: learned from its labels, added to its encoder and to its inputs, and checked against the graph bit by bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.session import open_session
from models.text_tokens import blocks
from training.inputs import Inputs
from training.lexical import fit_lexical
from training.lexical_fit import Target
from training.occurrences import bags_of
from training.parameters import Parameters
from training.parity import ParityError
from training.trained import Encoder

CHECKED = 2_000
"""Texts on which the graph is compared with what was learned."""


def with_columns(
    encoder: Encoder, inputs: Inputs, ids: Sequence[NDArray[np.int32]], targets: Sequence[Target], projects: NDArray[np.int64], parameters: Parameters
) -> tuple[Encoder, Inputs]:
    """Encoder and inputs with a column for each target; as they are for a transformer, or where nothing is to be told. ParityError where the graph differs."""
    if encoder.table is None or not targets:
        return encoder, inputs
    bags = bags_of(ids, len(encoder.table))
    table, columns = fit_lexical(_tokens(encoder), bags, targets, projects, parameters.lexical, parameters.seed)
    encoder = replace(encoder, lexical=table)
    some = np.arange(len(ids))[:: max(len(ids) // CHECKED, 1)]
    expected, found = table.columns(bags.take(some)), columns_by_graph(encoder, [ids[row] for row in some])
    if not np.array_equal(expected, found):
        most = np.abs(found - expected).max()
        raise ParityError(f"the supervised columns of the graph are not those learned: they differ by up to {most:.3g} on {len(some)} texts")
    return encoder, replace(inputs, lexical=columns)


def columns_by_graph(encoder: Encoder, ids: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
    """Columns (n, k) as the exported encoder gives them."""
    assert encoder.lexical is not None
    session = open_session(encoder.model().SerializeToString())
    found = np.zeros((len(ids), encoder.lexical.width), dtype=np.float32)
    for block in blocks(ids):
        found[block.rows] = session.run(["lexical"], {"token_ids": block.ids, "token_mask": block.mask})[0]
    return found


def _tokens(encoder: Encoder) -> list[str]:
    """The vocabulary by number."""
    assert encoder.table is not None
    found = [""] * len(encoder.table)
    for token, at in Tokenizer.from_file(str(encoder.tokenizer)).get_vocab().items():
        found[at] = token
    return found
