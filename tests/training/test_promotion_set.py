from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from models.load import Bundle, load_bundle
from models.manifest import Manifest
from models.scorer import Scorer
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.conftest import TinyTables
from training.out_of_time import OutOfTimeTable
from training.parity import Parity
from training.promotion_set import check_comparable, labelled_set, stored_set
from training.study_groups import Grouping
from valuation.field_error import FieldError


def stored(n: int = 6, first: int = 0, seed: int = 0, **changes: object) -> OutOfTimeTable:
    """Predictions of contracts C<first> … in two origins; truth belongs to the contract, quantiles to the run."""
    names = np.arange(first, first + n)
    generator = np.random.default_rng(seed)
    table = OutOfTimeTable(
        version="0123456789ab",
        parity=Parity(1, {}, 0),
        source=np.full(n, "s", dtype=object),
        contract=np.asarray([f"C{at}" for at in names], dtype=object),
        project=np.asarray([f"P{at // 2}" for at in names], dtype=object),
        date=np.full(n, "2020-05-01", dtype="datetime64[D]"),
        origin=np.asarray(2019.0 + names % 2, dtype=np.float64),
        calibrated=np.ones(n, dtype=bool),
        counted=np.ones(n, dtype=bool),
        segments=(Grouping("kind", np.asarray([f"k{at % 3}" for at in names], dtype=object)),),
        truth=np.asarray(names * 0.1 + 10, dtype=np.float64),
        mean=generator.normal(10, 1, n),
        quantiles=np.sort(generator.normal(10, 1, (n, 7)), axis=1),
    )
    return replace(table, **changes)  # type: ignore[arg-type]


def test_only_contracts_and_origins_that_both_predicted_are_compared_each_with_its_own_row() -> None:
    own, other = stored(8, 0, seed=1), stored(8, 3, seed=2)
    order = np.random.default_rng(3).permutation(8)
    found = stored_set(own, other.take(order))
    assert len(found.truth) == 5 and found.champion is not None
    np.testing.assert_array_equal(found.challenger, own.quantiles[3:])
    np.testing.assert_array_equal(found.champion, other.quantiles[:5])
    np.testing.assert_array_equal(found.segments[0].labels, own.segments[0].labels[3:])
    assert found.answered == (1.0, 1.0) and "2019 to 2020" in found.described


def test_the_same_contract_from_another_origin_or_source_is_another_prediction() -> None:
    own = stored()
    assert len(stored_set(own, stored(origin=own.origin + 1)).truth) == 0
    assert len(stored_set(own, stored(source=np.full(6, "t", dtype=object))).truth) == 0


def test_a_price_that_was_corrected_between_the_runs_is_left_out_and_told() -> None:
    truth = stored().truth.copy()
    truth[2] += 0.5
    found = stored_set(stored(), stored(truth=truth))
    assert len(found.truth) == 5 and "1 left out, whose prices differ" in found.described


def test_what_stands_twice_under_one_name_is_left_out() -> None:
    own = stored()
    twice = own.take(np.asarray([0, 0, 1, 2]))
    assert len(stored_set(own, twice).truth) == 2 and len(stored_set(twice, own).truth) == 2


def test_predictions_before_calibration_do_not_count_where_there_are_others() -> None:
    late = np.asarray([False, False, True, True, True, True])
    assert len(stored_set(stored(calibrated=late, counted=late), stored()).truth) == 4
    assert len(stored_set(stored(calibrated=np.zeros(6, dtype=bool)), stored()).truth) == 6


def test_what_either_would_have_refused_is_not_compared_but_counted() -> None:
    own = np.asarray([False, True, True, True, True, True])
    other = np.asarray([True, False, False, True, True, True])
    found = stored_set(stored(counted=own), stored(counted=other))
    assert len(found.truth) == 3
    assert found.answered is not None and found.answered == pytest.approx((5 / 6, 4 / 6))


def test_projects_of_different_sources_are_different_witnesses() -> None:
    source = np.asarray(["s", "t"] * 3, dtype=object)
    assert len(np.unique(stored_set(stored(source=source), None).projects)) == 6
    assert len(np.unique(stored_set(stored(), None).projects)) == 3


