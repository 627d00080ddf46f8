"""The two layouts of the register as an export has them: column names, and how each spells what a contract is.

Made up from the form of the register; no real contract stands behind any row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from valuation.codes import LISTS
from valuation.codes.country import COUNTRY
from valuation.codes.subclass import CONTRACT_SUBCLASS, TYPE_OF_SUBCLASS

SOURCES = Path(__file__).resolve().parents[2] / "training" / "sources"

Spellings = Mapping[str, str]
"""A code of ours → what the register writes for it."""


@dataclass(frozen=True)
class Layout:
    """`columns` in the order of the sheet, by what they hold; `spellings` by code list; `years` first and last year of signing; `number` the parts of a
    contract's number. In an `undivided` one some transfers have no sub-class.
    """

    name: str
    columns: Mapping[str, str]
    spellings: Mapping[str, Spellings]
    years: tuple[int, int]
    number: str
    undivided: bool = False

    @property
    def source(self) -> Path:
        """The mapping file that reads it."""
        return SOURCES / f"{self.name}.toml"


def _labels(name: str) -> dict[str, str]:
    return {code: LISTS[name].label(code, "zh") for code in LISTS[name].entries}


_PARTY = {code: code if code.isdecimal() else label for code, label in _labels("party_kind").items()}
_NUMBER_OF_COUNTRY = {code: number for number, code in reversed(list(COUNTRY.aliases.items())) if number.isdecimal() and number != "156"}
_SHARED = {name: _labels(name) for name in ("technology_field", "ip_kind", "plan_source", "socio_economic_objective", "payment_mode")}

FIVE_TYPES = Layout(
    name="registration_2022",
    columns={
        "number": "合同登记编号",
        "title": "项目名称",
        "text": "项目简介",
        "contract_type": "合同类别",
        "contract_subclass": "合同子类别",
        "signed": "签订日期",
        "valid": "有效期",
        "seller": "卖方名称",
        "seller_country": "卖方国别",
        "seller_region": "卖方行政区划",
        "seller_kind": "卖方性质",
        "buyer": "买方名称",
        "buyer_country": "买方国别",
        "buyer_region": "买方行政区划",
        "buyer_kind": "买方性质",
        "total": "合同成交总金额",
        "amount": "技术交易额",
        "income": "技术性收入",
        "payment_mode": "支付方式",
        "technology_field": "技术领域",
        "ip_kind": "知识产权类型",
        "plan_source": "计划来源",
        "socio_economic_objective": "社会经济目标",
        "industry": "服务的国民经济行业",
        "added_input": "预计新增投入",
        "added_output": "预计新增产值",
        "registered": "登记日期",
    },
    spellings={
        **_SHARED,
        "contract_type": _labels("contract_type"),
        "contract_subclass": _labels("contract_subclass"),
        "party_kind": _PARTY,
        "province": {code: f"{code[:2]}0108" if code.isdecimal() else label for code, label in _labels("province").items()},
        "country": {code: _NUMBER_OF_COUNTRY.get(code, label) for code, label in _labels("country").items()},
        "industry_section": {code: f"{code}{label}" if code in "AKPT" else code for code, label in _labels("industry_section").items()},
    },
    years=(2021, 2026),
    number="{year:04d}{province}01{office:02d}{serial:06d}",
)

_OLD_TYPES = {code: "技术转让" if code == "technical_licence" else label for code, label in _labels("contract_type").items()}
_OLD_SECTIONS = {"G": "F", "I": "G", "F": "H", "H": "I"}

FOUR_TYPES = Layout(
    name="registration_2001",
    columns={
        "number": "合同登记编号",
        "title": "项目名称",
        "text": "项目简介",
        "contract_type": "合同类别",
        "contract_subclass": "合同子类别",
        "signed": "签订日期",
        "valid": "有效期",
        "seller": "卖方名称",
        "seller_region": "卖方地区代码",
        "seller_kind": "卖方性质",
        "buyer": "买方名称",
        "buyer_region": "买方地区代码",
        "buyer_kind": "买方性质",
        "total": "合同成交金额",
        "amount": "技术交易额",
        "payment_mode": "支付方式",
        "technology_field": "技术领域",
        "ip_kind": "知识产权",
        "plan_source": "计划类别",
        "socio_economic_objective": "社会经济目标",
        "industry": "服务的国民经济行业",
    },
    spellings={
        **_SHARED,
        "contract_type": _OLD_TYPES,
        # Licences of know-how went by the name of its transfer.
        "contract_subclass": {**_labels("contract_subclass"), "know_how_licence": "技术秘密转让"},
        "party_kind": {code: f"{code}1" if code in ("011", "012", "013", "014", "021", "022", "023") else spelled for code, spelled in _PARTY.items()},
        "province": {
            **{code: f"{code[:2]}00" for code in LISTS["province"].entries if code.isdecimal()},
            "710000": "台湾省",
            "hong_kong_macao_taiwan": "7100",
            "elsewhere": "8000",
            "abroad": "境外",
        },
        "industry_section": {code: _OLD_SECTIONS.get(code, code) for code in LISTS["industry_section"].entries},
    },
    years=(2006, 2020),
    number="{short:02d}{province}01{office:02d}{serial:06d}",
    undivided=True,
)

LAYOUTS = {layout.name: layout for layout in (FIVE_TYPES, FOUR_TYPES)}

SUBCLASSES = tuple(CONTRACT_SUBCLASS.entries)
"""Codes that contracts take turns in; each brings its type."""


def type_of(subclass: str) -> str:
    """The contract type of a sub-class."""
    return TYPE_OF_SUBCLASS[subclass]
