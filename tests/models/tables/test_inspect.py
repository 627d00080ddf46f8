from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from models.tables.inspect import inspect_table, main
from models.tables.mapping import Mapping
from models.tables.read import read_table
from valuation.field_error import FieldError

SHARED = Path(__file__).parents[4] / "shared" / "data"
EXAMPLES = Path(__file__).parent / "registration"
SOURCES = Path(__file__).parents[3] / "training" / "sources"

REGISTER = {
    "合同登记编号": [f"2019310101{at:04d}" for at in range(60)],
    "项目名称": [f"第{at}号高效电池材料的制备方法" for at in range(60)],
    "技术内容摘要": [f"本项目研究第{at}种锂离子电池正极材料的制备工艺，解决循环寿命短、成本高的问题，并完成中试验证。" for at in range(60)],
    "合同类型": ["技术开发", "技术转让", "技术咨询"] * 20,
    "卖方名称": ["上海某大学"] * 30 + ["北京某研究所"] * 30,
    "买方类型": ["甲类", "乙类"] * 30,
    "合同成交总金额(万元)": [f"{at + 1}.5" for at in range(60)],
    "技术交易额(万元)": [f"{at + 1}.2" for at in range(60)],
    "首付款": [f"{at}" for at in range(60)],
    "评估值": [f"{at * 2}" for at in range(60)],
    "签订日期": [f"2019年{at % 12 + 1}月{at % 28 + 1}日" for at in range(60)],
    "合同登记日期": [f"2019-{at % 12 + 1:02d}-28" for at in range(60)],
    "技术成熟度": [str(at % 9 + 1) for at in range(60)],
    "研发人数": [str(at + 3) for at in range(60)],
    "备注": [""] * 60,
}


def drafted(path: Path) -> Any:
    return Mapping.of(tomllib.loads(inspect_table(path).text), "draft")


@pytest.mark.parametrize(("name", "encoding"), [("register.csv", "gb18030"), ("register.csv", "utf-8-sig"), ("register.xlsx", "")])
def test_a_chinese_register_is_drafted_and_read_through_its_draft(write, name, encoding):
    path = write(name, REGISTER, **({"encoding": encoding} if encoding else {}))
    mapping = drafted(path)
    assert (mapping.id, mapping.title, mapping.text) == ("合同登记编号", "项目名称", ("技术内容摘要",))
    assert (mapping.price.amount, mapping.price.unit, mapping.price.concept) == ("技术交易额(万元)", "万元", "registered_technology_amount")
    assert mapping.date.column == "签订日期" and mapping.maturity.level == "技术成熟度" and mapping.language == ("zh",)
    assert mapping.attributes["contract_type"].column == "合同类型" and mapping.attributes["研发人数"].kind == "number"
    table = read_table(path, mapping)
    assert len(table) == 60 and not table.rejects and table.amounts[0] == 12_000


def test_deny_listed_columns_are_comments_with_their_reason(write):
    text = inspect_table(write("register.csv", REGISTER)).text
    for column in ("首付款", "评估值"):
        assert f"# {column}: never an input to a price" in text
        assert column not in {line.split(" = ")[-1].strip('"') for line in text.splitlines() if not line.startswith("#")}


@pytest.mark.parametrize("name", ["registration_2022", "registration_2001"])
def test_a_register_of_technology_contracts_is_drafted_as_its_own_mapping_file_reads_it(name):
    path = EXAMPLES / f"{name}.csv"
    text = inspect_table(path).text
    own: Any = Mapping.load(SOURCES / f"{name}.toml")
    mapping: Any = Mapping.of(tomllib.loads(text), "draft")
    assert f"training/sources/{name}.toml" in text
    assert (mapping.id, mapping.id_pattern, mapping.title, mapping.text) == (own.id, own.id_pattern, own.title, own.text)
    for part in ("amount", "total", "unit", "concept"):
        assert getattr(mapping.price, part) == getattr(own.price, part)
    assert mapping.terms == own.terms and mapping.party == own.party and mapping.project == own.project and mapping.date.column == own.date.column
    found = {each: attribute.column for each, attribute in mapping.attributes.items()}
    assert found == {each: attribute.column for each, attribute in own.attributes.items()}
    table = read_table(path, mapping)
    assert len(table) == 120 and table.terms == read_table(path, own).terms


STAGED = {"名称": [f"第{at}号材料" for at in range(6)], "成熟度": ["实验室阶段", "中试", "产业化", "TRL 5", "待定", ""], "所在阶段": ["执行", "完成"] * 3}


def test_stages_of_maturity_become_a_maturity_block_with_their_levels_and_a_question(write):
    text = inspect_table(write("t.csv", STAGED)).text
    mapping: Any = Mapping.of(tomllib.loads(text), "draft")
    assert mapping.maturity.stage == "成熟度" and mapping.maturity.others == "missing" and "# ? Do these stages say" in text
    assert mapping.maturity.stages == {"实验室阶段": (1, 4), "中试": (5, 7), "产业化": (7, 9), "TRL 5": (5, 5)} and '# "待定" = [1, 9]' in text
    assert "成熟度" not in mapping.attributes
    assert read_table(write("t.csv", STAGED), mapping).levels.tolist() == [[1, 4], [5, 7], [7, 9], [5, 5]]


