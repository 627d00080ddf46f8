from __future__ import annotations

from pathlib import Path

import pytest

from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.training.validation.conftest import Ask
from training.corpus import merge

MAPPING = 'id = "no"\ntext = "text"\n[price]\nconcept = "licence_fixed_fee"\namount = "fee"\nunit = "万元"\n[date]\ncolumn = "day"\n[maturity]\nlevel = "trl"\n'
CELLS = {"free_deal": "免费", "royalty_only": "销售额的5%", "zero_amount": "0", "undisclosed": "面议"}


@pytest.mark.parametrize(("finding", "cell"), CELLS.items())
def test_deals_without_a_price_are_counted_by_kind_whether_or_not_their_row_remains(tmp_path: Path, ask: Ask, finding: str, cell: str) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "t.csv").write_text(f"no,text,fee,day,trl\na,pump,120,2020-01-01,5\nb,pipe,{cell},2020-01-02,6\nc,valve,{cell},2020-01-03,\n", "utf-8")
    corpus = merge([read_table(tmp_path / "t.csv", Mapping.load(tmp_path / "m.toml"))])
    assert len(corpus) == 2 and len(corpus.priced) == 1  # never a price of zero
    found = ask(finding, corpus)
    assert [(each.id, each.row, each.at) for each in found] == [("b", 2, 1), ("c", 3, -1)]
    assert not [each for other in CELLS if other != finding for each in ask(other, corpus)]
