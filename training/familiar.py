"""Which texts a bundle knows its way around: centroids of the corpus, and how near to one a text must lie.

A text further from every centroid than almost all texts of the corpus is refused as out of distribution, and so is one whose characters are
mostly outside the vocabulary.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

MAX_CENTROIDS = 64
STRANGE_SHARE = 0.001
"""Share of the corpus that would itself be called strange; the limit lies a margin below it."""
MARGIN = 0.05
UNKNOWN_TOKENS = 0.5


def fit_centroids(embedding: NDArray[np.float32], seed: int) -> tuple[NDArray[np.float32], float]:
    """Centroids (k, d) of length 1 and the least familiar cosine that is still answered; -1 where there is too little text to tell."""
    texts = embedding[np.linalg.norm(embedding, axis=1) > 0.5]
    if len(texts) < 50:
        return np.eye(1, embedding.shape[1], dtype=np.float32), -1.0
    count = min(MAX_CENTROIDS, len(texts) // 25)
    clusters = MiniBatchKMeans(n_clusters=count, random_state=seed, n_init=1, batch_size=2_048).fit(texts[:: max(len(texts) // 20_000, 1)])
    centroids = clusters.cluster_centers_.astype(np.float32)
    centroids /= np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-9)
    nearest = (texts @ centroids.T).max(axis=1)
    return centroids, float(np.quantile(nearest, STRANGE_SHARE) - MARGIN)
