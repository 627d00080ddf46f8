from __future__ import annotations

import pyarrow as pa

from models.tables.attribute_guess import guess_attributes
from models.tables.raw_table import RawTable, plain
from models.tables.survey import survey


def of(**columns: list[object]):
    arrays = {name: plain(pa.array(cells)) for name, cells in columns.items()}
    attributes, left_out = guess_attributes(survey(RawTable("t", tuple(arrays), arrays, len(next(iter(arrays.values()))))))
    return {each.name: each for each in attributes}, left_out


N = 60


def test_quantities_are_numbers_and_few_numbers_are_asked_about():
    found, _ = of(人数=list(range(N)), 等级代码=[1, 2, 3] * 20)
    assert found["人数"].kind == "number" and found["等级代码"].kind == "category" and "codes, or a quantity?" in found["等级代码"].question


def test_a_registered_field_gets_its_name_only_if_its_values_are_on_the_list():
    found, _ = of(合同类型=["技术开发", "技术转让"] * 30)
    assert found["contract_type"].column.name == "合同类型" and not found["contract_type"].question
    found, _ = of(合同类型=["甲", "乙"] * 30)
    assert "looks like contract_type" in found["合同类型"].question


def test_two_columns_never_get_the_same_name():
    found, _ = of(合同类型=["技术开发", "技术转让"] * 30, 合同类别=["技术开发", "技术转让"] * 30)
    assert set(found) == {"contract_type", "合同类别"}


def test_what_a_record_calls_its_own_gets_another_name():
    found, _ = of(listing=["a", "b"] * 30)
    assert set(found) == {"listing_given"}


def test_buyers_are_known_after_the_deal():
    found, _ = of(受让方所在地=["上海", "北京"] * 30)
    assert found["buyer_region"].deal


def test_what_cannot_inform_is_left_out_with_its_reason():
    found, left_out = of(佣金=[1, 2] * 30, 国家=["中国"] * N, 备注=[f"备注 {at}" for at in range(N)], 序号=list(range(N)))
    assert not found
    assert "never an input to a price" in left_out["佣金"] and "the same in every row" in left_out["国家"]
    assert "nearly a value of its own" in left_out["备注"] and left_out["序号"] == "numbers the rows"
