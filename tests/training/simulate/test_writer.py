from __future__ import annotations

import dataclasses
import random
import re

import pytest

from training.simulate.topics import words
from training.simulate.writer import DENIED, INTENDED, REMEMBERED, SLIPPED, Subject, Writer
from valuation.features import compose_text
from valuation.five_values import VALUES

SUBJECT = Subject("new_materials", "硅碳负极材料", "technical_transfer", "invention_patent", 6, 3, 24, 3, (3, 3, 3, 3, 1))
ENGLISH = dataclasses.replace(SUBJECT, topic="aerogel blanket")


def texts(language: str, subject: Subject, count: int = 300) -> list[tuple[str, str, str]]:
    writer = Writer(language, random.Random(1))
    return [writer.write(subject) for _ in range(count)]


def share(found: list[tuple[str, str, str]], sentences: list[str]) -> float:
    """Of texts that hold one of these as a plain statement of its own."""
    plain = re.compile("|".join("。" + re.sub(r"\\{\w+\\}", "[^。]+", re.escape(sentence)) + "。" for sentence in sentences))
    return sum(plain.search(text.replace("。", "。。")) is not None for _, text, _ in found) / len(found)


def test_what_is_offered_stands_in_title_text_or_keywords():
    assert all("硅碳负极材料" in "".join(parts) for parts in texts("zh", SUBJECT))


@pytest.mark.parametrize(("language", "subject"), [("zh", SUBJECT), ("en", ENGLISH)])
def test_no_placeholder_is_left(language, subject):
    whole = dataclasses.replace(subject, indicators={"cost_saving": 12.5}, amount=120.0)
    for level in (1, 6, 9):
        assert not any("{" in part or "}" in part for found in texts(language, dataclasses.replace(whole, level=level)) for part in found)


@pytest.mark.parametrize("level", range(1, 10))
def test_the_wording_follows_the_true_level_and_now_and_then_a_neighbours(level):
    found = texts("zh", dataclasses.replace(SUBJECT, level=level), 600)
    banks = words("zh")["maturity"]
    assert share(found, banks[str(level)]) > 0.85
    for other in range(1, 10):
        if other != level:
            assert share(found, banks[str(other)]) < (1.6 * SLIPPED if abs(other - level) == 1 else 0.02)


def test_plans_denials_and_the_past_name_other_levels():
    found = texts("zh", SUBJECT, 1_000)
    bank = words("zh")
    assert share(found, bank["intention"]["7"] + bank["intention"]["8"]) == pytest.approx(INTENDED, abs=0.06)
    assert share(found, [*bank["negation"]["7"], *bank["negation"]["8"], *bank["negation"]["9"]]) == pytest.approx(DENIED, abs=0.06)
    earlier = sum(any(mark in text for mark in ("。前期", "。此前", "。早期阶段")) for _, text, _ in found) / len(found)
    assert earlier == pytest.approx(REMEMBERED, abs=0.06)


@pytest.mark.parametrize("value", VALUES)
def test_a_diligent_text_tells_every_grade(value):
    at = VALUES.index(value)
    found = texts("zh", dataclasses.replace(SUBJECT, grades=tuple(5 if one == at else 2 for one in range(5))))
    bank = words("zh")["value"][value]
    assert share(found, bank["5"]) > 0.85 and share(found, bank["5"] + bank["4"]) == 1.0 and share(found, bank["1"] + bank["2"] + bank["3"]) == 0


def test_a_careless_text_leaves_things_out():
    bank = words("zh")["value"]["technical"]
    careless = texts("zh", dataclasses.replace(SUBJECT, diligent=False))
    assert 0.4 < share(careless, [one for options in bank.values() for one in options]) < 0.8


def test_numbers_of_the_work_are_told():
    found = texts("zh", dataclasses.replace(SUBJECT, person_months=137, rights=4, indicators={"benchmark_ratio": 1.34}))
    assert all("137人月" in text and "1.34" in text for _, text, _ in found)
    assert all("4项" in text or "4件" in text for _, text, _ in found)


@pytest.mark.parametrize(("language", "subject"), [("zh", SUBJECT), ("en", ENGLISH)])
def test_an_amount_is_told_when_asked_for_and_masked_before_a_model_reads_it(language, subject):
    told, silent = texts(language, dataclasses.replace(subject, amount=1234.5)), texts(language, subject)
    written = "1234.5" if language == "zh" else "12,345,000"
    assert all(written in text and "<amount>" in compose_text("", text) and written not in compose_text("", text) for _, text, _ in told)
    assert not any(written in text for _, text, _ in silent)


def test_english_articles_and_capitals_are_right():
    found = texts("en", ENGLISH)
    assert all(title[0].isupper() and text[0].isupper() and text.endswith(".") for title, text, _ in found)
    assert not any(" a aerogel" in text.lower() for _, text, _ in found) and any("n aerogel blanket" in text for _, text, _ in found)


def test_texts_are_varied():
    assert len({text for _, text, _ in texts("zh", SUBJECT, 2_000)}) == 2_000
