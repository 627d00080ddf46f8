"""The registers of technology contracts in both regimes: example files of this project load as they are, and each kind of malformed row is told by name."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from bench.registration.layouts import LAYOUTS
from bench.registration.rows import EVERY_CODE, contracts
from bench.registration.sheet_files import write_csv
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.open_table import open_table
from models.tables.read import read_table
from models.tables.rejects import write_rejects
from training.corpus import merge
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.codes.deal import TRANSFER_OR_LICENCE
from valuation.features import category
from valuation.record import CODED_ATTRIBUTES, CODED_FIELDS

EXAMPLES = Path(__file__).parents[2] / "models" / "tables" / "registration"
NAMES = ("registration_2022", "registration_2001")
UNKNOWN_TO_THE_OLDER = {"contract_subclass": {"know_how_licence"}, "deal_terms": set()}
"""Codes that a sheet of the four-type regime cannot say."""


def source(name: str) -> Mapping:
    return Mapping.load(LAYOUTS[name].source)


def example(name: str, suffix: str = ".csv") -> ContractTable:
    return read_table(EXAMPLES / f"{name}{suffix}", source(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_example_is_what_its_writer_writes(name: str, suffix: str) -> None:
    """`python -m bench.registration --rows 120 --out tests/models/tables/registration` writes them anew."""
    raw, sheet = open_table(EXAMPLES / f"{name}{suffix}"), contracts(LAYOUTS[name], EVERY_CODE)
    assert raw.names == tuple(sheet)
    for column, cells in sheet.items():
        found = raw.columns[column].to_pylist()
        assert [float(cell) if isinstance(own, float) else cell for cell, own in zip(cells, found, strict=True)] == [
            "" if each is None else each for each in found
        ]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_loads_whole_in_either_format_and_alike(name: str) -> None:
    text, sheet = example(name), example(name, ".xlsx")
    assert len(text) == len(sheet) == EVERY_CODE and not text.warnings and not sheet.warnings
    assert text.ids == sheet.ids and text.terms == sheet.terms and text.columns.text == sheet.columns.text
    assert text.columns.categories == sheet.columns.categories and np.array_equal(text.amounts, sheet.amounts, equal_nan=True)
    assert not any(each.dropped for each in text.rejects) and text.columns.dates.tolist() == sheet.columns.dates.tolist()


@pytest.mark.parametrize("name", NAMES)
def test_every_code_of_every_list_that_a_layout_uses_occurs_in_its_example(name: str) -> None:
    table = example(name)
    found: dict[str, set[str]] = {"deal_terms": set(table.terms) - {""}}
    for attribute, values in table.columns.categories.items():
        listed = (CODED_FIELDS | CODED_ATTRIBUTES)[attribute]
        found[listed] = found.get(listed, set()) | set(values) - {"", TRANSFER_OR_LICENCE}
    unknown = UNKNOWN_TO_THE_OLDER if name == "registration_2001" else {}
    for listed, codes in found.items():
        assert codes == {category(code) for code in LISTS[listed].entries} - unknown.get(listed, set()), listed
    assert ("country" in found) == (name == "registration_2022")


def test_licences_of_the_four_type_regime_are_licences_and_undivided_transfers_are_no_transfers_of_today() -> None:
    raw, table = open_table(EXAMPLES / "registration_2001.csv"), example("registration_2001")
    types = dict(zip(table.rows.tolist(), table.columns.categories["contract_type"], strict=True))
    cells = list(zip(raw.columns["合同类别"].to_pylist(), raw.columns["合同子类别"].to_pylist(), strict=True))
    for row, (coarse, fine) in enumerate(cells, 1):
        if coarse != "技术转让":
            assert types[row] not in ("technical_transfer", "technical_licence", TRANSFER_OR_LICENCE)
        elif fine in ("", "技术秘密转让"):
            assert types[row] == TRANSFER_OR_LICENCE
        else:
            assert types[row] == ("technical_licence" if "许可" in fine else "technical_transfer")
    assert {"technical_licence", "technical_transfer", TRANSFER_OR_LICENCE} <= set(types.values())
    assert TRANSFER_OR_LICENCE not in example("registration_2022").columns.categories["contract_type"]


def test_older_sectors_are_read_by_the_edition_of_their_time(tmp_path: Path) -> None:
    cells = {"F": "g", "G": "i", "H": "f", "I": "h", "C": "c", "51": "g", "5110": "g", "F51": "g", "40": "c", "C4011": "c", "63": "f", "98": "t", "制造业": "c"}
    table = read_table(written("registration_2001", tmp_path, [{"服务的国民经济行业": cell} for cell in cells]), source("registration_2001"))
    assert dict(zip(cells, table.columns.categories["industry"], strict=True)) == cells


def test_what_no_price_is_has_none_and_keeps_its_terms() -> None:
    for name in NAMES:
        table = example(name)
        for terms, amount in zip(table.terms, table.amounts, strict=True):
            assert np.isfinite(amount) == (terms in ("fixed", "instalments", "entry_fee_and_royalty", "other"))


def test_both_regimes_are_learned_from_together() -> None:
    corpus = merge([example(name) for name in NAMES])
    assert {"contract_type", "contract_subclass", "seller_region", "industry"} <= set(corpus.schema.categories)
    assert len(corpus) == 2 * EVERY_CODE and 0 < len(corpus.priced) < len(corpus)


def test_the_year_and_province_of_a_number_stand_in_for_empty_cells(tmp_path: Path) -> None:
    for name, number, region in (("registration_2022", "2023330201000007", "卖方行政区划"), ("registration_2001", "09330201000007", "卖方地区代码")):
        table = read_table(written(name, tmp_path, [{"合同登记编号": number, "签订日期": "", region: ""}]), source(name))
        assert str(table.columns.dates[0]) in ("2023-07-01", "2009-07-01") and table.columns.categories["seller_region"] == ["330000"]


def test_an_export_under_other_column_names_and_without_optional_columns_loads_too(tmp_path: Path) -> None:
    sheet = contracts(LAYOUTS["registration_2022"], 20)
    renamed = {"合同登记编号": "登记编号", "技术交易额": "核定技术交易额（万元）", "卖方行政区划": "卖方所在地区"}
    columns = {renamed.get(name, name): cells for name, cells in sheet.items() if name not in ("社会经济目标", "卖方国别")}
    write_csv(columns, tmp_path / "t.csv")
    table = read_table(tmp_path / "t.csv", source("registration_2022"))
    assert len(table) == 20 and np.isfinite(table.amounts).any() and set(table.columns.categories["seller_country"]) == {""}
    assert table.warnings == (Bilingual(zh="t.csv: 没有卖方国别, 社会经济目标列; 按空列读取。", en="t.csv: no column 卖方国别, 社会经济目标; read as empty."),)


def test_a_register_with_the_contracts_total_alone_is_learned_as_such_with_a_warning(tmp_path: Path) -> None:
    sheet = contracts(LAYOUTS["registration_2022"], 20)
    del sheet["技术交易额"]
    write_csv(sheet, tmp_path / "t.csv")
    table = read_table(tmp_path / "t.csv", source("registration_2022"))
    assert table.source.price is not None and table.source.price.concept == "registered_contract_amount" and "only 合同成交总金额" in table.warnings[0].en
    assert "只有合同成交总金额" in table.warnings[0].zh


@pytest.mark.parametrize("name", NAMES)
def test_scoring_reads_a_register_without_its_labels(name: str, tmp_path: Path) -> None:
    mapping, sheet = source(name), contracts(LAYOUTS[name], 30)
    labels = {use.column for use in mapping.labels()} - {use.column for use in mapping.inputs()}
    write_csv({column: cells for column, cells in sheet.items() if column not in labels}, tmp_path / "t.csv")
    table = read_table(tmp_path / "t.csv", mapping, purpose="score")
    assert len(table) == 30 and not table.unreadable


GOOD = {
    "registration_2022": {
        "合同登记编号": "2023110101000001",
        "项目名称": "硅碳负极材料专利实施许可",
        "项目简介": "已完成中试。",
        "合同类别": "技术许可",
        "合同子类别": "专利实施许可",
        "签订日期": "2023-05-06",
        "有效期": "",
        "卖方名称": "甲大学",
        "卖方国别": "142",
        "卖方行政区划": "110108",
        "卖方性质": "022",
        "买方名称": "乙公司",
        "买方国别": "142",
        "买方行政区划": "320100",
        "买方性质": "150",
        "合同成交总金额": "120",
        "技术交易额": "100",
        "技术性收入": "100",
        "支付方式": "分期支付",
        "技术领域": "新材料及其应用",
        "知识产权类型": "发明专利",
        "计划来源": "计划外",
        "社会经济目标": "工商业发展",
        "服务的国民经济行业": "C38",
        "预计新增投入": "",
        "预计新增产值": "",
        "登记日期": "2023-06-01",
    },
    "registration_2001": {
        "合同登记编号": "08110101000001",
        "项目名称": "烟气脱硝催化剂技术转让",
        "项目简介": "",
        "合同类别": "技术转让",
        "合同子类别": "专利权转让",
        "签订日期": "2008.05.06",
        "有效期": "",
        "卖方名称": "甲大学",
        "卖方地区代码": "1100",
        "卖方性质": "0221",
        "买方名称": "乙公司",
        "买方地区代码": "3201",
        "买方性质": "110",
        "合同成交金额": "120",
        "技术交易额": "100",
        "支付方式": "一次总付",
        "技术领域": "环境保护与资源综合利用",
        "知识产权": "发明专利",
        "计划类别": "863计划",
        "社会经济目标": "环境保护",
        "服务的国民经济行业": "C",
    },
}
UNKNOWN_CODE = ("not in the code list", True)
MALFORMED: dict[str, dict[str, tuple[dict[str, str], tuple[str, bool]]]] = {
    "registration_2022": {
        "a number cut by a spreadsheet": ({"合同登记编号": "2.02311E+15"}, ("not a number of the pattern", True)),
        "a number of the older regime": ({"合同登记编号": "23110101000001"}, ("not a number of the pattern", True)),
        "words for the amount": ({"技术交易额": "若干"}, ("not an amount of money", True)),
        "a negative amount": ({"技术交易额": "-5"}, ("the amount is negative", True)),
        "an absurd amount": ({"技术交易额": "99999999", "合同成交总金额": "99999999"}, ("above the largest that a contract can be", True)),
        "an amount beyond all money": ({"技术交易额": "1e15"}, ("beyond any contract", True)),
        "an amount above the total": ({"技术交易额": "120.5"}, ("above the contract's total", True)),
        "a total that is no amount": ({"合同成交总金额": "见附件"}, ("not an amount of money", True)),
        "the total alone": ({"技术交易额": ""}, ("only the contract's total", False)),
        "no amount at all": ({"技术交易额": "", "合同成交总金额": ""}, ("no amount, though by its terms there is one", False)),
        "neither amount nor terms": ({"技术交易额": "", "合同成交总金额": "", "支付方式": ""}, ("the row has no label", True)),
        "an amount in dollars": ({"技术交易额": "5万美元"}, ("an amount in USD", False)),
        "an amount beside a royalty alone": ({"支付方式": "按销售额提成"}, ("a royalty or a share alone, by its terms", False)),
        "an amount beside a free deal": ({"支付方式": "无偿"}, ("free of charge by its terms", False)),
        "an equity contribution": ({"支付方式": "技术入股"}, ("an equity contribution, no cash price", False)),
        "an amount left open": ({"技术交易额": "面议"}, ("no amount agreed or disclosed", False)),
        "an amount of zero": ({"技术交易额": "0"}, ("the amount is zero", False)),
        "an unreadable date": ({"签订日期": "去年"}, ("not a date", True)),
        "a date of another age": ({"签订日期": "1023-05-06"}, ("lies outside", True)),
        "no date, and no year in the number": ({"签订日期": "", "合同登记编号": "9999110101000001"}, ("does not match the pattern", True)),
        "an unknown contract type": ({"合同类别": "技术赠与"}, UNKNOWN_CODE),
        "an unknown sub-class": ({"合同子类别": "秘方"}, UNKNOWN_CODE),
        "a sub-class of another type": ({"合同子类别": "委托开发"}, ("contradicts 合同类别", True)),
        "an unknown field": ({"技术领域": "炼金"}, UNKNOWN_CODE),
        "an unknown kind of right": ({"知识产权类型": "商标"}, UNKNOWN_CODE),
        "an unknown programme": ({"计划来源": "曙光"}, UNKNOWN_CODE),
        "an unknown objective": ({"社会经济目标": "其它"}, UNKNOWN_CODE),
        "a sector of no section": ({"服务的国民经济行业": "Z9"}, UNKNOWN_CODE),
        "an unknown kind of seller": ({"卖方性质": "999"}, UNKNOWN_CODE),
        "an unknown kind of buyer": ({"买方性质": "外星"}, UNKNOWN_CODE),
        "a region of no province": ({"卖方行政区划": "990000"}, UNKNOWN_CODE),
        "a buyer's region of two digits too few": ({"买方行政区划": "3201003"}, UNKNOWN_CODE),
        "a country by its number of ISO": ({"卖方国别": "840"}, UNKNOWN_CODE),
        "an unknown country of the buyer": ({"买方国别": "999"}, UNKNOWN_CODE),
        "an unknown mode of payment": ({"支付方式": "以物易物"}, UNKNOWN_CODE),
    },
    "registration_2001": {
        "a number of the newer regime": ({"合同登记编号": "2008110101000001"}, ("not a number of the pattern", True)),
        "an amount above the total": ({"技术交易额": "121"}, ("above the contract's total", True)),
        "the total alone": ({"技术交易额": ""}, ("only the contract's total", False)),
        "a sub-class of another type": ({"合同子类别": "合作开发"}, ("contradicts 合同类别", True)),
        "a region of no province": ({"卖方地区代码": "9900"}, UNKNOWN_CODE),
        "a sector of three digits": ({"服务的国民经济行业": "511"}, UNKNOWN_CODE),
        "an unknown kind of seller": ({"卖方性质": "0229"}, UNKNOWN_CODE),
        "no date, and no number": ({"签订日期": "", "合同登记编号": ""}, ("the date is empty", True)),
    },
}


def written(name: str, folder: Path, rows: list[dict[str, str]]) -> Path:
    """A sheet of good contracts with those cells changed; numbers and titles of their own where nothing else is asked."""
    full = [
        GOOD[name] | {"合同登记编号": str(int(GOOD[name]["合同登记编号"]) + at).zfill(len(GOOD[name]["合同登记编号"]))} | row for at, row in enumerate(rows)
    ]
    path = folder / f"{name}.csv"
    write_csv({column: [row[column] for row in full] for column in GOOD[name]}, path)
    return path


def in_chinese(text: str, english: str) -> bool:
    """Whether a text is the Chinese of another: it holds more Chinese than the names that the other holds."""
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > sum("\u4e00" <= c <= "\u9fff" for c in english)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_malformed_row_lands_in_the_rejects_file_with_its_reason(name: str, tmp_path: Path) -> None:
    kinds = MALFORMED[name]
    table = read_table(written(name, tmp_path, [{}, *(changes for changes, _ in kinds.values())]), source(name))
    write_rejects(table.rejects, tmp_path / "rejects.csv")
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert not [each for each in rejects if each["row"] == "1"] and table.rows[0] == 1
    for row, (kind, (changes, (reason, dropped))) in enumerate(kinds.items(), 2):
        told = [each for each in rejects if each["row"] == str(row)]
        assert told and all(each["fix"] and each["line"] == str(row + 1) for each in told), kind
        assert all(in_chinese(each["reason_zh"], each["reason"]) and in_chinese(each["fix_zh"], each["fix"]) for each in told), (kind, told)
        columns = {*changes, "技术交易额"}  # where terms or total cost a price, that is told of the price
        assert any(reason in each["reason"] and set(each["field"].split(", ")) & columns for each in told), (kind, told)
        assert (row in table.rows.tolist()) != dropped and {each["dropped"] for each in told} == {str(dropped).lower()}, (kind, told)
    lost = [at for at, row in enumerate(table.rows.tolist()) if row > 1]
    assert np.isnan(table.amounts[lost]).all() and np.isfinite(table.amounts[0])


@pytest.mark.parametrize("name", NAMES)
def test_a_record_of_too_few_cells_is_a_reject_and_not_shifted(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path, [{}, {}, {}])
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:2], lines[2].rsplit(b",", 3)[0], *lines[3:]]))
    table = read_table(path, source(name))
    assert table.rows.tolist() == [1, 3] and (table.rejects[0].row, table.rejects[0].field) == (2, "record") and "cells" in table.rejects[0].reason
    assert "单元格" in table.rejects[0].reason_zh and "加引号" in table.rejects[0].fix_zh
