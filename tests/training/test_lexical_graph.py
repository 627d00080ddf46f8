from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime as ort
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.encoder import MAX_TOKENS
from training.graph import Graph
from training.lexical import LexicalTable
from training.lexical_graph import add_lexical
from training.occurrences import bags_of

GENERATOR = np.random.default_rng(8)
SIZE = 12
TABLE = LexicalTable(
    GENERATOR.integers(-32_000, 32_001, (SIZE, 6)).astype(np.int16),
    GENERATOR.integers(0, 32_001, (SIZE, 2)).astype(np.int16),
    GENERATOR.uniform(1e-5, 1e-2, (2, 3)),
)
ONE_KIND = LexicalTable(TABLE.table[:, :3], TABLE.sizes[:, :1], TABLE.scales[:1])


def session_of(table: LexicalTable) -> ort.InferenceSession:
    graph = Graph("lexical")
    add_lexical(graph, table)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(graph.model({"lexical": table.width}).SerializeToString(), options, providers=["CPUExecutionProvider"])


SESSION = session_of(TABLE)


def columns(texts: list[list[int]], width: int = 0, session: ort.InferenceSession = SESSION) -> NDArray[np.float32]:
    """Columns of token lists, padded to the longest or to `width`."""
    width = max([width, 1, *map(len, texts)])
    ids, mask = np.zeros((len(texts), width), np.int64), np.zeros((len(texts), width), np.float32)
    for at, text in enumerate(texts):
        ids[at, : len(text)], mask[at, : len(text)] = text, 1.0
    found: Any = session.run(["lexical"], {"token_ids": ids, "token_mask": mask})[0]
    return np.asarray(found)


def learned(table: LexicalTable, texts: list[list[int]]) -> NDArray[np.float32]:
    return table.columns(bags_of([np.asarray(text, dtype=np.int32) for text in texts], SIZE))


TEXTS = st.lists(st.lists(st.integers(0, SIZE - 1), max_size=30), min_size=1, max_size=20)


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.integers(0, 40))
def test_the_graph_finds_the_very_bits_that_were_learned_whatever_the_padding(texts: list[list[int]], padding: int) -> None:
    assert np.array_equal(columns(texts, padding), learned(TABLE, texts))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_a_text_has_the_same_columns_alone_and_among_others(texts: list[list[int]]) -> None:
    together = columns(texts)
    for at, text in enumerate(texts):
        assert np.array_equal(columns([text])[0], together[at])


def test_the_longest_text_of_the_largest_numbers_is_still_exact() -> None:
    largest = LexicalTable(np.full((SIZE, 1), 32_000, np.int16), np.full((SIZE, 1), 32_000, np.int16), np.ones((1, 1)))
    texts = [[3] * MAX_TOKENS, list(range(SIZE)) * (MAX_TOKENS // SIZE), [7]]
    assert np.array_equal(columns(texts, session=session_of(largest)), learned(largest, texts))


def test_tokens_at_the_end_of_a_large_vocabulary_are_told_apart() -> None:
    table = np.zeros((60_000, 1), np.int16)
    table[59_998:, 0] = [1, 2]
    large = LexicalTable(table, np.ones((60_000, 1), np.int16), np.ones((1, 1)))
    session = session_of(large)
    assert columns([[59_999, 59_998]], session=session)[0, 0] == learned_large(large, [59_999, 59_998])


def learned_large(table: LexicalTable, text: list[int]) -> np.float32:
    return np.float32(table.columns(bags_of([np.asarray(text, dtype=np.int32)], len(table.table)))[0, 0])


def test_one_kind_of_traits_is_enough() -> None:
    texts = [[1, 1, 1, 1, 1, 2], [0, 0, 5], []]
    found = columns(texts, session=session_of(ONE_KIND))
    assert np.array_equal(found, learned(ONE_KIND, texts)) and not found[2].any()


def test_the_opening_weighs_more_than_the_end() -> None:
    table = np.zeros((SIZE, 1), np.int16)
    table[4] = 1_000
    one = LexicalTable(table, np.ones((SIZE, 1), np.int16), np.ones((1, 1)))
    first, last = columns([[4, *[9, 10, 11] * 20], [*[9, 10, 11] * 20, 4]], session=session_of(one))[:, 0]
    assert first > 1.5 * last > 0
