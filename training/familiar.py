"""Which texts a bundle knows its way around: centroids of the corpus, and how near to one a text must lie.

A text further from every centroid than almost all texts of the corpus is refused as out of distribution, and so is one whose characters are
mostly outside the vocabulary.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

MAX_CENTROIDS = 64
STRANGE_SHARE, MARGIN = 0.001, 0.05
"""Quantile of the corpus's own cosines, and how far below it the limit lies: users write otherwise than the register."""
UNKNOWN_TOKENS = 0.5
SAMPLE = 5_000
LEAST_TEXTS = 50


def fit_centroids(embedding: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Centroids (k, d) of length 1 of texts (n, d); one arbitrary where there is too little text to tell."""
    texts = embedding[np.linalg.norm(embedding, axis=1) > 0.5]
    if len(texts) < LEAST_TEXTS:
        return np.eye(1, embedding.shape[1], dtype=np.float32)
    count = min(MAX_CENTROIDS, len(texts) // 25)
    clusters = MiniBatchKMeans(n_clusters=count, random_state=seed, n_init=1, batch_size=2_048).fit(texts[:: max(len(texts) // 20_000, 1)])
    centroids = clusters.cluster_centers_
    return np.asarray(centroids / np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def familiarity_limit(embedding: NDArray[np.float32], long_enough: NDArray[np.bool_], centroids: NDArray[np.float32]) -> float:
    """The least cosine to the nearest centroid that is still answered, from the texts (n, d) that are long enough to be judged; -1 for too few."""
    if long_enough.sum() < LEAST_TEXTS:
        return -1.0
    return float(np.quantile((embedding[long_enough] @ centroids.T).max(axis=1), STRANGE_SHARE)) - MARGIN
