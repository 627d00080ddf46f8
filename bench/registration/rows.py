"""Made-up contracts of a register: every code of every list by turns, prices that depend on type, seller and field, and the texts of a register.

Deterministic by seed. The first `EVERY_CODE` contracts hold every code that the layout can hold.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.registration.layouts import SUBCLASSES, Layout, type_of
from valuation.codes import LISTS
from valuation.codes.terms import TERMS_OF_PAYMENT

EVERY_CODE = 120
"""Contracts in which each list has been gone through; those behind them are commoner ones."""
THINGS = {
    "electronic_information": ("工业视觉检测系统", "边缘计算网关", "语音识别引擎", "配电网故障诊断软件"),
    "aerospace": ("复合材料机翼壁板", "卫星遥感影像处理平台", "航空发动机叶片涂层"),
    "advanced_manufacturing": ("五轴联动数控机床", "柔性装配生产线", "激光焊接机器人", "减速器疲劳试验台"),
    "biomedicine": ("抗肿瘤小分子药物", "体外诊断试剂盒", "心脏支架输送系统", "重组蛋白疫苗"),
    "new_materials": ("硅碳负极材料", "耐高温陶瓷纤维", "可降解塑料薄膜", "高强铝合金"),
    "new_energy": ("质子交换膜燃料电池", "风电叶片监测装置", "储能变流器"),
    "environment": ("工业废水零排放工艺", "烟气脱硝催化剂", "污泥干化焚烧装置"),
    "nuclear": ("核级阀门密封件", "辐射剂量监测仪"),
    "agriculture": ("抗旱玉米新品种", "水产养殖水质调控技术", "设施蔬菜病害防治"),
    "transport": ("轨道交通信号系统", "车路协同感知单元", "桥梁健康监测系统"),
    "urban_construction_social": ("城市内涝预警平台", "装配式建筑节点", "社区养老服务系统"),
}
WORK = {
    "technical_development": "的研究开发",
    "technical_transfer": "技术转让",
    "technical_licence": "专利实施许可",
    "technical_consulting": "可行性论证咨询",
    "technical_service": "技术服务",
}
STAGES = (
    "已完成实验室小试，关键指标稳定。",
    "样机通过第三方检测。",
    "中试线连续运行六个月。",
    "已在三家用户现场应用。",
    "尚处于方案论证阶段。",
    "小批量产品已交付验收。",
)
FACTS = (
    "采用多目标优化方法，能耗降低{a}%。",
    "处理能力达到每小时{b}吨。",
    "识别准确率{c}%，误报率低于{a}%。",
    "连续工作{b}小时无故障。",
    "与现有工艺相比成本下降{a}%，收率提高到{c}%。",
)
MONEY = ("合同总价款{wan}万元，分两期支付。", "项目总投资约{wan}万元。", "")
LEVEL = {"technical_development": 4.1, "technical_transfer": 3.4, "technical_licence": 3.1, "technical_consulting": 2.6, "technical_service": 3.3}
"""ln(万元) at the middle of each type; made up."""
PLACES = ("华东", "北方", "长江", "南海", "中原", "西部", "东北", "滨海")
KINDS = {"021": "研究院", "022": "大学", "023": "医院"}


def contracts(layout: Layout, rows: int, seed: int = 1) -> dict[str, list[str]]:
    """The sheet's columns, by their names, with that many cells each."""
    chance = random.Random(seed)
    made = [_contract(layout, at, chance) for at in range(rows)]
    return {column: [contract.get(role, "") for contract in made] for role, column in layout.columns.items()}


