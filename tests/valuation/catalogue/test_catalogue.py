"""Nothing is said in one language only: every text of the catalogue stands in both, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import valuation.catalogue as catalogue
from valuation.bilingual import Bilingual
from valuation.catalogue import FAMILIES, TEXTS, say

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_stands_in_both_languages_with_the_same_placeholders(key: str) -> None:
    zh, en = TEXTS[key]
    assert CHINESE.search(zh), f"{key} has no Chinese text"
    assert en.strip(), f"{key} has no English text"
    assert not CHINESE.search(re.sub(r"[(（「《'\"`].*?[)）」》'\"`]", "", en)), f"{key}: Chinese in the English text, outside brackets and quotes"
    assert placeholders(zh) == placeholders(en), f"{key}: the two languages name different facts"


def test_every_file_of_the_folder_is_a_family() -> None:
    assert {file.stem for file in Path(str(catalogue.__file__)).parent.glob("*.py")} - {"__init__"} == set(FAMILIES)


def test_facts_fill_the_placeholders_and_a_bilingual_fact_is_said_in_each_language() -> None:
    said = say("assumption.unknown_at_listing", facts=Bilingual(zh="买方性质", en="kind of buyer"))
    assert "买方性质" in said.zh and "kind of buyer" in said.en


def test_an_unknown_key_and_a_missing_fact_are_errors() -> None:
    with pytest.raises(KeyError):
        say("no.such.text")
    with pytest.raises(KeyError):
        say("assumption.unknown_at_listing", other="x")
