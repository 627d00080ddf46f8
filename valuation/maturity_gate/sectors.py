"""Sector overlays 行业门: the statutory or customary proofs that replace items of the general checklist.

Certainty A, general professional knowledge not checked against the agencies' texts; `unsure` marks where the mapping of a phase to a level varies. A row
that spans two levels (II期 as 6-7) is placed where it is *finished*: a trial under way is no proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from valuation.maturity_gate.item import Item


@dataclass(frozen=True)
class Door:
    """A sector's item, and the codes of the general items in whose place it stands."""

    item: Item
    replaces: tuple[str, ...]


_DRUGS = (
    Door(
        Item(
            "DR4a",
            "test",
            ("临床前药效与初步安全性研究", "preclinical efficacy and first safety studies"),
            ("体外和动物药效报告, 初步毒理报告", "in-vitro and animal efficacy reports, first toxicology"),
            unsure=True,
        ),
        ("H4b",),
    ),
    Door(
        Item(
            "DR5a",
            "test",
            ("完整的临床前安全性评价(GLP)", "the full preclinical safety assessment (GLP)"),
            ("GLP机构安全性评价报告", "safety report of a GLP institution"),
            unsure=True,
        ),
        ("H5b",),
    ),
    Door(
        Item(
            "DR5b",
            "approval",
            ("临床试验申请(IND)受理或默示许可", "the IND application accepted, or licensed by silence"),
            ("IND受理通知书或临床试验通知书", "IND acceptance notice or clinical-trial notice"),
            unsure=True,
        ),
        ("H5b",),
    ),
    Door(
        Item("DR6a", "test", ("I期临床试验完成", "phase I trial finished"), ("I期临床试验总结报告", "phase I study report"), unsure=True),
        ("H6b",),
    ),
    Door(
        Item("DR7a", "test", ("II期临床试验完成", "phase II trial finished"), ("II期临床试验总结报告", "phase II study report"), unsure=True),
        ("H7a", "H7b"),
    ),
    Door(
        Item("DR8a", "test", ("III期临床试验完成", "phase III trial finished"), ("III期临床试验总结报告", "phase III study report"), unsure=True),
        ("H8b",),
    ),
    Door(
        Item("DR9a", "approval", ("药品上市许可", "marketing authorisation"), ("药品注册证书", "drug registration certificate"), unsure=True),
        ("H9a", "H9c"),
    ),
)

_DEVICES = (
    Door(
        Item("MD6a", "test", ("型式检验(注册检验)合格", "type test (registration test) passed"), ("注册检验报告", "registration test report")),
        ("H6b", "S6b"),
    ),
    Door(
        Item(
            "MD7a",
            "test",
            ("临床评价或临床试验完成", "clinical evaluation or trial finished"),
            ("临床评价报告或临床试验报告", "clinical evaluation or trial report"),
        ),
        ("H7a", "H7b", "S7b", "S7c"),
    ),
    Door(
        Item("MD8a", "test", ("医疗器械注册证或备案凭证", "device registration or filing certificate"), ("医疗器械注册证", "device registration certificate")),
        ("H8b", "S8b"),
    ),
)

_VARIETIES = (
    Door(
        Item("CV5a", "test", ("区域试验第一年结果", "first season of the regional trial"), ("区域试验年度报告", "yearly report of the regional trial")),
        ("H5b",),
    ),
    Door(
        Item("CV6a", "test", ("区域试验完成", "regional trial finished"), ("区域试验总结报告", "final report of the regional trial")),
        ("H6b",),
    ),
    Door(
        Item("CV7a", "test", ("生产试验完成", "production trial finished"), ("生产试验报告", "report of the production trial")),
        ("H7a", "H7b"),
    ),
    Door(
        Item("CV8a", "test", ("品种审定或登记", "variety approved or registered"), ("品种审定证书或登记证书", "approval or registration certificate")),
        ("H8b",),
    ),
    Door(
        Item("CV9a", "operation", ("推广面积", "area planted"), ("农业部门的推广面积证明", "statement of the area planted by the farm authority"), unsure=True),
        ("H9c",),
    ),
)

