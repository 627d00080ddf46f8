"""Indicators of the technical value 技术价值, with their anchors. Names after the design's table 1.3; anchors are our own proposal [A].

TB2, TA3 and TT1 take the level of the maturity evidence gate, never the level that a model reads from the text: where the gate has judged, `judgement.py`
lets no record stand above it. Patents count by their legal state, never by
their number.
"""

from __future__ import annotations

import math

from valuation.value_evidence.indicator import Indicator, Part, State

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        *("TB1", "关键指标与现有最好水平之比(同条件)", "key metric ÷ best known, like conditions"),
        counted=("比值", "ratio"),
        kinds=("D",),
        parts=(Part("ratio", "关键指标与同条件最好水平之比", "key metric over the best known in like conditions", "ratio", (0.8, 1.0, 1.2, 2.0)),),
        source_needed=True,
    ),
    Indicator(
        *("TB2", "成熟度(证据门判定)", "TRL by evidence gate"),
        counted=("级 1-9", "level 1-9"),
        kinds=("D",),
        parts=(Part("trl", "证据门判定的技术成熟度", "TRL by the evidence gate", "trl", (1, 2, 3, 4)),),
    ),
    Indicator(
        *("TB3", "可支撑的技术路线数", "technical routes opened"),
        counted=("条", "count"),
        kinds=("E",),
        parts=(Part("routes", "可支撑的技术路线数", "technical routes opened", "count", (1, 2, 3, 5)),),
    ),
    Indicator(
        *("TB4", "核心专利族状态(申请/授权/有效)", "core families by legal status"),
        counted=("族状态", "families by status"),
        kinds=("M",),
        states=(
            State("none", 0, "核心内容未申请专利, 或申请均已失效", "the core is not filed, or every filing has lapsed"),
            State("applied", 25, "核心专利族已申请", "the core family is filed"),
            State("granted", 50, "核心专利族已获授权", "the core family is granted"),
            State("in_force", 75, "核心专利族已授权并维持有效", "the core family is granted and kept in force"),
            State("in_force_abroad", 100, "核心专利族在两个及以上法域授权并维持有效", "the core family is granted and in force in two or more jurisdictions"),
        ),
    ),
    Indicator(
        *("TA1", "先进性:核心指标对标(≥3项,注明来源)", "benchmark of ≥3 core metrics"),
        counted=("各项比值", "ratio each"),
        kinds=("D",),
        parts=(Part("ratio", "各核心指标与对标值之比的最低值", "the lowest ratio of a core metric to its benchmark", "ratio", (0.8, 1.0, 1.1, 1.3)),),
        at_least=3,
        source_needed=True,
    ),
    Indicator(
        *("TA2", "创新度(范围:单位/国内/国际 × 领域)", "innovation grade by scope"),
        counted=("五档", "ordinal 1-5"),
        kinds=("E",),
        written=(
            ("本单位内首次应用已知技术", "a known technique, new to the organisation"),
            ("国内同领域已有, 作出改进", "known in the country's field, improved"),
            ("国内本领域首创", "first in the field in the country"),
            ("国际本领域首创", "first in the field worldwide"),
            ("国际上跨领域首创", "first worldwide in any field"),
        ),
    ),
    Indicator(
        *("TA3", "成熟度(证据门判定)", "TRL by evidence gate"),
        counted=("级 1-9", "level 1-9"),
        kinds=("D",),
        parts=(Part("trl", "证据门判定的技术成熟度", "TRL by the evidence gate", "trl", (3, 5, 6, 8)),),
    ),
    Indicator(
        *("TA4", "权利质量:独立权利要求覆盖产品特征的比例、剩余年限", "claim coverage of product features; remaining life"),
        counted=("%; 年", "%; years"),
        kinds=("D", "M"),
        parts=(
            Part("coverage", "独立权利要求覆盖产品特征的比例", "product features covered by independent claims", "share", (30, 50, 70, 90)),
            Part("remaining", "权利剩余年限", "remaining life of the right", "years", (3, 6, 10, 15)),
        ),
    ),
    Indicator(
        *("TA5", "替代/规避难度", "difficulty of substitution or design-around"),
        counted=("等级1-5; 替代方案数", "grade 1-5; n substitutes"),
        kinds=("E",),
        written=(
            ("有现成替代, 成本更低", "substitutes are at hand and cheaper"),
            ("有现成替代, 成本相当", "substitutes are at hand at like cost"),
            ("替代方案成本或性能明显较差", "substitutes cost clearly more or do less"),
            ("规避须重新研发, 一年以上", "designing around takes new research of more than a year"),
            ("在权利期内难以规避", "hardly possible to design around while the right lasts"),
        ),
    ),
    Indicator(
        *("TT1", "成熟度与制造成熟度", "TRL and manufacturing readiness"),
        counted=("级", "level"),
        kinds=("D",),
        parts=(
            Part("trl", "证据门判定的技术成熟度", "TRL by the evidence gate", "trl", (5, 7, 8, 9)),
            Part("mrl", "制造成熟度", "manufacturing readiness level", "mrl", (5, 7, 8, 9), needed=False),
        ),
    ),
    Indicator(
        *("TT2", "第三方/型式检验达标率", "share of specified items passed at third party"),
        counted=("%", "%"),
        kinds=("D",),
        parts=(Part("passed", "第三方检验达标项目占规定项目的比例", "specified items passed at a third party", "share", (60, 80, 95, 100)),),
    ),
    Indicator(
        *("TT3", "稳定性:良率 / MTBF / 可用率", "yield / MTBF / availability"),
        counted=("% / 小时 / %", "% / h / %"),
        kinds=("D",),
        parts=(
            Part("yield", "良率", "yield", "share", (70, 85, 95, 99), needed=False),
            Part("mtbf", "平均无故障时间", "MTBF", "hours", (500, 2000, 5000, 20000), needed=False),
            Part("availability", "可用率", "availability", "share", (95, 98, 99.5, 99.9), needed=False),
        ),
    ),
    Indicator(
        *("TT4", "标准贡献(主导/参与;国际/国家/行业/团体)", "standards led or joined, by level"),
        counted=("按级别计数", "count by level"),
        kinds=("M",),
        parts=(
            Part("international_led", "主导的国际标准数", "international standards led", "count", (1, 1, 1, 1), needed=False),
            Part("national_led", "主导的国家标准数", "national standards led", "count", (1, 1, 1, 2), needed=False),
            Part("industry_led", "主导的行业标准数", "industry standards led", "count", (1, 1, 2, 4), needed=False),
            Part("group_led", "主导的团体标准数", "group standards led", "count", (1, 2, 4, math.inf), needed=False),
            Part(
                "joined",
                "参与的国际、国家或行业标准数",
                "international, national or industry standards joined",
                "count",
                (1, 3, math.inf, math.inf),
                needed=False,
            ),
        ),
        several="highest",
    ),
    Indicator(
        *("TT5", "剩余保护年限与自由实施(FTO)结论", "remaining protection; FTO opinion"),
        counted=("年; 无碍/受限/未知", "years; clear/limited/unknown"),
        kinds=("M", "D"),
        parts=(Part("remaining", "剩余保护年限", "remaining protection", "years", (2, 5, 8, 12)),),
        states=(
            State("unknown", 25, "自由实施未检索", "freedom to operate not searched"),
            State("limited", 50, "自由实施受限(须许可或改型)", "freedom to operate limited (licence or redesign needed)"),
            State("clear", 100, "自由实施无碍", "freedom to operate clear"),
        ),
    ),
)
