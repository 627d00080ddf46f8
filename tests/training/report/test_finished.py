from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.context import Context
from training.report.finished import Finished


def test_features_have_their_names_in_both_languages(finished: Finished, tiny_run: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    attributes = tiny_run.corpus.tables[0].source.attributes
    monkeypatch.setitem(attributes, "kind", attributes["kind"].model_copy(update={"label_en": "contract kind", "label_zh": "合同类型"}))
    monkeypatch.setitem(attributes, "region", attributes["region"].model_copy(update={"label_zh": "地区"}))
    assert finished.label("kind") == "contract kind · 合同类型"
    assert finished.label("region") == "region · 地区"
    assert finished.label("team") == "team" and finished.label("text_length") == "length of the text · 文本长度"
    assert finished.short_label("kind") == "contract kind" and finished.short_label("地区") == ""


def test_the_newest_origin_is_known_where_origins_were_rolled(finished: Finished) -> None:
    assert finished.newest_origin == 2023
    assert finished.calibration is not None
    assert replace(finished, calibration=replace(finished.calibration, random=True)).newest_origin is None
    assert replace(finished, calibration=None).newest_origin is None


def test_the_headline_rests_on_the_origins_that_older_ones_calibrated(finished: Finished) -> None:
    judged = finished.evaluation.judged
    assert judged is not None
    assert np.array_equal(finished.chosen, judged.calibrated) and finished.chosen.sum() == finished.evaluation.overall.n  # type: ignore[union-attr]
    assert replace(finished, evaluation=replace(finished.evaluation, chosen=None)).chosen.all()