_PROCESS = (
    Door(Item("CP4a", "test", ("小试完成", "bench test finished"), ("小试报告", "bench test report")), ("H4b",)),
    Door(
        Item(
            "CP5a",
            "test",
            ("中试装置运行, 写明装置规模", "pilot plant in operation, its scale stated"),
            ("中试运行记录, 注明装置规模", "pilot run record stating the plant's scale"),
        ),
        ("H5b",),
    ),
    Door(
        Item(
            "CP6a",
            "test",
            ("中试完成, 写明装置规模", "pilot finished, the plant's scale stated"),
            ("中试总结报告与见证或评审意见", "pilot report with the witness's or reviewers' opinion"),
        ),
        ("H6b",),
    ),
    Door(
        Item("CP7a", "operation", ("示范装置运行", "demonstration plant in operation"), ("示范装置运行报告", "run report of the demonstration plant")),
        ("H7a",),
    ),
    Door(
        Item(
            "CP8a",
            "test",
            ("工业装置72小时考核标定", "72-hour performance test of the industrial plant"),
            ("72小时标定报告", "72-hour performance test report"),
        ),
        ("H8b",),
    ),
    Door(
        Item("CP9a", "operation", ("客户认证合格", "qualification by customers"), ("客户产品认证或合格供方通知", "customer's qualification notice")),
        ("H9c",),
    ),
)

_AEROSPACE_AUTOMOTIVE = (
    Door(
        Item("AA6a", "test", ("环境试验(台架)通过", "environmental tests passed on the bench"), ("环境试验报告", "environmental test report")),
        ("H6b",),
    ),
    Door(
        Item(
            "AA7a",
            "operation",
            ("整机或整车环境试验通过", "environmental tests of the whole craft or vehicle passed"),
            ("飞行试验或道路试验报告", "flight or road test report"),
        ),
        ("H7a",),
    ),
    Door(
        Item(
            "AA8a",
            "test",
            ("鉴定、适航批准或公告", "qualification, airworthiness approval or type notice"),
            ("鉴定结论、适航证件或车辆公告", "qualification result, airworthiness document or vehicle notice"),
        ),
        ("H8b", "S8b"),
    ),
    Door(
        Item("AA9a", "operation", ("服役记录", "service record"), ("服役期可靠性与故障统计", "reliability and fault statistics in service")),
        ("H9c",),
    ),
)

_AI = (
    Door(
        Item("AI5a", "test", ("独立测试集上的测试结果", "results on an independent test set"), ("独立测试集测试报告", "report on the independent test set")),
        ("S5b",),
    ),
    Door(
        Item("AI6a", "test", ("外部数据集验证", "validation on outside data"), ("外部数据集验证报告", "external validation report")),
        ("S6b",),
    ),
    Door(
        Item("AI7a", "operation", ("前瞻性验证或影子运行", "prospective or shadow run"), ("影子运行记录", "record of the shadow run")),
        ("S7b",),
    ),
    Door(
        Item(
            "AI8a",
            "test",
            ("备案或准入; 法律不要求时为安全测评", "filing or admission; where the law asks for none, a security assessment"),
            ("算法备案凭证、准入批件或安全测评报告", "filing certificate, admission or security assessment report"),
        ),
        ("S8b",),
    ),
    Door(
        Item("AI9a", "load", ("SLA达成记录", "a record of service levels met"), ("SLA月报", "monthly service-level reports")),
        ("S9b",),
    ),
)

OVERLAYS: Mapping[str, tuple[Door, ...]] = {
    "drugs": _DRUGS,
    "devices": _DEVICES,
    "varieties": _VARIETIES,
    "process": _PROCESS,
    "aerospace_automotive": _AEROSPACE_AUTOMOTIVE,
    "ai": _AI,
}
"""Sector → its doors. 植物新品种权 is a right, not maturity: it opens no door."""
