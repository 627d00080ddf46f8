from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from training.simulate.labels import LEVEL_SHARE, STAGE_SHARE, TERMS, emptied, maturity_labels, printed, terms_of
from valuation.codes import LISTS
from valuation.masking import MASK, mask_amounts

LEVELS = np.tile(np.arange(1, 10), 1_000)
STAGED = {"实验室阶段": (1, 4), "工程化阶段": (4, 7), "产业化阶段": (7, 9)}


def test_a_label_always_allows_the_true_level():
    labels = maturity_labels(LEVELS, np.zeros(len(LEVELS), dtype=bool), np.random.default_rng(1))
    for label, level in zip(labels, LEVELS, strict=True):
        low, high = STAGED.get(label, (level, level))
        assert label is None or label in STAGED or label == f"TRL {level}"
        assert low <= level <= high
    assert np.mean([label is not None for label in labels]) == pytest.approx(LEVEL_SHARE + STAGE_SHARE, abs=0.02)


def test_a_deal_without_a_price_is_labelled_exactly():
    labels = maturity_labels(LEVELS, np.ones(len(LEVELS), dtype=bool), np.random.default_rng(1))
    assert labels.tolist() == [f"TRL {level}" for level in LEVELS]


def test_codes_are_printed_in_the_language_of_their_row():
    found = printed("contract_type", np.asarray(["technical_transfer", "technical_transfer", ""]), np.asarray([False, True, True]))
    assert found.tolist() == ["技术转让", "technology transfer", None]


def test_terms_never_name_an_amount(facts):
    found = terms_of(facts, np.random.default_rng(1))
    assert set(TERMS) - {"free", "other"} <= set(LISTS["payment_mode"].entries)
    assert not any("{" in term or MASK.strip() in mask_amounts(term) for term in found)


def test_emptied_cells_are_null_and_keep_their_type():
    found = emptied(pa.array(["a", "b"]), np.asarray([True, False]))
    assert found.to_pylist() == ["a", None] and found.type == pa.string()
