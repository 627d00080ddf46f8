"""Indicators of the social value 社会价值, with their anchors. Names after the design's table 1.5; anchors are our own proposal [A].

OB3, the risk, earns nothing: it is deducted, and as long as it is not graded the lower bound holds the whole deduction.
"""

from __future__ import annotations

import math

from valuation.value_evidence.indicator import Indicator, Part, State

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        *("OB1", "对应国家战略/重大需求的文件条目", "strategy or public need served, document clause"),
        counted=("条目; 级别", "clause, level"),
        kinds=("D",),
        states=(
            State("none", 0, "无对应的文件条目", "no clause of a document answers to it"),
            State("trade", 25, "对应行业或团体规划条目", "a clause of a trade's or association's plan"),
            State("city", 50, "对应市级文件条目", "a clause at city level"),
            State("province_or_ministry", 75, "对应省部级文件条目", "a clause at provincial or ministry level"),
            State("national", 100, "对应国家级文件条目", "a clause at national level"),
        ),
        source_needed=True,
    ),
    Indicator(
        *("OB2", "公共数据、开放资源受益机构", "institutions using open resources"),
        counted=("家", "count"),
        kinds=("D",),
        parts=(Part("institutions", "使用其公共数据或开放资源的机构数", "institutions using its open data or resources", "count", (1, 5, 20, 100)),),
    ),
    Indicator(
        *("OB3", "科技伦理与安全风险(扣分项)", "ethics and safety risk (deduction)"),
        counted=("风险等级1-5", "risk grade 1-5"),
        kinds=("E",),
        written=(
            ("重大风险, 未受控", "grave risk, not under control"),
            ("较大风险, 控制措施未经验证", "considerable risk, controls not proved"),
            ("中等风险, 须专门审查", "medium risk, needs a review of its own"),
            ("轻微风险, 常规管理可控", "slight risk, ordinary management suffices"),
            ("无可识别的风险", "no recognisable risk"),
        ),
        role="deduction",
    ),
    Indicator(
        *("OA1", "经核算的节能、减排、减污量", "verified energy, CO2, pollutant saving"),
        counted=("吨标准煤/吨二氧化碳当量/吨 每年", "tce, tCO2e, t per year"),
        kinds=("D",),
        parts=(
            Part("energy", "经核算的节能量", "verified energy saving", "tce_per_year", (50, 500, 2000, 10000), needed=False),
            Part("carbon", "经核算的减排量", "verified CO2 saving", "tco2e_per_year", (100, 1000, 5000, 25000), needed=False),
            Part("pollutants", "经核算的减污量", "verified pollutant saving", "tonnes_per_year", (1, 10, 50, 200), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("OA2", "健康或安全效果(对照)", "health or safety effect against control"),
        counted=("%或DALY; n", "% or DALY; n"),
        kinds=("D",),
        parts=(
            Part("sample", "对照样本量", "sample of the controlled study", "persons", (30, 100, 300, 1000)),
            Part("effect", "相对对照的改善", "improvement against control", "percent", (5, 10, 20, 40), needed=False),
            Part("dalys", "避免的伤残调整寿命年", "DALY averted", "dalys", (10, 100, 1000, 10000), needed=False),
        ),
        at_least=2,
    ),
    Indicator(
        *("OA3", "被政策、指南、应急预案采纳", "adopted in policy, guideline, contingency plan"),
        counted=("按级别计数", "count by level"),
        kinds=("D",),
        parts=(
            Part("national", "国家级采纳数", "adoptions at national level", "count", (1, 1, 1, 2), needed=False),
            Part("provincial", "省部级采纳数", "adoptions at provincial or ministry level", "count", (1, 1, 2, 4), needed=False),
            Part("local", "市县或行业采纳数", "adoptions at local or trade level", "count", (1, 3, math.inf, math.inf), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("OA4", "公共部门使用单位", "public-sector users"),
        counted=("家", "count"),
        kinds=("D",),
        parts=(Part("users", "公共部门使用单位数", "public-sector users", "count", (1, 3, 10, 30)),),
    ),
    Indicator(
        *("OT1", "实际年减排/节能/节水/减废(第三方核证)", "realised annual saving, verified"),
        counted=("吨二氧化碳当量, 吨标准煤, 立方米, 吨", "tCO2e, tce, m3, t"),
        kinds=("D",),
        parts=(
            Part("carbon", "第三方核证的年减排量", "verified yearly CO2 saving", "tco2e_per_year", (500, 5000, 25000, 100000), needed=False),
            Part("energy", "第三方核证的年节能量", "verified yearly energy saving", "tce_per_year", (200, 2000, 10000, 50000), needed=False),
            Part("water", "第三方核证的年节水量", "verified yearly water saving", "cubic_metres_per_year", (1e4, 1e5, 1e6, 1e7), needed=False),
            Part("waste", "第三方核证的年减废量", "verified yearly waste saving", "tonnes_per_year", (5, 50, 200, 1000), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("OT2", "受益人口", "people served"),
        counted=("人", "persons"),
        kinds=("D",),
        parts=(Part("people", "受益人口", "people served", "persons", (1e3, 1e4, 1e5, 1e6)),),
    ),
    Indicator(
        *("OT3", "新增就业(全时当量)", "jobs, full-time equivalent"),
        counted=("全时当量", "FTE"),
        kinds=("D",),
        parts=(Part("jobs", "新增就业", "new jobs", "fte", (5, 20, 100, 500)),),
    ),
    Indicator(
        *("OT4", "事故/发病/损失下降", "fall in accidents, illness, loss"),
        counted=("%", "%"),
        kinds=("D",),
        parts=(Part("fall", "事故、发病或损失的下降", "fall in accidents, illness or loss", "share", (5, 15, 30, 50)),),
    ),
    Indicator(
        *("OT5", "关键环节自主可控或进口替代率", "import substitution of the critical item"),
        counted=("%", "%"),
        kinds=("D",),
        parts=(Part("substituted", "关键环节的进口替代率", "imports of the critical item substituted", "share", (10, 30, 60, 90)),),
    ),
)
