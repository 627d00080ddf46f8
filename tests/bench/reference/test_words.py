"""The lexicon is the same for the same seed, and its texts are of both languages."""

from __future__ import annotations

import numpy as np

from bench.reference.words import CHINESE, ENGLISH, lexicon


def test_words_are_distinct_and_of_both_languages() -> None:
    words = lexicon(3)
    assert len(set(words.chinese)) == CHINESE and len(set(words.english)) == ENGLISH
    assert all(word.isascii() for word in words.english) and not any(word.isascii() for word in words.chinese)
    assert lexicon(3) == lexicon.__wrapped__(3) != lexicon(4)


def test_a_text_has_the_length_asked_for() -> None:
    texts = [lexicon(3).text(np.random.default_rng(seed), 120) for seed in range(40)]
    assert all(110 < len(text) <= 120 for text in texts)
    assert not all(text.isascii() for text in texts)