def test_a_stage_whose_words_say_nothing_of_maturity_stays_a_question(write):
    text = inspect_table(write("t.csv", {name: cells for name, cells in STAGED.items() if name != "成熟度"})).text
    assert '# stage = "所在阶段"' in text and Mapping.of(tomllib.loads(text), "draft").maturity is None


def test_what_only_the_deal_reveals_is_asked_about(write):
    mapping = drafted(write("register.csv", REGISTER))
    assert mapping.attributes["买方类型"].known_at == "deal"
    text = inspect_table(write("register.csv", REGISTER)).text
    assert "# ? looks like buyer_kind, but these values are not in its code list" in text


def test_a_title_above_the_header_is_stepped_over(write):
    for name in ("register.xlsx", "register.csv"):
        mapping = drafted(write(name, REGISTER, above="2019年技术合同登记表"))
        assert mapping.table.header_row == 2 and mapping.title == "项目名称"


def test_an_order_of_day_and_month_is_guessed_and_asked(write):
    columns = {"name": ["lamp", "wing", "pump"], "price_usd": ["1", "2", "3"], "signed_date": ["03/04/2019", "25/04/2019", "01/02/2020"]}
    path = write("deals.csv", columns)
    assert drafted(path).date.formats == ("%d/%m/%Y",)
    assert "day first or month first" in inspect_table(path).text
    assert len(read_table(path, drafted(path))) == 3


def test_a_column_of_units_is_recognised(write):
    columns = {"title": ["lamp", "wing"], "合同金额": ["1", "20000"], "金额单位": ["万元", "元"], "年份": ["2019", "2020"]}
    mapping = drafted(write("t.csv", columns))
    assert mapping.price.unit_column == "金额单位"
    assert read_table(write("t.csv", columns), mapping).amounts.tolist() == [10_000, 20_000]


def test_a_table_with_amounts_but_no_date_still_drafts_and_asks(write):
    text = inspect_table(write("t.csv", {"title": ["lamp", "wing"], "amount": ["1", "2"]})).text
    assert "# ? No column looks like the date" in text
    Mapping.of(tomllib.loads(text), "draft")


def test_odd_names_and_cells_cannot_break_the_draft(write):
    columns = {'a "b"\\ #[x]': ["p", "p", "q"], "title": ['x"""', "[red]y[/red]", "z\\"], "e\tf": ["1\x0b", "2\x7f", "1"], "": ["", "", ""]}
    mapping = drafted(write("t.csv", columns))
    assert 'a "b"\\ #[x]' in {each.column for each in mapping.attributes.values()}


@pytest.mark.parametrize("name", ["sbir/awards", "nsfc/grants", "ref2021/impact", "trl/mentions", "sbir/phases"])
def test_real_tables_are_drafted_and_read_through_their_drafts(write, name):
    path = SHARED / f"{name}.parquet"
    if not path.is_file():
        path = write("table.parquet", {"row_id": ["a", "b"], "title": ["lamp", "wing"], "abstract": ["long " * 50, "text " * 50], "year": [1990, 1991]})
    mapping = drafted(path)
    assert mapping.id in ("row_id", "ics_id") and mapping.title and mapping.date
    assert not read_table(path, mapping).rejects


def test_the_command_writes_the_draft_and_tells_what_it_could_read(write, tmp_path, capsys):
    path = write("register.csv", {**REGISTER, "签订日期": ["someday", *REGISTER["签订日期"][1:]]})
    assert main(["--data", str(path), "--out", str(tmp_path / "new" / "register.toml")]) == 0
    told = capsys.readouterr()
    assert Mapping.load(tmp_path / "new" / "register.toml").title == "项目名称"
    assert "The draft loads: 59 rows can be used" in told.err and "someday" in told.err and told.out == ""
    assert main(["--data", str(path)]) == 0
    assert 'title = "项目名称"' in capsys.readouterr().out


def test_the_command_never_overwrites_and_explains_what_it_cannot_read(write, tmp_path, capsys):
    path = write("t.csv", {"title": ["a"]})
    kept = tmp_path / "kept.toml"
    kept.write_text("mine", encoding="utf-8")
    assert main(["--data", str(path), "--out", str(kept)]) == 1
    assert kept.read_text(encoding="utf-8") == "mine" and "the file exists" in capsys.readouterr().err
    assert main(["--data", str(tmp_path / "absent.csv")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_very_long_cell_does_not_hide_the_header(write):
    csv.field_size_limit(131_072)  # as in a fresh process, whatever ran before
    path = write("t.csv", {"title": ["a" * 200_000, "b"], "text": ["c", "d"]})
    assert inspect_table(path).columns[0].rows == 2


def test_an_unreadable_table_is_a_field_error(tmp_path):
    with pytest.raises(FieldError):
        inspect_table(tmp_path / "absent.xlsx")
