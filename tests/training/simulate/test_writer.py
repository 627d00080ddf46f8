from __future__ import annotations

import dataclasses
import random

import pytest

from training.simulate.topics import words
from training.simulate.writer import Subject, Writer

SUBJECT = Subject("new_materials", "硅碳负极材料", "technical_transfer", "invention_patent", 6, 3, (50.0, 50.0, 50.0, 50.0, 20.0), 120.0)
ENGLISH = dataclasses.replace(SUBJECT, topic="aerogel blanket")


def texts(language: str, subject: Subject, count: int = 300) -> list[tuple[str, str]]:
    writer = Writer(language, random.Random(1))
    return [writer.write(subject) for _ in range(count)]


def mentions(found: list[tuple[str, str]], sentences: list[str]) -> float:
    opened = [sentence.split("{")[0].rstrip(" ") for sentence in sentences]
    return sum(any(start.lower() in text.lower() for start in opened if start) for _, text in found) / len(found)


def test_what_is_offered_stands_in_title_or_text():
    assert all("硅碳负极材料" in title + text for title, text in texts("zh", SUBJECT))


@pytest.mark.parametrize(("language", "subject"), [("zh", SUBJECT), ("en", ENGLISH)])
def test_no_placeholder_is_left(language, subject):
    assert not any("{" in part or "}" in part for pair in texts(language, subject) for part in pair)


@pytest.mark.parametrize("level", range(1, 10))
def test_the_wording_follows_the_true_level(level):
    found = texts("zh", dataclasses.replace(SUBJECT, level=level))
    own = mentions(found, words("zh")["maturity"][str(level)])
    others = [mentions(found, words("zh")["maturity"][str(other)]) for other in range(1, 10) if other != level]
    assert own > 0.7 and max(others) < 0.1


def test_a_high_value_is_told_as_such():
    found = texts("zh", dataclasses.replace(SUBJECT, scores=(50.0, 50.0, 50.0, 90.0, 20.0)))
    bands = words("zh")["value"]["social"]
    assert mentions(found, bands["high"]) > 0.6 and mentions(found, bands["low"]) == 0


def test_the_price_is_told_now_and_then_and_never_where_there_is_none():
    assert 0 < sum("合同总价款120万元" in text for _, text in texts("zh", SUBJECT, 2_000)) < 60
    assert not any("总价款" in text for _, text in texts("zh", dataclasses.replace(SUBJECT, price=None), 2_000))


def test_english_articles_and_capitals_are_right():
    found = texts("en", ENGLISH)
    assert all(title[0].isupper() and text[0].isupper() and text.endswith(".") for title, text in found)
    assert not any(" a aerogel" in text.lower() for _, text in found) and any("n aerogel blanket" in text for _, text in found)
