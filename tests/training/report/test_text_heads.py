from __future__ import annotations

from dataclasses import replace
from typing import Any

from training.evaluation import Evaluation
from training.report.finished import Finished
from training.report.text_heads import add_text_heads


def test_every_figure_of_the_text_heads_is_shown(shown: Any, finished: Finished) -> None:
    text, rows, figures = shown(add_text_heads, finished)
    assert figures["heads"] == finished.evaluation.heads and "技术成熟度" in text
    cells = [cell for row in rows for cell in row]
    for value in finished.evaluation.heads.values():
        assert f"{value:,.3f}".removesuffix(".000") in cells


def test_heads_of_a_kind_stand_one_under_the_other(shown: Any, finished: Finished) -> None:
    heads = {"score.economic.rows": 300.0, "score.economic.cover90": 0.9, "score.social.rows": 1200.0, "new_kind.skill": float("nan")}
    _, rows, _ = shown(add_text_heads, replace(finished, evaluation=Evaluation(heads=heads)))
    assert rows == [["head", "rows", "cover90"], ["economic", "300", "0.900"], ["social", "1,200", "–"], ["head", "skill"], ["new_kind", "–"]]


def test_without_text_heads_there_is_no_such_section(shown: Any, finished: Finished) -> None:
    assert shown(add_text_heads, replace(finished, evaluation=Evaluation())) == ("", [], {"heads": {}})
