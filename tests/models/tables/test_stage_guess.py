from __future__ import annotations

import pytest

from models.tables.stage_guess import levels_of


@pytest.mark.parametrize(
    ("stage", "levels"),
    [
        ("实验室阶段", (1, 4)),
        ("小试", (4, 5)),
        ("中试阶段", (5, 7)),
        ("工程化阶段", (4, 7)),
        ("样机", (5, 7)),
        ("小批量试生产", (7, 8)),
        ("批量生产", (7, 9)),
        ("产业化", (7, 9)),
        ("概念阶段", (1, 3)),
        ("Prototype", (5, 7)),
        ("pilot plant", (5, 7)),
        ("commercialised", (7, 9)),
        ("TRL 6", (6, 6)),
        ("4-6级", (4, 6)),
    ],
)
def test_the_words_of_a_stage_suggest_its_levels(stage, levels):
    assert levels_of(stage) == levels


@pytest.mark.parametrize("stage", ["待定", "执行中", "Phase I", "甲", "", "collaboration"])
def test_words_that_say_nothing_of_maturity_suggest_none(stage):
    assert levels_of(stage) is None
