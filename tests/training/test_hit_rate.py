from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.training.test_evaluation import rolled
from training.hit_rate import answered, says_something
from training.inputs import Inputs
from training.price_process import SUPPORTED
from training.rolling_origin import Origin, OutOfTime


def texts(n: int, topics: int, seed: int = 0) -> np.ndarray:
    """n unit vectors around a few of the axes of 16 dimensions."""
    generator = np.random.default_rng(seed)
    vectors = np.eye(16)[generator.integers(0, topics, n)] + generator.normal(0, 0.02, (n, 16))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def asked(foreign: int) -> tuple[OutOfTime, list[Origin], Inputs]:
    """400 rows taught 2020; of the 100 that it is asked about, the first `foreign` are of a topic that nobody has seen."""
    embedding = texts(500, 4)
    embedding[400 : 400 + foreign] = np.eye(16, dtype=np.float32)[9]
    inputs = Inputs(embedding, np.full((500, 1), "x", dtype=object), np.zeros((500, 3), dtype=np.float32), np.full(500, 2020, dtype=np.float32))
    found, _ = rolled(100)
    rows = np.arange(400, 500)
    keep = found.origin == 2020
    return replace(found.take(keep), rows=rows), [Origin(2020.0, np.arange(400), rows)], inputs


def test_a_text_unlike_all_that_taught_its_origin_would_have_been_refused() -> None:
    found, cuts, inputs = asked(foreign=30)
    kept = answered(found, cuts, inputs, np.ones(500, dtype=bool), seed=1)
    assert not kept[:30].any() and kept[30:].all()
    assert answered(found, cuts, inputs, np.zeros(500, dtype=bool), seed=1).all()  # too short to be judged by their meaning


def test_the_same_topic_is_familiar_once_it_has_been_taught() -> None:
    found, cuts, inputs = asked(foreign=30)
    inputs.embedding[:60] = np.eye(16, dtype=np.float32)[9]
    assert answered(found, cuts, inputs, np.ones(500, dtype=bool), seed=1).all()


def test_a_row_that_says_nothing_is_not_answered() -> None:
    found, cuts, inputs = asked(foreign=0)
    blank = np.asarray([410, 420, 430])
    inputs.embedding[blank], inputs.categories[blank], inputs.numbers[blank, 2] = 0, "", np.nan
    inputs.categories[420], inputs.numbers[430, 2] = "known", 5.0
    assert says_something(inputs)[blank].tolist() == [False, True, True]
    kept = answered(found, cuts, inputs, ~np.isin(np.arange(500), blank), seed=1)
    assert not kept[10] and kept.sum() == 99


def test_a_price_whose_level_hardly_any_contract_supports_is_not_answered() -> None:
    found, cuts, inputs = asked(foreign=0)
    deviation = np.linspace(0.0, 2 * SUPPORTED, 100)
    kept = answered(replace(found, deviation=deviation), cuts, inputs, np.ones(500, dtype=bool), seed=1)
    assert np.array_equal(kept, deviation <= SUPPORTED)
