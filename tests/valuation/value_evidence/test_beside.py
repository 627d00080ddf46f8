"""What stands beside a score has weight 0 and says so."""

from __future__ import annotations

from types import SimpleNamespace

from valuation.value_evidence.beside import estimate_beside, price_beside, signal_beside


def test_an_estimate_and_a_signal_are_copied_with_weight_0_and_a_note() -> None:
    estimates = SimpleNamespace(technical=SimpleNamespace(score=71.0, low=55.0, high=86.0), cultural=None)
    signals = SimpleNamespace(technical=0.62)
    estimate, signal = estimate_beside(estimates, "technical"), signal_beside(signals, "technical")  # type: ignore[arg-type]
    assert estimate is not None and (estimate.score, estimate.low, estimate.high, estimate.weight) == (71.0, 55.0, 86.0, 0)
    assert signal is not None and (signal.probability, signal.weight) == (0.62, 0)
    assert "权重为零" in estimate.note.zh and "not a degree of value" in signal.note.en


def test_what_a_model_does_not_say_is_not_there() -> None:
    assert estimate_beside(None, "technical") is None and signal_beside(None, "technical") is None and price_beside(None) is None
    assert estimate_beside(SimpleNamespace(technical=None), "technical") is None  # type: ignore[arg-type]
    assert signal_beside(SimpleNamespace(), "transfer_potential") is None  # type: ignore[arg-type]


def test_the_price_is_its_median_with_currency_and_concept() -> None:
    price = SimpleNamespace(quantiles=SimpleNamespace(p50=480000.0), currency="CNY", price_concept="transfer_price")
    shown = price_beside(price)  # type: ignore[arg-type]
    assert shown is not None and (shown.amount, shown.currency, shown.price_concept, shown.weight) == (480000.0, "CNY", "transfer_price", 0)
