from __future__ import annotations

import numpy as np
import pyarrow.csv as arrow_csv

from models.tables.rejects import RowProblems, told, write_rejects
from valuation.bilingual import Bilingual
from valuation.field_error import FieldError

WRONG = FieldError("金额", "abc", Bilingual(zh="不是金额", en="not an amount of money"), Bilingual(zh="请填写数字。", en="Write digits."))


def found() -> RowProblems:
    problems = RowProblems(300)
    problems.add([(np.arange(10, 250), WRONG)])
    problems.add([(np.array([5]), FieldError("金额", "0", "zero", "Leave it."))], fatal=False)
    return problems


def test_problems_become_rejects_in_the_order_of_the_rows():
    rejects = found().rejects([f"A{at}" for at in range(300)], np.arange(300) + 2)
    assert [each.row for each in rejects] == [6, *range(11, 251)]
    assert (rejects[0].dropped, rejects[1].dropped) == (False, True)
    assert (rejects[1].id, rejects[1].line, rejects[1].field, rejects[1].value) == ("A10", 12, "金额", "abc")


def test_many_rows_of_one_problem_are_told_in_one_line():
    lines = told(found().rejects([""] * 300, None), "contracts.csv")
    assert lines[0] == "contracts.csv: 金额: not an amount of money (rows 11, 12, 13, 14, 15 and 235 more; value 'abc'). Write digits."
    assert lines[1] == "contracts.csv: 金额: zero (row 6; value '0'). Leave it."


def test_rejects_are_told_in_chinese_too():
    lines = told(found().rejects([""] * 300, np.arange(300) + 2), "contracts.csv", "zh")
    assert lines[0] == "contracts.csv: 金额: 不是金额(文件第12, 13, 14, 15, 16行, 另有235行; 值为'abc')。请填写数字。"


def test_the_rejects_file_has_a_line_a_problem_with_its_reason_in_both_languages(tmp_path):
    write_rejects(found().rejects([""] * 300, None), tmp_path / "rejects.csv")
    table = arrow_csv.read_csv(tmp_path / "rejects.csv")
    assert table.num_rows == 241
    assert table.column_names == ["row", "line", "id", "field", "value", "reason", "fix", "dropped", "reason_zh", "fix_zh"]
    assert [table[name][1].as_py() for name in ("reason", "fix", "reason_zh", "fix_zh")] == [
        "not an amount of money",
        "Write digits.",
        "不是金额",
        "请填写数字。",
    ]


def test_an_empty_rejects_file_still_has_its_header(tmp_path):
    write_rejects([], tmp_path / "rejects.csv")
    assert (tmp_path / "rejects.csv").read_text(encoding="utf-8").startswith('"row","line","id"')


def test_a_row_with_two_problems_tells_both():
    problems = found()
    problems.add([(np.array([10]), FieldError("日期", "?", "not a date", "Correct it."))])
    reason = problems.reasons(None)[10]
    assert reason.startswith("row 11: 金额") and "日期: not a date" in reason
