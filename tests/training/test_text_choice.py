from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.training.conftest import Market, market, price_fit
from training import text_choice
from training.inputs import Inputs
from training.parameters import Parameters
from training.price_model import PriceFit
from training.rolling_origin import Origin, origins
from training.text_choice import NEWEST, text_narrows


def cuts_of(given: Market) -> list[Origin]:
    return origins(given.inputs.years.astype(np.float64), given.projects, 4, 5_000)


def of_noise(inputs: Inputs) -> Inputs:
    """The same rows with texts that say nothing of the price."""
    vectors = np.random.default_rng(3).normal(0, 1, inputs.embedding.shape)
    return replace(inputs, embedding=(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32))


@pytest.fixture(scope="module")
def given() -> Market:
    return market(1_500)


def test_text_that_sets_prices_narrows_them(given: Market, quick: Parameters) -> None:
    assert text_narrows(cuts_of(given), given.inputs, given.log_price, price_fit(quick))


def test_text_of_noise_does_not(quick: Parameters) -> None:
    """Of 4,000 contracts: of few, any further columns help a little, since each tree draws half of them and so leans less on the others."""
    many = market(4_000)
    assert not text_narrows(cuts_of(many), of_noise(many.inputs), many.log_price, price_fit(quick))


def test_no_more_than_the_newest_origins_are_asked(given: Market, quick: Parameters, monkeypatch: pytest.MonkeyPatch) -> None:
    cuts = cuts_of(given)
    assert len(cuts) > NEWEST
    taught: list[tuple[int, int]] = []
    plain = PriceFit.fit_one

    def counted(fit: PriceFit, inputs: Inputs, log_price: np.ndarray, width: int) -> object:
        taught.append((len(inputs), width))
        return plain(fit, inputs, log_price, width)

    monkeypatch.setattr(PriceFit, "fit_one", counted)
    small = replace(quick, price=replace(quick.price, rounds=3))
    text_narrows(cuts, given.inputs, given.log_price, price_fit(small))
    assert taught == [(len(cut.train), width) for cut in cuts[:NEWEST] for width in (small.price.text_width, 0)]


def test_text_must_be_worth_its_noise(given: Market, quick: Parameters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_choice, "CLEARLY", 0.2)
    monkeypatch.setattr(text_choice, "ALWAYS", 0.2)
    assert not text_narrows(cuts_of(given), given.inputs, given.log_price, price_fit(quick))


def test_without_origins_text_is_read_where_the_parameters_have_any(given: Market, quick: Parameters) -> None:
    assert text_narrows([], given.inputs, given.log_price, price_fit(quick))
    silent = price_fit(replace(quick, price=replace(quick.price, text_width=0)))
    assert not text_narrows([], given.inputs, given.log_price, silent)
    assert not text_narrows(cuts_of(given), given.inputs, given.log_price, silent)


def test_prices_foretold_exactly_leave_text_nothing_to_narrow(given: Market, quick: Parameters) -> None:
    assert not text_narrows(cuts_of(given), given.inputs, np.zeros(len(given)), price_fit(quick))
