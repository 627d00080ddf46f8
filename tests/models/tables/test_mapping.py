from __future__ import annotations

from pathlib import Path

import pytest

from models.tables.attribute_parts import Attribute, Otherwise, Refined
from models.tables.mapping import Mapping
from models.tables.mapping_parts import Dates, DayColumn, DealTerms, Dominant, Keywords, Maturity, Party, Price, Project, Score, TableLayout
from valuation.field_error import FieldError

WHOLE = """
name = "demo"
language = ["zh", "en"]
licence = "ours"
simulated = true
id = "编号"
title = "名称"
text = ["摘要", "要点"]
keywords = "关键词"

[table]
encoding = "gb18030"
header_row = 2
missing = ["待补"]

[price]
concept = "royalty_advance"
concept_labels = { zh = "预付提成", en = "advance on royalties" }
amount = "金额"
unit_column = "单位"
unit_codes = { W = "万元" }
currency = "CNY"
segments = ["contract_type"]

[date]
column = "起止年月"
formats = ["%Y.%m"]
pattern = '^(\\d{4}\\.\\d{2})'

[project]
keys = [["项目号"], ["卖方", "名称"]]
drop = 'phase i+'

[maturity]
stage = "阶段"
stages = { "小试" = [4, 5] }
others = "missing"

[values.scores.scientific]
column = "总评"
codes = { "优" = 85 }

[values.dominant]
column = "类别"
codes = { "技" = "technical" }

[attributes]
contract_type = { column = "合同类型", codes = { "1" = "开发" } }
"人数" = "number"
buyer_kind = { column = "买方", known_at = "deal", label_zh = "买方性质", label_en = "buyer kind" }
"""


@pytest.fixture
def load(tmp_path):
    def loaded(text: str) -> Mapping:
        path = tmp_path / "source.toml"
        path.write_text(text, encoding="utf-8")
        return Mapping.load(path)

    return loaded


def test_every_key_is_read(load):
    mapping = load(WHOLE)
    assert mapping.price.concept == "royalty_advance" and mapping.price.labels == ("预付提成", "advance on royalties")
    assert mapping.price.currency == "CNY" and mapping.price.segments == ("contract_type",)
    assert mapping.project.keys == (("项目号",), ("卖方", "名称"))
    assert mapping.maturity.stages == {"小试": (4, 5)}
    assert mapping.attributes["人数"].kind == "number" and mapping.attributes["人数"].column == "人数"
    assert (mapping.categories, mapping.numbers, mapping.unknown_at_listing) == (("contract_type", "buyer_kind"), ("人数",), ("buyer_kind",))
    assert mapping.simulated and mapping.language == ("zh", "en") and mapping.file == "source.toml" and mapping.has_labels
    assert [use.column for use in mapping.labels()] == ["金额", "单位", "项目号", "卖方", "名称", "阶段", "总评", "类别"]


def test_what_a_deal_reveals_need_not_be_in_the_table(load):
    assert {use.column: use.required for use in load(WHOLE).inputs()}["买方"] is False


def test_what_is_no_toml_or_no_file_is_refused(load, tmp_path):
    with pytest.raises(FieldError, match=r"source.toml: not valid TOML.*line 1"):
        load("id = row_id")
    with pytest.raises(FieldError, match="cannot be read"):
        Mapping.load(tmp_path / "absent.toml")


def test_the_example_of_the_docs_loads(load):
    page = (Path(__file__).parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")
    mapping = load(page.split("```toml\n")[1].split("```")[0])
    assert mapping.price.currency == "CNY" and mapping.unknown_at_listing == ("buyer_kind",)


def test_the_docs_describe_every_key():
    page = (Path(__file__).parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")
    parts = (Mapping, TableLayout, Keywords, Price, Dates, Project, Party, Maturity, Score, Dominant, Attribute, Otherwise, Refined, DealTerms, DayColumn)
    assert not [key for part in parts for key in part.model_fields if key not in page]
