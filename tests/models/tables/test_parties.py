from __future__ import annotations

from pathlib import Path

import pytest

from models.tables.mapping import Mapping
from models.tables.parties import DECLARED, SAME
from models.tables.read import read_table
from valuation.field_error import FieldError

MAPPING = 'text = "text"\n[price]\nconcept = "grant_amount"\namount = "sum"\nunit = "CNY"\n[date]\ncolumn = "day"\n'
PARTIES = '[party]\nseller = ["seller", "seller_group"]\nbuyer = ["buyer", "buyer_group"]\nrelated = "declared"\n'
HEAD = "text,sum,day,seller,seller_group,buyer,buyer_group,declared\n"


def related(tmp_path: Path, *rows: str, party: str = PARTIES) -> list[str]:
    (tmp_path / "m.toml").write_text(MAPPING + party, "utf-8")
    (tmp_path / "t.csv").write_text(HEAD + "".join(f"pump,5,2020-01-01,{row}\n" for row in rows), "utf-8")
    return read_table(tmp_path / "t.csv", Mapping.load(tmp_path / "m.toml")).related


def test_sellers_and_buyers_of_one_name_or_group_are_related(tmp_path: Path) -> None:
    rows = ("ACME Inc.,,acme inc,,", "A,集团（甲）,B,集团(甲),", "A,G1,B,G2,", "A,B,B,,")
    assert related(tmp_path, *rows) == [SAME, SAME, "", SAME]


@pytest.mark.parametrize(
    ("said", "found"), [("是", DECLARED), ("Yes", DECLARED), ("关联交易", DECLARED), ("1", DECLARED), ("否", ""), ("0", ""), ("", ""), ("非关联", "")]
)
def test_declared_relations_are_read(tmp_path: Path, said: str, found: str) -> None:
    assert related(tmp_path, f"A,,B,,{said}") == [found]


def test_nobody_in_particular_is_not_the_same_party(tmp_path: Path) -> None:
    assert related(tmp_path, "个人,,个人,,", "unknown,,Unknown,,", ",,,,", "无,,无,,") == [""] * 4


def test_a_source_that_names_no_parties_tells_nothing_of_them(tmp_path: Path) -> None:
    assert related(tmp_path, "A,,A,,", party="") == []


def test_relations_travel_with_their_rows_and_scoring_never_reads_them(tmp_path: Path) -> None:
    assert related(tmp_path, "A,,B,,", "A,,A,,") == ["", SAME]
    table = read_table(tmp_path / "t.csv", Mapping.load(tmp_path / "m.toml"))
    assert table.take(table.rows[:1]).related == [SAME] and table.take(table.rows[:0]).related == []
    assert read_table(tmp_path / "t.csv", Mapping.load(tmp_path / "m.toml"), purpose="score").related == []
    (tmp_path / "bare.csv").write_text("text,day\npump,2020-01-01\n", "utf-8")
    assert len(read_table(tmp_path / "bare.csv", Mapping.load(tmp_path / "m.toml"), purpose="score")) == 1


def test_a_column_that_is_not_there_and_half_a_comparison_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match=r"party\.related: t\.csv has no such column"):
        related(tmp_path, "A,,B,,", party='[party]\nrelated = "nowhere"\n')
    for half in ('[party]\nseller = "seller"\n', "[party]\n"):
        with pytest.raises(FieldError, match="nothing to compare"):
            related(tmp_path, "A,,B,,", party=half)
