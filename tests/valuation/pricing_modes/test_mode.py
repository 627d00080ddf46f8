"""Modes are named in either language, and a record points to its own."""

from __future__ import annotations

import pytest

from valuation.field_error import FieldError
from valuation.pricing_modes.mode import MODE, MODES, mode_label, mode_of, modes_of_record


@pytest.mark.parametrize(
    ("typed", "mode"), [("协议", "agreement"), ("挂牌", "listing"), ("Auction", "auction"), ("作价入股", "equity"), ("license", "licence")]
)
def test_a_mode_is_known_by_its_usual_names(typed: str, mode: str) -> None:
    assert mode_of(typed) == mode


def test_an_unknown_mode_is_refused_with_those_that_exist() -> None:
    with pytest.raises(FieldError, match="agreement"):
        mode_of("barter")


def test_every_mode_has_a_label_in_both_languages() -> None:
    assert set(MODE.entries) == set(MODES) and all(mode_label(mode).zh and mode_label(mode).en for mode in MODES)


@pytest.mark.parametrize(
    ("pricing_mode", "contract_type", "modes"),
    [
        ("agreement", None, ("agreement",)),
        ("bidding", "technical_transfer", ("auction",)),
        ("listing", "technical_licence", ("listing", "licence")),
        (None, "technical_licence", ("licence",)),
        (None, None, MODES),
        ("appraisal", "technical_transfer", MODES),
    ],
)
def test_a_record_points_to_its_own_modes_and_else_to_all(pricing_mode: str | None, contract_type: str | None, modes: tuple[str, ...]) -> None:
    assert modes_of_record(pricing_mode, contract_type) == modes
