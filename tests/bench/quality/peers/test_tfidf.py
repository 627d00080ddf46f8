"""Words."""

from __future__ import annotations

from bench.quality.peers.tfidf import tfidf


def test_words_and_single_chinese_characters_count() -> None:
    words = tfidf().fit(["laser 激光 welding"] * 5).get_feature_names_out()
    assert {"laser", "激", "光", "welding", "激 光"} <= set(words)
