from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from models.text_tokens import BLOCK_TOKENS, MAX_BLOCK_ROWS, TextTokens, blocks

WORDS = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "green": 3, "电": 4, "池": 5}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", None, [("[CLS]", 1), ("[SEP]", 2)])
    tokenizer.enable_padding(length=50)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path / "tokenizer.json"


def test_texts_become_their_own_tokens_without_the_padding_of_the_file(file: Path) -> None:
    assert TextTokens(file, 100, special_tokens=False).encode(["green 电 电", "", "mystery"]) == [[3, 4, 4], [], [0]]


def test_special_tokens_stand_around_a_text_where_they_are_asked_for(file: Path) -> None:
    assert TextTokens(file, 100, special_tokens=True).encode(["green", ""]) == [[1, 3, 2], [1, 2]]


def test_a_long_text_is_cut_with_its_special_tokens_kept(file: Path) -> None:
    assert TextTokens(file, 4, special_tokens=False).encode(["green " * 10_000]) == [[3] * 4]
    assert TextTokens(file, 4, special_tokens=True).encode(["green " * 10_000]) == [[1, 3, 3, 2]]


def test_the_share_of_unknown_tokens(file: Path) -> None:
    tokens = TextTokens(file, 100, special_tokens=False)
    assert tokens.unknown_share(tokens.encode(["green what", "", "green", "who what"])).tolist() == [0.5, 0.0, 0.0, 1.0]


def test_a_vocabulary_without_an_unknown_token_knows_no_share(tmp_path: Path) -> None:
    tokenizer = Tokenizer(models.BPE({"a": 0}, []))
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    tokens = TextTokens(tmp_path / "tokenizer.json", 10, special_tokens=False)
    assert tokens.unknown_share(tokens.encode(["aaz", ""])).tolist() == [0.0, 0.0]


LENGTHS = st.lists(st.integers(0, 400), max_size=300)


@given(LENGTHS, st.booleans())
def test_every_row_is_packed_once_with_its_own_tokens(lengths: list[int], one_by_one: bool) -> None:
    ids = [[at + 1] * length for at, length in enumerate(lengths)]
    seen: list[int] = []
    for block in blocks(ids, one_by_one=one_by_one):
        assert block.ids.shape == block.mask.shape and block.ids.dtype == np.int64 and block.mask.dtype == np.float32
        for at, row in enumerate(block.rows):
            length = lengths[row]
            assert block.ids[at, :length].tolist() == ids[row] and not block.ids[at, length:].any()
            assert block.mask[at, :length].all() and not block.mask[at, length:].any()
        seen += block.rows.tolist()
    assert sorted(seen) == list(range(len(lengths)))


@given(LENGTHS)
def test_blocks_stay_within_their_bounds(lengths: list[int]) -> None:
    for block in blocks([[1] * length for length in lengths]):
        assert block.ids.size <= max(BLOCK_TOKENS, block.ids.shape[1]) and 1 <= len(block.rows) <= MAX_BLOCK_ROWS


def test_short_texts_are_packed_a_thousand_at_a_time() -> None:
    assert [len(block.rows) for block in blocks([[1]] * 2_500)] == [MAX_BLOCK_ROWS, MAX_BLOCK_ROWS, 2_500 - 2 * MAX_BLOCK_ROWS]


def test_one_by_one_means_no_neighbour_and_no_padding() -> None:
    assert [block.ids.shape for block in blocks([[1, 2], [], [3]], one_by_one=True)] == [(1, 1), (1, 1), (1, 2)]


def test_nothing_gives_no_block() -> None:
    assert list(blocks([])) == []
