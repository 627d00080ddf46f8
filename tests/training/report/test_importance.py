from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from training.report.finished import Finished
from training.report.importance import add_importance


def test_the_most_important_features_stand_first_with_text_as_one(shown: Any, finished: Finished) -> None:
    _, rows, figures = shown(add_importance, finished)
    effects = [one["mean_abs_shap"] for one in figures["importance"]]
    assert effects == sorted(effects, reverse=True)
    names = [one["feature"] for one in figures["importance"]]
    assert names.count("text") == 1 and set(names) == {
        *finished.corpus.schema.categories,
        *finished.corpus.schema.number_columns,
        "date",
        "price level",
        "text",
    }
    shown_names = [row[0] for row in rows if row[2:3] == ["bar"] and row[-1].endswith("%")]
    assert shown_names == [finished.label(name) for name in names[: len(shown_names)]]
    assert sum(one["gain_share"] for one in figures["importance"]) == pytest.approx(1)


def test_names_and_values_in_any_language_are_shown(shown: Any, finished: Finished) -> None:
    schema = finished.corpus.schema
    names = tuple("地区" if name == "region" else name for name in schema.categories)
    text, rows, _ = shown(add_importance, replace(finished, corpus=replace(finished.corpus, schema=schema.model_copy(update={"categories": names}))))
    assert any(row[0] == "地区" for row in rows)
    kinds = [row for row in rows if row[0] in ("transfer", "development", "licence")]
    assert kinds[0][0] == "transfer"  # the dear kind of the tiny market
    assert kinds[0][2].startswith("×") and kinds[-1][2].startswith("÷")
    assert "effect of price level · 价格水平 on the price over its values" in text


def test_a_category_is_shown_by_its_commonest_values(shown: Any, finished: Finished) -> None:
    _, rows, _ = shown(add_importance, finished)
    column = finished.inputs.categories[finished.priced, finished.corpus.schema.categories.index("kind")]
    values, counts = np.unique(column.astype(str), return_counts=True)
    for value, count in zip(values, counts, strict=True):
        assert any(row[0] == (value or "unknown") and row[1] == f"{count:,}" for row in rows) == (count >= 20)


def test_a_run_without_prices_has_no_such_section(shown: Any, without_prices: Finished) -> None:
    assert shown(add_importance, without_prices) == ("", [], {})