def _contract(layout: Layout, at: int, chance: random.Random) -> dict[str, str]:
    codes = _codes(at, chance)
    kind = codes["contract_type"]
    first, last = layout.years
    signed = date(first, 1, 1) + timedelta(days=chance.randrange(365 * (last - first)))
    amount = _amount(codes, signed.year - first, chance)
    total = amount * chance.choice((1.0, 1.0, 1.0, 1.2, 1.6))
    facts = " ".join(chance.sample(FACTS, 3)).format(a=chance.randint(2, 60), b=chance.randint(5, 4000), c=chance.randint(80, 99))
    thing = chance.choice(THINGS[codes["technology_field"]])
    titled = f"{chance.choice(PLACES)}{thing}{WORK[kind]}"
    said = chance.choice(MONEY).format(wan=f"{total:.2f}")
    cells = {
        "number": _number(layout, signed, codes["seller_region"], at),
        "title": titled,
        "text": f"{thing}{WORK[kind]}，面向{chance.choice(PLACES)}地区第{at + 1}号用户。{facts} {chance.choice(STAGES)}{said}",
        "signed": signed.isoformat(),
        "valid": f"{signed.isoformat()}至{(signed + timedelta(days=400)).isoformat()}",
        "seller": _party(codes["seller_kind"], chance),
        "buyer": _party(codes["buyer_kind"], chance),
        "registered": (signed + timedelta(days=chance.randrange(5, 90))).isoformat(),
        "added_input": f"{amount * 0.5:.2f}" if kind == "technical_transfer" else "",
        "added_output": f"{amount * 3:.2f}" if kind == "technical_transfer" else "",
        **_money(codes["payment_mode"], amount, total),
        **{role: _spelled(layout, role, code) for role, code in codes.items()},
    }
    if layout.undivided and kind in ("technical_transfer", "technical_licence") and at % 7 == 3:
        cells["contract_subclass"] = ""
    if at % 50 == 41:  # nothing, and nothing said of it
        cells |= {"payment_mode": "", "amount": "0", "total": "0"}
    return cells


def _codes(at: int, chance: random.Random) -> dict[str, str]:
    """The codes of a contract: each list by turns, so that every one occurs, parties of later contracts mostly at home."""
    turn = {name: list(codes.entries) for name, codes in LISTS.items()}
    subclass = SUBCLASSES[at % len(SUBCLASSES)]
    kinds, provinces, countries = turn["party_kind"], turn["province"], turn["country"]
    common = at >= EVERY_CODE
    return {
        "contract_type": type_of(subclass),
        "contract_subclass": subclass,
        "seller_kind": chance.choice(("021", "022", "022", "150", "150", "160", "170")) if common else kinds[at % len(kinds)],
        "buyer_kind": chance.choice(("150", "160", "170", "110")) if common else kinds[(at * 5 + 3) % len(kinds)],
        "seller_region": provinces[at % (31 if common else len(provinces))],
        "buyer_region": provinces[(at * 7 + 1) % (31 if common else len(provinces))],
        "seller_country": "CHN" if common else countries[at % len(countries)],
        "buyer_country": "CHN" if common else countries[(at + len(countries) // 2) % len(countries)],
        "technology_field": turn["technology_field"][at % 11],
        "ip_kind": turn["ip_kind"][at % len(turn["ip_kind"])],
        "plan_source": turn["plan_source"][at % len(turn["plan_source"])],
        "socio_economic_objective": turn["socio_economic_objective"][at % len(turn["socio_economic_objective"])],
        "industry": turn["industry_section"][at % len(turn["industry_section"])],
        "payment_mode": chance.choice(("lump_sum", "instalments", "instalments", "other")) if common and at % 5 else turn["payment_mode"][at % 9],
    }


_LISTED = {
    "seller_kind": "party_kind",
    "buyer_kind": "party_kind",
    "seller_region": "province",
    "buyer_region": "province",
    "seller_country": "country",
    "buyer_country": "country",
    "industry": "industry_section",
}


def _spelled(layout: Layout, role: str, code: str) -> str:
    return layout.spellings[_LISTED.get(role, role)][code] if role in layout.columns else ""


def _amount(codes: dict[str, str], years: int, chance: random.Random) -> float:
    """万元."""
    seller = 0.5 if codes["seller_kind"] in ("150", "160", "170") else 0.0
    field = 0.04 * list(THINGS).index(codes["technology_field"])
    return float(2.718281828 ** (LEVEL[codes["contract_type"]] + seller + field + 0.05 * years + chance.gauss(0, 0.8)))


def _money(mode: str, amount: float, total: float) -> dict[str, str]:
    """Amounts as the register has them: none for a royalty alone, zero where the deal is free."""
    terms = TERMS_OF_PAYMENT[mode]
    if terms == "royalty_only":
        return {"amount": "", "total": ""}
    if terms == "free":
        return {"amount": "0", "total": "0"}
    return {"amount": f"{amount:.4f}", "total": f"{max(total, amount):.4f}", "income": f"{amount:.4f}"}


def _number(layout: Layout, signed: date, region: str, at: int) -> str:
    province = region[:2] if region.isdecimal() else "11"
    return layout.number.format(year=signed.year, short=signed.year % 100, province=province, office=at // 1_000_000 + 1, serial=at % 1_000_000)


def _party(kind: str, chance: random.Random) -> str:
    return f"{chance.choice(PLACES)}{chance.choice('甲乙丙丁戊己庚辛壬癸')}{chance.randint(1, 900)}{KINDS.get(kind, '科技有限公司')}"
