from __future__ import annotations

from dataclasses import replace

import numpy as np

from valuation.bilingual import Bilingual

SCORE = {"purpose": "score"}


def test_taking_rows_takes_everything_with_them(read, contracts):
    table = read(contracts(3, 签订日期=["2019-05-01", "soon", "2020-01-02"]), **SCORE).take(np.array([2, 1]))
    assert table.ids == ["A3", "A2"] and table.rows.tolist() == [3, 2] and list(table.unreadable) == [1]
    assert len(table.columns) == len(table.projects) == len(table.levels) == len(table) == 2


def test_a_warning_is_told_in_both_languages(read, contracts):
    table = replace(read(contracts(1)), warnings=(Bilingual(zh="请核对。", en="Check."), Bilingual(zh="无。", en="None.")))
    assert table.warned() == ["Check.", "请核对。", "None.", "无。"]
