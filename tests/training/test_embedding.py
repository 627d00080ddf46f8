from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from models.scorer import Scorer
from models.text_tokens import TextTokens
from training.context import Context
from training.embedding import embed
from valuation.features import Columns


def ignore(_: float) -> None:
    pass


def test_the_heads_learn_from_the_very_bits_that_are_served(tiny_run: Context, tiny_scorer: Scorer, tiny_columns: Columns) -> None:
    assert np.array_equal(embed(tiny_run.encoder, tiny_columns.text, ignore), tiny_scorer.score(tiny_columns).embedding)
    assert np.array_equal(tiny_run.inputs.embedding[: len(tiny_columns)], tiny_scorer.score(tiny_columns).embedding)


def test_vectors_have_length_one_and_an_empty_text_is_zero(tiny_run: Context, tiny_columns: Columns) -> None:
    found = embed(tiny_run.encoder, tiny_columns.text, ignore)
    assert found.dtype == np.float32 and found.shape == (len(tiny_columns), tiny_run.encoder.info.dimensions)
    assert np.allclose(np.linalg.norm(found, axis=1), [1.0 if text else 0.0 for text in tiny_columns.text], atol=1e-6)


def test_progress_ends_at_one_and_never_goes_back(tiny_run: Context) -> None:
    told: list[float] = []
    embed(tiny_run.encoder, ["锂电池"] * 2_500, told.append)
    assert len(told) > 1 and told == sorted(told) and told[-1] == 1.0


def test_no_texts_give_no_vectors(tiny_run: Context) -> None:
    assert embed(tiny_run.encoder, [], ignore).shape == (0, tiny_run.encoder.info.dimensions)


def test_texts_are_tokenised_a_slice_at_a_time_with_the_same_vectors(tiny_run: Context, tiny_columns: Columns, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = embed(tiny_run.encoder, tiny_columns.text, ignore)
    encode, sizes = TextTokens.encode, list[int]()

    def noted(tokens: TextTokens, texts: Sequence[str]) -> list[list[int]]:
        sizes.append(len(texts))
        return encode(tokens, texts)

    monkeypatch.setattr(TextTokens, "encode", noted)
    monkeypatch.setattr("training.embedding.SLICE", 7)
    assert np.array_equal(embed(tiny_run.encoder, tiny_columns.text, ignore), whole)
    assert max(sizes) == 7 and sum(sizes) == len(whole)
