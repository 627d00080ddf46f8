from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.embedding import embed
from training.encoder import MAX_TOKENS, EncoderParameters, StaticTable, token_ids, train_static
from training.trained import Encoder
from valuation.field_error import FieldError

SMALL = EncoderParameters(vocabulary=600, dimensions=32, steps=60, batch=96)
TOPICS = {
    "battery": ("锂电池", "正极材料", "隔膜", "cathode", "lithium", "electrolyte"),
    "vaccine": ("疫苗", "蛋白", "抗体", "antibody", "protein", "vaccine"),
    "water": ("废水", "膜分离", "净化", "membrane", "sewage", "filter"),
}


def texts(n: int = 240, seed: int = 0) -> list[str]:
    """Twelve words of one topic each, Chinese and English mixed."""
    generator = np.random.default_rng(seed)
    return [" ".join(generator.choice(list(TOPICS.values())[at % 3], 12)) for at in range(n)]


@pytest.fixture(scope="module")
def static() -> StaticTable:
    return train_static(texts(), SMALL, 3, lambda _: None)


def vectors(static: StaticTable, given: list[str], place: Path) -> NDArray[np.float32]:
    static.tokenizer.save(str(place / "tokenizer.json"))
    return embed(Encoder(static.info, place / "tokenizer.json", table=static.table), given, lambda _: None)


def test_texts_of_one_topic_lie_nearer_than_texts_of_two_in_both_languages(static: StaticTable, tmp_path: Path) -> None:
    found = vectors(static, ["锂电池 隔膜", "lithium cathode", "疫苗 抗体", "protein vaccine", "废水 净化", "sewage membrane"], tmp_path)
    near = found @ found.T
    for at in (0, 2, 4):
        within = near[at, at + 1]
        assert within > 0.5 and within > 0.2 + max(near[at, other] for other in range(6) if other not in (at, at + 1))


def test_a_prefix_of_the_vector_is_a_vector_too(static: StaticTable, tmp_path: Path) -> None:
    found = vectors(static, texts(60, seed=5), tmp_path)[:, :8]
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    near = found @ found.T
    same = np.arange(60)[:, None] % 3 == np.arange(60)[None, :] % 3
    assert near[same].mean() > near[~same].mean() + 0.3


def test_the_same_seed_gives_the_same_table_and_another_seed_another(static: StaticTable) -> None:
    brief = EncoderParameters(vocabulary=300, dimensions=16, steps=5, batch=32)
    once, again, other = (train_static(texts(), brief, seed, lambda _: None) for seed in (1, 1, 2))
    assert np.array_equal(once.table, again.table) and once.tokenizer.to_str() == again.tokenizer.to_str()
    assert not np.array_equal(once.table, other.table)


def test_sums_of_the_longest_text_stay_exact_in_float32(static: StaticTable) -> None:
    assert static.table.dtype == np.int16 and MAX_TOKENS < 512
    assert int(np.abs(static.table.astype(np.int64)).max()) * 511 < 2**24
    assert np.abs(static.table).max() > 30_000  # and the grid is used


def test_tokens_never_seen_keep_no_random_vector(static: StaticTable) -> None:
    assert not static.table[static.tokenizer.token_to_id("[UNK]")].any()


def test_too_few_texts_are_an_error_that_counts_them() -> None:
    with pytest.raises(FieldError, match="too few texts of four tokens or more") as error:
        train_static([*texts(3), "a b", "", ""], SMALL, 1, lambda _: None)
    assert error.value.value == "3"
    with pytest.raises(FieldError, match="too few texts"):
        train_static([], SMALL, 1, lambda _: None)


def test_progress_grows_to_the_whole_and_facts_are_told() -> None:
    told: list[float] = []
    static = train_static(texts(40), EncoderParameters(vocabulary=200, dimensions=16, steps=4, batch=500), 1, told.append)
    assert told == sorted(told) and told[-1] == 1.0
    assert (static.info.kind, static.info.dimensions, static.info.max_tokens) == ("static", 16, MAX_TOKENS)


class CountingTokenizer:
    """A tokenizer that notes how many texts it is given at once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.calls: list[int] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._tokenizer, name)

    def encode_batch_fast(self, texts: list[str], **options: bool) -> object:
        self.calls.append(len(texts))
        return self._tokenizer.encode_batch_fast(texts, **options)


def test_texts_are_tokenised_a_slice_at_a_time_and_cut(static: StaticTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.encoder.SLICE", 3)
    tokenizer = CountingTokenizer(static.tokenizer)
    given = [*texts(6), "lithium " * 1_000]
    found = token_ids(tokenizer, given)  # type: ignore[arg-type]
    assert tokenizer.calls == [3, 3, 1]
    assert [one.dtype for one in found] == [np.int32] * 7 and len(found[-1]) == MAX_TOKENS
    assert [one.tolist() for one in found[:6]] == [static.tokenizer.encode(text, add_special_tokens=False).ids for text in given[:6]]


def test_the_saved_tokenizer_cuts_nothing(static: StaticTable) -> None:
    assert static.tokenizer.truncation is None


def test_tokens_behind_the_cut_teach_nothing() -> None:
    long = " ".join(["lithium cathode"] * (MAX_TOKENS // 2 + 50) + ["zebra"] * 20)
    brief = EncoderParameters(vocabulary=300, dimensions=16, steps=2, batch=32)
    static = train_static([*texts(60), long, long], brief, 1, lambda _: None)
    known = static.tokenizer.token_to_id("zebra")
    assert known is not None and not static.table[known].any()
