from __future__ import annotations

import random
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.validation.near_duplicates import LEAST_BYTES, SHINGLE, jaccard, near_duplicates, shingles, signatures

WORDS = ("the", "of", "a", "process", "for", "membrane", "water", "battery", "anode", "coating", "sensor", "laser", "cell", "film", "steel")


def text(seed: int, words: int = 80) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + str(chance.randrange(100)) for _ in range(words))


def plain(left: str, right: str) -> float:
    """Jaccard by the definition."""
    sets = [{one[at : at + SHINGLE] for at in range(len(one) - SHINGLE + 1)} for one in ("".join(each.split()).encode() for each in (left, right))]
    return len(sets[0] & sets[1]) / max(len(sets[0] | sets[1]), 1)


def test_a_retold_text_is_found_and_a_different_one_is_not() -> None:
    texts = [text(1), text(2), text(1).replace("anode", "cathode", 1), text(3)]
    pairs = near_duplicates(texts)
    assert (pairs.left.tolist(), pairs.right.tolist()) == ([0], [2])
    assert pairs.similarity[0] == pytest.approx(plain(texts[0], texts[2])) and pairs.similarity[0] < 1


def test_exact_copies_are_paired_with_the_first_and_white_space_is_no_difference() -> None:
    pairs = near_duplicates([text(1), text(2), text(1).replace(" ", "\n"), text(1)])
    assert list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.similarity.tolist(), strict=True)) == [(0, 2, 1.0), (0, 3, 1.0)]


def test_chinese_titles_that_differ_by_a_word_are_found() -> None:
    titles = ["非常规突发事件应急技术系统化集成原理与方法", "非常规突发事件应急技术系统化集成原理与方法研究", "农村基础设施建设中财政资金的创新管理与绩效评价"]
    pairs = near_duplicates(titles)
    assert (pairs.left.tolist(), pairs.right.tolist()) == ([0], [1])


def test_short_titles_say_nothing_of_being_the_same_work() -> None:
    assert len(near_duplicates(["title missing"] * 5 + ["技术服务合同"] * 5 + [""] * 5)) == 0
    assert len(near_duplicates(["x" * LEAST_BYTES] * 2)) == 1


def test_every_pair_above_the_limit_is_found_and_none_below_it() -> None:
    chance = random.Random(5)
    texts = []
    for seed in range(60):
        own = text(seed).split()
        for _ in range(chance.randrange(0, 12)):
            own[chance.randrange(len(own))] = "changed"
        texts += [text(seed), " ".join(own)]
    pairs = near_duplicates(texts)
    found = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    wanted = {(a, b) for a in range(len(texts)) for b in range(a + 1, len(texts)) if plain(texts[a], texts[b]) >= 0.8}
    assert found == wanted and 20 < len(wanted) < 60


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_texts_at_all_give_ordered_pairs_and_the_same_ones_twice(texts: list[str]) -> None:
    once, again = near_duplicates(texts), near_duplicates(texts)
    assert (once.left < once.right).all() and ((once.similarity >= 0.8) & (once.similarity <= 1)).all()
    assert np.array_equal(once.left, again.left) and np.array_equal(once.right, again.right)


def test_signatures_estimate_the_similarity() -> None:
    left = text(7, 300)
    right = " ".join(left.split()[:200] + text(8, 100).split())
    rows = signatures(["".join(one.split()).encode() for one in (left, right)])
    assert (rows[0] == rows[1]).mean() == pytest.approx(plain(left, right), abs=0.15)


def test_jaccard_is_shared_over_all() -> None:
    assert jaccard(shingles(b"abcdefghij"), shingles(b"abcdefghiX")) == pytest.approx(2 / 4)
    assert jaccard(shingles(b""), shingles(b"")) == 0


def test_five_thousand_abstracts_take_about_a_second_and_templates_no_longer() -> None:
    varied = [text(seed, 120) for seed in range(2_500)]
    template = [text(9_999, 110) + f" {seed}" for seed in range(2_500)]
    started = process_time()
    pairs = near_duplicates(varied + template)
    assert process_time() - started < 10  # 1.5 s when measured; the machine may be busy
    assert pairs.left.min() >= 2_500 and len(set(pairs.right.tolist())) >= 2_499 - 5


def test_a_signature_does_not_depend_on_the_texts_around_it() -> None:
    texts = ["".join(text(seed).split()).encode() for seed in range(5)]
    together = signatures(texts)
    assert all(np.array_equal(signatures([one])[0], together[at]) for at, one in enumerate(texts))
