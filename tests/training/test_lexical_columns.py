from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.context import Context
from training.embedding import tokenise
from training.lexical import LexicalTable
from training.lexical_columns import columns_by_graph, with_columns
from training.occurrences import bags_of
from training.parity import ParityError
from training.text_targets import text_targets


def test_a_run_has_a_column_for_maturity_each_score_and_each_class(tiny_run: Context) -> None:
    told = text_targets(tiny_run.corpus, tiny_run.parameters)
    assert tiny_run.encoder.lexical is not None and tiny_run.inputs.lexical is not None and tiny_run.heads.signals is not None
    width = 1 + len(tiny_run.heads.scores) + len(tiny_run.heads.signals.values)
    assert tiny_run.encoder.lexical.width == tiny_run.inputs.lexical.shape[1] == width == sum(target.width for target in told.targets)
    assert tiny_run.inputs.lexical.dtype == np.float32


def test_texts_that_taught_nothing_have_the_columns_that_are_served(tiny_run: Context) -> None:
    ids = tokenise(tiny_run.encoder, tiny_run.corpus.columns.text)
    served, learned = columns_by_graph(tiny_run.encoder, ids), tiny_run.inputs.lexical
    assert learned is not None
    at = 0
    for target in text_targets(tiny_run.corpus, tiny_run.parameters).targets:
        own = slice(at, at + target.width)
        assert np.array_equal(learned[~target.taught, own], served[~target.taught, own])
        assert not np.array_equal(learned[target.taught, own], served[target.taught, own])
        at += target.width


def test_nothing_to_tell_or_a_transformer_leaves_encoder_and_inputs_as_they_are(tiny_run: Context) -> None:
    corpus = tiny_run.corpus
    ids = tokenise(tiny_run.encoder, corpus.columns.text)
    bare, plain = replace(tiny_run.encoder, lexical=None), replace(tiny_run.inputs, lexical=None)
    assert with_columns(bare, plain, ids, [], corpus.projects, tiny_run.parameters) == (bare, plain)
    transformer = replace(bare, table=None)
    targets = text_targets(corpus, tiny_run.parameters).targets
    assert with_columns(transformer, plain, ids, targets, corpus.projects, tiny_run.parameters) == (transformer, plain)


def test_a_graph_that_answers_otherwise_is_refused(tiny_run: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, parameters = tiny_run.corpus, tiny_run.parameters
    ids = tokenise(tiny_run.encoder, corpus.columns.text)
    served = LexicalTable.columns
    monkeypatch.setattr(LexicalTable, "columns", lambda table, bags: np.nextafter(served(table, bags), np.float32(9)))
    with pytest.raises(ParityError, match="supervised columns"):
        with_columns(tiny_run.encoder, tiny_run.inputs, ids, text_targets(corpus, parameters).targets, corpus.projects, parameters)


def test_the_graph_and_the_table_agree_on_every_text_to_the_bit(tiny_run: Context) -> None:
    ids = tokenise(tiny_run.encoder, tiny_run.corpus.columns.text)
    assert tiny_run.encoder.lexical is not None and tiny_run.encoder.table is not None
    assert np.array_equal(columns_by_graph(tiny_run.encoder, ids), tiny_run.encoder.lexical.columns(bags_of(ids, len(tiny_run.encoder.table))))
