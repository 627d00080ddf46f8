"""TF-IDF of words, for every rival that reads by it; single Chinese characters count as words, since no spaces part them."""

from __future__ import annotations

from sklearn.feature_extraction.text import TfidfVectorizer

WORD = r"[^\W一-鿿]{2,}|[一-鿿]"


def tfidf() -> TfidfVectorizer:
    """Words and pairs of words that stand in at least five texts, at most 50,000, with dampened counts."""
    return TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 2), min_df=5, max_features=50_000, sublinear_tf=True, lowercase=False)
