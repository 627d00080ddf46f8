from __future__ import annotations

import tomllib
from typing import Any

import pytest

from training.parameters import BOUNDS, CHOSEN, Parameters, boosting
from valuation.field_error import FieldError


def test_a_toml_file_lays_over_the_defaults() -> None:
    given = tomllib.loads("seed = 7\n[price]\nrounds = 50\nrate = 1\n[encoder]\ndimensions = 64\n")
    changed = Parameters().updated(given)
    assert (changed.seed, changed.price.rounds, changed.price.rate, changed.encoder.dimensions) == (7, 50, 1, 64)
    before, after = Parameters().flat(), changed.flat()
    assert {name for name in before if before[name] != after[name]} == {"seed", "price.rounds", "price.rate", "encoder.dimensions"}


def test_the_defaults_stay_as_they_are_and_nothing_changes_nothing() -> None:
    Parameters().updated({"price": {"rounds": 1}})
    assert Parameters().price.rounds != 1
    assert Parameters().updated({}) == Parameters()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"price": {"round": 5}}, "'price.round'"),
        ({"prices": {"rounds": 5}}, "'prices'"),
        ({"sed": 1}, "'sed'"),
        ({"price": 5}, "'price'"),
        ({"prcie": {}}, "'prcie'"),
        ({"flat": {"x": 1}}, "'flat'"),
    ],
)
def test_an_unknown_name_is_named_and_the_known_ones_are_listed(given: dict[str, object], named: str) -> None:
    with pytest.raises(FieldError, match="unknown parameter") as error:
        Parameters().updated(given)
    message = str(error.value)
    assert named in message
    for name in Parameters().flat():
        assert name in message


@pytest.mark.parametrize(
    "given",
    [
        {"price": {"rounds": "many"}},
        {"price": {"rounds": 2.5}},
        {"price": {"rate": True}},
        {"seed": "x"},
        {"price": {"rate": "x"}},
        {"seed": {}},
        {"price": {"rounds": {}}},
    ],
)
def test_a_value_of_another_type_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(FieldError, match=r"(price\.r|seed).* is a (whole )?number \(value: .*\)\. Write one, e\.g\. the default"):
        Parameters().updated(given)


def test_flat_names_every_parameter_once() -> None:
    flat = Parameters().flat()
    assert flat["price.rounds"] == Parameters().price.rounds and flat["seed"] == Parameters().seed
    assert len([name for name in flat if name.startswith("price.")]) == len(vars(Parameters().price))
    assert not any(isinstance(value, dict) for value in flat.values())


OUT_OF_BOUNDS: list[dict[str, Any]] = [
    {"seed": -1},
    {"index": {"horizon": -1}},
    {"index": {"half_life": 0.0}},
    {"encoder": {"dimensions": 4}},
    {"price": {"rounds": 0}},
    {"price": {"leaves": 1}},
    {"price": {"deal_dropout": 2.0}},
    {"price": {"text_width": -1}},
    {"price": {"origins": 0}},
    {"price": {"rate": float("nan")}},
    {"price": {"rate": float("inf")}},
]


@pytest.mark.parametrize("given", OUT_OF_BOUNDS, ids=str)
def test_a_value_out_of_bounds_is_refused_with_the_bounds(given: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match=r"PARAMS: [a-z_.]+ is [0-9.]+ to [0-9.]+.* Write such a number, e\.g\. the default"):
        Parameters().updated(given)


def test_every_parameter_has_bounds_and_its_default_lies_inside() -> None:
    assert list(BOUNDS) == list(Parameters().flat())
    given: dict[str, Any] = {}
    for name, value in Parameters().flat().items():
        group, _, inner = name.rpartition(".")
        (given.setdefault(group, {}) if group else given)[inner] = value
    assert Parameters().updated(given) == Parameters()
    for at in (0, 1):
        for name, ends in BOUNDS.items():
            assert Parameters().updated({name: type(Parameters().flat()[name])(ends[at])}).flat()[name] == ends[at]


def test_negative_stays_the_word_for_chosen_by_rolling_origins() -> None:
    assert all(Parameters().updated({name: -1.0}).flat()[name] == -1 for name in CHOSEN)


def test_boosting_is_deterministic_and_leaves_out_what_has_no_exact_graph() -> None:
    shared = boosting(7, 4, 0.1, 20, 3, 1)
    assert (shared["num_leaves"], shared["learning_rate"], shared["min_data_in_leaf"], shared["seed"], shared["num_threads"]) == (7, 0.1, 20, 3, 1)
    assert shared["deterministic"] and shared["force_row_wise"]
    assert not {"linear_tree", "zero_as_missing", "categorical_feature"} & shared.keys()
