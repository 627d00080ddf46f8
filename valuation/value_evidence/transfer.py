"""Indicators of the transfer potential 转化推广潜力, the +1 of the 4+1 shape, for all classes, with their anchors.

Names after the design's table 1.7; anchors are our own proposal [A]. What counts as much differs by class: `adapted_anchors.py` holds the figures of each.
"""

from __future__ import annotations

from valuation.value_evidence.indicator import Indicator, Part, State

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        *("PA1", "权属清晰:权利人、份额、质押/许可/冻结、共有人同意", "clear title, shares, encumbrances, co-owner consent"),
        counted=("通过/附条件/不通过", "pass / conditions / fail"),
        kinds=("M", "D"),
        written=(
            ("权属有争议, 或被冻结", "title disputed or frozen"),
            ("权利人或份额未核清", "owners or shares not established"),
            ("权属清楚, 有质押、许可或须取得共有人同意", "title clear, with a pledge, a licence, or a consent to be got"),
            ("权属清楚, 限制均已有书面处理方案", "title clear, every restriction has a written solution"),
            ("权属清楚, 无限制, 共有人均已同意", "title clear, unencumbered, all co-owners consent"),
        ),
        states=(
            State("fail", 0, "不通过", "fail"),
            State("conditions", 50, "附条件", "conditions"),
            State("pass", 100, "通过", "pass"),
        ),
    ),
    Indicator(
        *("PA2", "准入许可状态(注册证、批件、审定、登记)", "market-entry permits"),
        counted=("无/已申请/已取得", "none/applied/granted"),
        kinds=("D",),
        written=(
            ("须许可而未申请", "a permit is needed and not applied for"),
            ("申请材料已齐备", "the application is complete"),
            ("已受理", "the application is accepted"),
            ("已通过审评, 待发证", "the review is passed, the permit is to be issued"),
            ("已取得, 或依规定无须许可", "granted, or by rule not needed"),
        ),
        states=(
            State("none", 0, "无", "none"),
            State("applied", 50, "已申请", "applied"),
            State("granted", 100, "已取得", "granted"),
            State("not_required", 100, "无须许可", "not required"),
        ),
    ),
    Indicator(
        *("PA3", "配套条件:供应链、设备、场地、资金缺口", "complementary assets; funding gap"),
        counted=("等级1-5; 万元", "grade; ten thousand CNY"),
        kinds=("D",),
        written=(
            ("配套条件均不具备", "nothing of what it needs is there"),
            ("仅具备场地或部分设备", "only a site or some equipment"),
            ("设备与场地具备, 供应链待建", "equipment and site, supply chain to be built"),
            ("主要配套具备, 有替代供方", "the main assets, and second sources"),
            ("配套条件齐备, 可即投产", "everything is there, production can start"),
        ),
        parts=(Part("gap", "资金缺口", "funding gap", "wan_yuan", (2000, 800, 300, 0), needed=False),),
    ),
    Indicator(
        *("PA4", "完成人团队持续服务承诺", "team's commitment to support"),
        counted=("人月", "person-months"),
        kinds=("D",),
        parts=(Part("commitment", "书面承诺的持续服务", "support committed in writing", "person_months", (2, 6, 12, 24)),),
    ),
    Indicator(
        *("PA5", "可复制性:已成功复制的场景/产线", "replications at other sites"),
        counted=("处", "sites"),
        kinds=("D",),
        parts=(Part("sites", "已成功复制的场景或产线数", "sites or lines where it was repeated", "count", (1, 2, 3, 5)),),
    ),
    Indicator(
        *("PA6", "明确需求方(匹配并确认)", "matched and confirmed demand"),
        counted=("家", "parties"),
        kinds=("D",),
        parts=(Part("parties", "匹配并确认的需求方数", "parties matched and confirmed", "count", (1, 2, 3, 4)),),
    ),
)
