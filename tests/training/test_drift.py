from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from training.drift import LARGE, NOTICEABLE, InputDrift, input_drift, psi
from training.inputs import Inputs
from valuation.features import FeatureSchema

SCHEMA = FeatureSchema(categories=("kind",), numbers=("size",))
CENTROIDS = np.eye(4, dtype=np.float32)
COUNTS = arrays(np.int64, 6, elements=st.integers(0, 1000))


def inputs(n: int, seed: int, kinds: tuple[str, ...] = ("a", "b", "c"), size: float = 0.0, topics: tuple[int, ...] = (0, 1, 2)) -> Inputs:
    generator = np.random.default_rng(seed)
    embedding = CENTROIDS[generator.choice(topics, n)]
    categories = generator.choice(kinds, n).astype(object)[:, None]
    numbers = np.column_stack([generator.normal(5, 1, (n, 2)), generator.normal(size, 1, n)]).astype(np.float32)
    return Inputs(embedding, categories, numbers, np.zeros(n, dtype=np.float32))


def drift_of(before: Inputs, since: Inputs) -> dict[str, InputDrift]:
    return {one.name: one for one in input_drift(before, since, CENTROIDS, SCHEMA)}


@given(COUNTS, COUNTS)
def test_the_index_is_symmetric_and_never_negative(before: NDArray[np.int64], since: NDArray[np.int64]) -> None:
    assert psi(before, since) >= 0
    assert psi(before, since) == pytest.approx(psi(since, before))


def test_the_index_is_that_of_the_books() -> None:
    before, since = np.asarray([500_000, 500_000]), np.asarray([800_000, 200_000])
    assert psi(before, since) == pytest.approx(0.3 * np.log(0.8 / 0.5) - 0.3 * np.log(0.2 / 0.5), abs=1e-5)
    assert psi(before, before) == 0


def test_samples_of_one_population_show_no_drift() -> None:
    for seed in range(5):
        found = drift_of(inputs(5_000, seed), inputs(300, seed + 100))
        assert {one.verdict for one in found.values()} == {"little"}
        assert set(found) == {"kind", "text_length", "title_length", "size", "text"}


def test_what_chance_shows_is_taken_off() -> None:
    excess = [drift_of(inputs(5_000, seed), inputs(40, seed + 100))["size"].excess for seed in range(20)]
    raw = [drift_of(inputs(5_000, seed), inputs(40, seed + 100))["size"].psi for seed in range(20)]
    assert np.mean(raw) > NOTICEABLE > np.mean(excess)


def test_each_kind_of_drift_is_found_and_nothing_else() -> None:
    before = inputs(5_000, 1)
    assert [name for name, one in drift_of(before, inputs(2_000, 2, size=2.0)).items() if one.verdict != "little"] == ["size"]
    moved = drift_of(before, inputs(2_000, 2, kinds=("a", "a", "b", "never seen")))["kind"]
    assert moved.verdict == "large" and moved.new_values == pytest.approx(0.25, abs=0.03)
    assert [name for name, one in drift_of(before, inputs(2_000, 2, topics=(0, 3))).items() if one.verdict == "large"] == ["text"]


def test_values_that_are_not_given_are_a_class_of_their_own() -> None:
    before, since = inputs(3_000, 1), inputs(3_000, 2)
    since.categories[:1_500] = ""
    since.numbers[:900, 2] = np.nan
    since.embedding[:600] = 0
    found = drift_of(before, since)
    assert (found["kind"].unknown_before, found["kind"].unknown_since) == (0, 0.5) and found["kind"].psi > LARGE
    assert found["size"].unknown_since == 0.3 and found["size"].psi > LARGE
    assert found["text"].unknown_since == 0.2 and found["text"].psi > LARGE


def test_rare_values_are_one_class() -> None:
    firms = np.asarray([f"firm {at}" for at in range(3_000)], dtype=object)[:, None]
    before, since = inputs(3_000, 1), inputs(3_000, 2)
    found = drift_of(Inputs(before.embedding, firms, before.numbers, before.years), Inputs(since.embedding, firms[::-1], since.numbers, since.years))["kind"]
    assert found.psi == 0 and found.classes == 1 and found.new_values == 0


def test_the_most_drifted_stand_first() -> None:
    found = input_drift(inputs(3_000, 1), inputs(3_000, 2, size=3.0, kinds=("a", "b", "b")), CENTROIDS, SCHEMA)
    assert [one.name for one in found[:2]] == ["size", "kind"]
    assert [one.excess for one in found] == sorted((one.excess for one in found), reverse=True)


def test_a_constant_and_an_unknown_column_have_no_drift() -> None:
    before, since = inputs(500, 1), inputs(500, 2)
    for one in (before, since):
        one.numbers[:, 0] = 7.0
        one.numbers[:, 2] = np.nan
    found = drift_of(before, since)
    assert found["text_length"].psi == 0 and found["size"].psi == 0 and found["size"].unknown_since == 1
