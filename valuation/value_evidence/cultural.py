"""Indicators of the cultural value 文化价值, with their anchors. Names after the design's table 1.6; anchors are our own proposal [A].

Experts alone enter it, two persons each (rule R10): figures stand beside their grades and never make a score. Nothing comes from a price or a text model.
CB4 is a veto: it earns nothing, and where it fails no value is scored.
"""

from __future__ import annotations

import math

from valuation.value_evidence.indicator import Indicator, Part, State

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        *("CB1", "科学精神与科学家精神示范作用", "example of scientific spirit"),
        counted=("等级1-5", "grade 1-5"),
        kinds=("E",),
        written=(
            ("无可举的事例", "no instance can be named"),
            ("有事例, 仅在团队内知晓", "instances, known within the team"),
            ("事例在本单位宣讲", "instances told within the organisation"),
            ("事例在本领域或本地传播", "instances known in the field or the region"),
            ("事例在全国有示范作用", "an example for the whole country"),
        ),
    ),
    Indicator(
        *("CB2", "进入教材、科技馆、科学史料", "in textbooks, museums, archives"),
        counted=("按级别计数", "count by level"),
        kinds=("D",),
        parts=(
            Part("national", "国家级教材、科技馆或史料收录数", "entries at national level", "count", (1, 1, 1, 2), needed=False),
            Part("provincial", "省级收录数", "entries at provincial level", "count", (1, 1, 2, 4), needed=False),
            Part("local", "地方或校级收录数", "entries at local or campus level", "count", (1, 3, math.inf, math.inf), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("CB3", "经审核的科普覆盖", "verified public outreach"),
        counted=("人次/年", "persons a year"),
        kinds=("D",),
        parts=(Part("outreach", "经审核的科普覆盖", "verified public outreach", "persons_per_year", (500, 2000, 10000, 100000)),),
    ),
    Indicator(
        *("CB4", "诚信记录(否决项)", "integrity record (veto)"),
        counted=("通过/不通过", "pass/fail"),
        kinds=("D",),
        states=(
            State("fail", 0, "查实有失信或不端行为", "misconduct or breach of trust established"),
            State("pass", 100, "经核查无失信或不端记录", "checked, nothing on record"),
        ),
        role="veto",
    ),
    Indicator(
        *("CA1", "创新方法、工程方法的推广培训", "people trained in the method"),
        counted=("人", "persons"),
        kinds=("D",),
        parts=(Part("trained", "接受方法培训的人数", "people trained in the method", "persons", (20, 100, 500, 2000)),),
    ),
    Indicator(
        *("CA2", "文化遗产、文化产业中的应用", "uses in heritage or culture"),
        counted=("项", "projects"),
        kinds=("D",),
        parts=(Part("uses", "文化遗产或文化产业应用项数", "uses in heritage or the cultural sector", "count", (1, 2, 3, 5)),),
    ),
    Indicator(
        *("CA3", "创新文化、工匠精神案例采用", "cases adopted on innovation culture"),
        counted=("按级别计数", "count by level"),
        kinds=("D",),
        parts=(
            Part("national", "国家级采用的案例数", "cases adopted at national level", "count", (1, 1, 1, 2), needed=False),
            Part("provincial", "省级采用的案例数", "cases adopted at provincial level", "count", (1, 1, 2, 4), needed=False),
            Part("local", "地方或行业采用的案例数", "cases adopted at local or trade level", "count", (1, 3, math.inf, math.inf), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("CT1", "公众科学素养活动/开放日", "public-literacy events"),
        counted=("人次/年", "persons a year"),
        kinds=("D",),
        parts=(Part("visitors", "公众活动参与人次", "visitors of public events", "persons_per_year", (200, 1000, 5000, 20000)),),
    ),
    Indicator(
        *("CT2", "对地方或行业创新文化的影响", "effect on local or sector innovation culture"),
        counted=("等级1-5", "grade 1-5"),
        kinds=("E",),
        written=(
            ("未见影响", "no effect to be seen"),
            ("影响限于企业内部", "felt within the firm"),
            ("带动少数同行或园区内企业", "a few peers or neighbours follow"),
            ("带动本地或本行业的做法", "practice changed in the region or the sector"),
            ("成为全国同类的范例", "a model for the country"),
        ),
    ),
    Indicator(
        *("CT3", "文化产品/传播中的应用", "use in cultural products or media"),
        counted=("项", "items"),
        kinds=("D",),
        parts=(Part("items", "文化产品或传播应用项数", "uses in cultural products or media", "count", (1, 2, 4, 8)),),
    ),
)
