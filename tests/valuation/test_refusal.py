"""Every refusal has a stable code and a sentence in two languages."""

from __future__ import annotations

import re

import pytest

from valuation.refusal import Refusal


def test_the_codes_are_the_published_ones() -> None:
    assert {str(reason) for reason in Refusal} == {
        *("missing_essentials", "out_of_distribution", "thin_support", "date_outside_support", "head_absent", "unreadable_row")
    }


@pytest.mark.parametrize("reason", Refusal)
def test_a_reason_has_a_sentence_in_both_languages(reason: Refusal) -> None:
    assert re.search(r"[\u4e00-\u9fff]", reason.text.zh)
    assert reason.text.en.isascii() and reason.text.en.endswith(".")