def test_a_first_champion_is_judged_on_its_own_predictions() -> None:
    found = stored_set(stored(counted=np.asarray([True] * 5 + [False])), None)
    assert len(found.truth) == 5 and found.champion is None and found.answered == (5 / 6, None)


@pytest.fixture(scope="module")
def later(tiny_bundle: Path) -> Scorer:
    """The tiny bundle as if it had learned contracts of up to the end of 2020 only."""
    bundle = load_bundle(tiny_bundle)
    assert bundle.manifest.price is not None
    return Scorer(Bundle(bundle.layout, until(bundle.manifest, date(2020, 12, 31))))


def until(manifest: Manifest, last: date) -> Manifest:
    assert manifest.price is not None
    return manifest.model_copy(update={"price": manifest.price.model_copy(update={"last": last})})


@pytest.fixture(scope="module")
def contracts(tiny_tables: TinyTables) -> ContractTable:
    return read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0]))


def test_contracts_that_either_has_learned_from_are_left_out(later: Scorer, contracts: ContractTable) -> None:
    newer = Scorer(Bundle(later.bundle.layout, until(later.bundle.manifest, date(2022, 6, 30))))
    for pair in ((later, newer), (newer, later)):
        found = labelled_set(*pair, contracts)
        unseen = contracts.columns.dates > np.datetime64("2022-06-30")
        assert len(found.truth) <= unseen.sum()
        assert set(np.round(found.truth, 9)) <= set(np.round(np.log(contracts.amounts[unseen]), 9))
        assert f"{int((~unseen).sum()):,} dated up to then are left out" in found.described and "2022-06-30" in found.described


def test_both_answer_as_they_would_be_served_and_refusals_count(later: Scorer, contracts: ContractTable) -> None:
    limits = later.bundle.manifest.limits.model_copy(update={"last_year": 2022.5})
    shy = Scorer(Bundle(later.bundle.layout, later.bundle.manifest.model_copy(update={"limits": limits})))
    found = labelled_set(later, shy, contracts)
    unseen = contracts.take(np.flatnonzero(contracts.columns.dates > np.datetime64("2020-12-31")))
    own, other = later.score(unseen.columns).price, shy.score(unseen.columns).price
    assert own is not None and other is not None and found.champion is not None and found.answered is not None
    both = np.isfinite(other).all(axis=1)
    np.testing.assert_array_equal(found.challenger, own[both])
    np.testing.assert_array_equal(found.champion, other[both])
    assert found.answered == (1.0, both.mean()) and 0.3 < both.mean() < 0.9


def test_a_table_that_both_have_learned_is_refused(tiny_scorer: Scorer, contracts: ContractTable) -> None:
    with pytest.raises(FieldError, match="no contract with a price after 2023"):
        labelled_set(tiny_scorer, None, contracts)


def test_prices_of_another_kind_are_refused(later: Scorer, contracts: ContractTable, tiny_tables: TinyTables, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(tiny_tables.sources[0].read_text("utf-8").replace("registered_contract_amount", "auction_price"), "utf-8")
    with pytest.raises(FieldError, match="auction_price"):
        labelled_set(later, None, replace(contracts, source=Mapping.load(other)))


def test_only_like_bundles_are_compared(tiny_bundle: Path) -> None:
    manifest = load_bundle(tiny_bundle).manifest
    assert manifest.price is not None
    check_comparable(manifest, None)
    check_comparable(manifest, manifest)
    check_comparable(manifest.model_copy(update={"simulated": False}), manifest)
    foreign = manifest.model_copy(update={"price": manifest.price.model_copy(update={"currency": "USD"})})
    for challenger, champion, said in (
        (manifest.model_copy(update={"price": None}), None, "no price head"),
        (foreign, manifest, "USD, the champion"),
        (manifest, manifest.model_copy(update={"simulated": False}), "simulated"),
    ):
        with pytest.raises(FieldError, match=said):
            check_comparable(challenger, champion)
