"""A text comes in two languages, and a schema lets an answer carry one of them alone."""

from __future__ import annotations

from valuation.bilingual import Bilingual


def test_a_text_is_english_unless_chinese_is_asked_for() -> None:
    text = Bilingual(zh="价格", en="price")
    assert [text.in_language(language) for language in ("zh", "en", None)] == ["价格", "price", "price"]


def test_the_schema_requires_neither_language() -> None:
    assert "required" not in Bilingual.model_json_schema()


def test_a_pair_of_labels_is_a_text() -> None:
    assert Bilingual.of(("价格", "price")) == Bilingual(zh="价格", en="price")
