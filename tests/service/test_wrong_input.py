"""What is wrong with an input is known in both languages and told in one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.wrong_input import WrongInput, pointer


def test_it_is_told_in_the_language_of_the_sender_and_in_english_otherwise() -> None:
    wrong = WrongInput.of("too_short", ("achievements", 0, "rights"), [], min_length=1)
    assert wrong.in_language("zh").detail == "至少应有1项。"
    assert wrong.in_language(None) == wrong.in_language("en")
    assert wrong.in_language("en").fix == "Give at least one."
    assert wrong.pointer == "/achievements/0/rights"


def test_a_long_value_is_shortened() -> None:
    assert len(WrongInput.of("nested", value="x" * 500).value) == 80


@given(st.lists(st.text(max_size=5), max_size=4))
def test_a_pointer_can_be_walked_back(steps: list[str]) -> None:
    parts = pointer(steps).split("/")
    assert [part.replace("~1", "/").replace("~0", "~") for part in parts[1:]] == steps
