"""A code list understands what people type, and never guesses."""

from __future__ import annotations

import pytest

from valuation.bilingual import Bilingual
from valuation.codes.code_list import CodeList
from valuation.field_error import FieldError

SELLERS = CodeList(
    name="seller",
    source="made up",
    entries={"021": ("科研机构", "research institute"), "022": ("高等院校", "university"), "overseas": ("境外", "party abroad")},
    aliases={"高校": "022", "R&D institute": "021"},
)


@pytest.mark.parametrize(
    "typed",
    ["022", "22", "22.0", " 022 ", "０２２", "高等院校", "高 等 院 校", "University", "UNIVERSITY ", "university", "高校", "022 高等院校", "022-高等院校"],
)
def test_every_spelling_of_a_code_is_understood(typed: str) -> None:
    assert SELLERS.resolve(typed, "seller_kind") == "022"


def test_punctuation_and_case_do_not_matter() -> None:
    assert SELLERS.resolve("Research-Institute", "seller_kind") == "021"
    assert SELLERS.resolve("r & d INSTITUTE", "seller_kind") == "021"


def test_an_unknown_value_names_the_field_the_nearest_and_the_allowed() -> None:
    with pytest.raises(FieldError) as caught:
        SELLERS.resolve("univercity", "seller_kind")
    assert caught.value.field == "seller_kind"
    assert caught.value.value == "univercity"
    assert "Did you mean 022 高等院校?" in caught.value.fix
    assert all(code in caught.value.fix for code in SELLERS.entries)


@pytest.mark.parametrize("typed", ["", "  ", "?", "2", "220", "22.5", "0.22", "-22", "2,2", "高", "学"])
def test_nothing_is_guessed(typed: str) -> None:
    with pytest.raises(FieldError):
        SELLERS.resolve(typed, "seller_kind")


def test_labels_come_in_both_languages() -> None:
    assert SELLERS.label("022", "zh") == "高等院校"
    assert SELLERS.label("022", "en") == "university"
    with pytest.raises(KeyError):
        SELLERS.label("999", "en")
    assert SELLERS.bilingual("022") == Bilingual(zh="高等院校", en="university") and SELLERS.bilingual("022") is SELLERS.bilingual("022")
    with pytest.raises(KeyError):
        SELLERS.bilingual("999")


def test_one_spelling_of_two_codes_is_refused() -> None:
    with pytest.raises(ValueError, match="would mean both"):
        CodeList(name="x", source="", entries={"a": ("甲", "first"), "b": ("乙", "second")}, aliases={"First!": "b"})


def test_an_alias_of_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown code 'c'"):
        CodeList(name="x", source="", entries={"a": ("甲", "first")}, aliases={"丙": "c"})


def test_what_decides_a_longer_spelling_is_looked_up_only_where_the_list_does_not_hold_it() -> None:
    areas = CodeList(
        name="areas", source="", entries={"north": ("北", "north")}, aliases={"11": "north", "110": "north"}, deciding=lambda spelling: spelling[:2]
    )
    assert [areas.resolve(typed, "x") for typed in ("11", "110", "1199", "1199.0", "１１９９")] == ["north"] * 5
    with pytest.raises(FieldError):
        areas.resolve("1299", "x")


def test_a_long_list_is_not_told_whole() -> None:
    entries = {f"code_{at}": (f"码{at}", f"code {at}") for at in range(300)}
    with pytest.raises(FieldError) as caught:
        CodeList(name="x", source="", entries=entries, aliases={}).resolve("?", "x")
    assert "code_0 码0" in caught.value.fix and "code_299" not in caught.value.fix and "(300)" in caught.value.fix
