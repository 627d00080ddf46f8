"""Indicators of the scientific value 科学价值, with their anchors. Names after the design's table 1.2; anchors are our own proposal [A].

Citations never count as such: only percentiles, or substantive uses, of at most five representative works that are three years old (`citations.py`).
"""

from __future__ import annotations

import math

from valuation.value_evidence.indicator import Indicator, Part

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        *("SB1", "代表作(≤5)同行评议等级", "peer grade of ≤5 representative works"),
        counted=("等级1-5; 同行人数", "grade 1-5; n peers"),
        kinds=("E",),
        written=(
            ("同行未见可确认的新认识", "peers see no confirmed new knowledge"),
            ("有局部改进, 限于本研究方向", "a local improvement within one line of work"),
            ("结论可靠, 为本方向同行认可", "sound results, acknowledged in the speciality"),
            ("对本学科有重要推进", "an important advance of the discipline"),
            ("开辟新方向, 或改变已有认识", "opened a new direction or changed accepted knowledge"),
        ),
    ),
    Indicator(
        *("SB2", "原创类型(新现象/新原理/新方法/新数据/改进)", "type of originality"),
        counted=("五档", "ordinal 1-5"),
        kinds=("E",),
        written=(
            ("改进已有方法或结果", "an improvement of known methods or results"),
            ("取得新数据", "new data"),
            ("提出新方法", "a new method"),
            ("提出新原理", "a new principle"),
            ("发现新现象", "a new phenomenon"),
        ),
    ),
    Indicator(
        *("SB3", "独立重复或验证次数(非合作团队)", "independent replications"),
        counted=("次", "count"),
        kinds=("D",),
        parts=(Part("replications", "非合作团队的独立重复或验证次数", "replications by teams that are not collaborators", "count", (1, 2, 3, 5)),),
    ),
    Indicator(
        *("SB4", "被教科书、综述、标准数据库采用", "uptake in textbooks, reviews, reference databases"),
        counted=("按级别计数", "count by level"),
        kinds=("D",),
        parts=(
            Part("textbooks", "通用教科书或标准数据库采用数", "uptakes in general textbooks or reference databases", "count", (1, 1, 1, 2), needed=False),
            Part("reviews", "综述专门论述数", "reviews that discuss it", "count", (1, 3, 6, math.inf), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("SB5", "代表作引用百分位(学科×年,≤20%)", "citation percentile, field × year"),
        counted=("0-100", "0-100"),
        kinds=("M",),
        parts=(Part("percentile", "学科与年份内的引用百分位", "citation percentile within field and year", "percentile", (50, 70, 85, 95)),),
        several="median",
        at_most=5,
        citations=True,
    ),
    Indicator(
        *("SA1", "所解决关键科学/技术机理问题的同行等级", "peer grade of the mechanism problem solved"),
        counted=("等级1-5", "grade 1-5"),
        kinds=("E",),
        written=(
            ("未触及机理问题", "no question of mechanism was touched"),
            ("说明了现象, 机理仍靠推测", "the phenomenon is described, the mechanism is conjecture"),
            ("解决了局部机理问题, 有验证", "part of the mechanism is solved and verified"),
            ("解决了关键机理问题, 可指导设计", "the key mechanism is solved and guides design"),
            ("解决了领域公认的机理难题", "a problem of mechanism known in the field as hard is solved"),
        ),
    ),
    Indicator(
        *("SA2", "方法、数据、软件被外部团队使用", "outside teams using method, data, software"),
        counted=("团队数", "teams"),
        kinds=("D",),
        parts=(Part("teams", "使用其方法、数据或软件的外部团队数", "outside teams using it", "count", (1, 2, 4, 8)),),
    ),
    Indicator(
        *("SA3", "结论可重复性(盲样/跨实验室偏差)", "reproducibility, inter-laboratory deviation"),
        counted=("%", "%"),
        kinds=("D",),
        parts=(Part("deviation", "盲样或跨实验室相对偏差", "deviation on blind samples or between laboratories", "percent", (20, 10, 5, 2)),),
    ),
    Indicator(
        *("SA4", "被后续专利/论文实质引用(非自引)", "substantive later citations, no self"),
        counted=("次", "count"),
        kinds=("M",),
        parts=(
            Part(
                "uses", "每项代表作被实质引用次数(非自引)", "substantive citations, without self-citations, of each representative work", "count", (1, 3, 8, 20)
            ),
        ),
        several="median",
        at_most=5,
        citations=True,
    ),
    Indicator(
        *("ST1", "机理清楚程度(设计依据可解释、可外推)", "how well the mechanism is understood"),
        counted=("等级1-5", "grade 1-5"),
        kinds=("E",),
        written=(
            ("全凭试错, 无法解释", "trial and error, unexplained"),
            ("有经验规律, 不能外推", "rules of experience that do not extrapolate"),
            ("主要设计依据可解释", "the main design choices can be explained"),
            ("可解释, 在已验证范围内可外推", "explained, and extrapolates within a verified range"),
            ("机理完整, 可预测新工况", "the whole mechanism is known and predicts new conditions"),
        ),
    ),
    Indicator(
        *("ST2", "沉淀的可复用数据/模型/试验方法", "reusable data, models, test methods left"),
        counted=("项", "items"),
        kinds=("D",),
        parts=(Part("items", "可复用的数据集、模型或试验方法项数", "reusable data sets, models or test methods", "count", (1, 2, 4, 8)),),
    ),
    Indicator(
        *("ST3", "工程中提出并被研究的新问题", "new research questions taken up"),
        counted=("项", "items"),
        kinds=("D",),
        parts=(Part("questions", "由工程提出并已立题研究的问题数", "questions from practice that research has taken up", "count", (1, 2, 3, 5)),),
    ),
)
