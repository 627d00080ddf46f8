from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.familiar import MAX_CENTROIDS, STRANGE_SHARE, familiarity_limit, fit_centroids


def clouds(n: int = 900, seed: int = 0) -> NDArray[np.float32]:
    """Unit vectors around three directions of eight."""
    generator = np.random.default_rng(seed)
    vectors = np.eye(3, 8)[generator.integers(0, 3, n)] + generator.normal(0, 0.15, (n, 8))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def limit_of(vectors: NDArray[np.float32]) -> float:
    return familiarity_limit(vectors, np.linalg.norm(vectors, axis=1) > 0.5, fit_centroids(vectors, 1))


def test_the_corpus_is_familiar_to_itself_and_a_foreign_direction_is_not() -> None:
    centroids, limit = fit_centroids(clouds(), 1), limit_of(clouds())
    nearest = (clouds(seed=5) @ centroids.T).max(axis=1)
    assert (nearest < limit).mean() <= STRANGE_SHARE + 0.01
    foreign = np.eye(8, dtype=np.float32)[7]
    assert (foreign @ centroids.T).max() < limit


def test_short_texts_have_no_say_in_the_limit() -> None:
    vague = np.asarray(np.eye(8, dtype=np.float32)[np.full(300, 7)])
    both = np.vstack([clouds(), vague])
    centroids = fit_centroids(clouds(), 1)
    assert familiarity_limit(both, np.arange(len(both)) < 900, centroids) == familiarity_limit(clouds(), np.ones(900, dtype=bool), centroids)


def test_centroids_are_unit_vectors_and_few() -> None:
    centroids = fit_centroids(clouds(), 1)
    assert np.allclose(np.linalg.norm(centroids, axis=1), 1, atol=1e-5)
    assert 3 <= len(centroids) <= MAX_CENTROIDS and centroids.dtype == np.float32


def test_empty_texts_have_no_say() -> None:
    with_empty = np.vstack([clouds(), np.zeros((2_000, 8), dtype=np.float32)])
    assert np.array_equal(fit_centroids(with_empty, 1), fit_centroids(clouds(), 1))


def test_where_there_is_too_little_text_no_text_is_strange() -> None:
    assert limit_of(clouds(49)) == -1 and fit_centroids(clouds(49), 1).shape == (1, 8)


def test_the_same_seed_gives_the_same_centroids() -> None:
    assert np.array_equal(fit_centroids(clouds(), 3), fit_centroids(clouds(), 3))
