from __future__ import annotations

import numpy as np
import pytest

from training.occurrences import Bags, bags_of
from training.token_traits import names, parts, parts_of

TOKENS = ["[UNK]", "the", "market", "marketed", "of", "锂电池", "museum", "7"]


def bags(*texts: list[int]) -> Bags:
    return bags_of([np.asarray(text, dtype=np.int32) for text in texts], len(TOKENS))


SOME = bags([1, 2, 3], [1, 3, 5], [1, 2, 5], [1, 6, 4, 7])


def test_a_word_of_every_text_and_a_word_of_one_text_say_nothing() -> None:
    traits = names(TOKENS, SOME).traits.toarray()
    assert np.array_equal(np.flatnonzero(traits.any(axis=1)), [2, 3, 5])
    assert traits[2, 2] == pytest.approx(np.log(5 / 3)) and traits[1, 1] == 0 and traits[6, 6] == 0


def test_short_latin_tokens_say_nothing_and_short_chinese_ones_do() -> None:
    assert parts_of("of") == parts_of("7") == set()
    assert parts_of("锂") == {"锂"}
    often = bags([4, 7, 5], [4, 7, 5], [2])
    assert np.flatnonzero(names(TOKENS, often).traits.toarray().any(axis=1)).tolist() == [5]


def test_parts_are_runs_of_letters_with_their_ends_marked_and_chinese_characters_and_pairs() -> None:
    assert parts_of("meter") == {"<met", "mete", "eter", "ter>"} and parts_of("cat") == {"<cat", "cat>"}
    assert parts_of("锂电池") == {"锂", "电", "池", "锂电", "电池"}


def test_words_of_one_stem_share_parts() -> None:
    traits = parts(TOKENS, bags([2, 6], [3], [2, 3], [6], [6])).traits.toarray()
    assert traits[2] @ traits[3] > 0.5 * (traits[2] @ traits[2]) and traits[2] @ traits[6] == 0


def test_lengths_are_those_of_the_rows_where_tokens_share_no_trait() -> None:
    traits = names(TOKENS, SOME)
    texts = bags([2, 5], [3])
    rows = traits.rows(texts).toarray()
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(traits.lengths(texts)[1], 192 * np.log(5 / 3))


def test_a_text_without_a_telling_token_is_the_origin() -> None:
    assert not names(TOKENS, SOME).rows(bags([1, 4], [])).toarray().any()


def test_tokens_without_parts_are_told_apart_by_nothing() -> None:
    traits = parts(["a", "b"], bags_of([np.asarray([0, 1], dtype=np.int32)], 2))
    assert traits.traits.shape == (2, 1) and not traits.sizes.any() and traits.count == 2
