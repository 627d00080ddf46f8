"""Indicators of the economic value 经济价值, with their anchors. Names after the design's table 1.4; anchors are our own proposal [A].

None may be computed from the contract that is being valued, nor from the model's price (`own_deal.py`). Money in 万元 or 亿元, VAT excluded.
"""

from __future__ import annotations

from valuation.value_evidence.indicator import Indicator, Part

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        *("EB1", "潜在应用市场规模(三情景,注来源)", "potential market, three scenarios"),
        counted=("亿元/年", "hundred million CNY a year"),
        kinds=("D",),
        parts=(Part("market", "三种情景中最低的市场规模", "the lowest of three market scenarios", "yi_yuan_per_year", (0.5, 2, 10, 50)),),
        at_least=3,
        source_needed=True,
    ),
    Indicator(
        *("EB2", "到可售产品所需投入与时间", "further outlay and time to a saleable product"),
        counted=("万元; 年", "ten thousand CNY; years"),
        kinds=("E",),
        parts=(
            Part("outlay", "到可售产品的后续投入", "further outlay to a saleable product", "wan_yuan", (5000, 2000, 800, 200)),
            Part("time", "到可售产品的时间", "time to a saleable product", "years", (10, 7, 4, 2)),
        ),
    ),
    Indicator(
        *("EB3", "已获概念验证/合作投入(到账)", "proof-of-concept or partner money received"),
        counted=("万元", "ten thousand CNY"),
        kinds=("D",),
        parts=(Part("received", "已到账的概念验证或合作投入", "proof-of-concept or partner money received", "wan_yuan", (10, 50, 200, 1000)),),
    ),
    Indicator(
        *("EA1", "单位成本下降或性能溢价(测算书)", "unit cost saved or price premium"),
        counted=("%", "%"),
        kinds=("D",),
        parts=(
            Part("saving", "单位成本下降", "unit cost saved", "percent", (3, 8, 15, 30), needed=False),
            Part("premium", "性能带来的溢价", "price premium", "percent", (3, 8, 15, 30), needed=False),
        ),
        several="highest",
    ),
    Indicator(
        *("EA2", "可服务市场规模与三年渗透率假设", "serviceable market and 3-year penetration"),
        counted=("亿元/年; %", "hundred million CNY a year; %"),
        kinds=("D",),
        parts=(
            Part("market", "可服务市场规模", "serviceable market", "yi_yuan_per_year", (1, 5, 20, 100)),
            Part("penetration", "三年渗透率", "penetration in three years", "share", (0.5, 1, 3, 8)),
        ),
        source_needed=True,
    ),
    Indicator(
        *("EA3", "已到账转化收入(不含本次交易)", "conversion income received, this deal excluded"),
        counted=("万元", "ten thousand CNY"),
        kinds=("D",),
        parts=(Part("income", "已到账转化收入(不含本次交易)", "conversion income received, this deal excluded", "wan_yuan", (10, 50, 200, 1000)),),
        excludes_this_deal=True,
    ),
    Indicator(
        *("EA4", "书面意向方数(有条款)", "written intents with terms"),
        counted=("家", "count"),
        kinds=("D",),
        parts=(Part("intents", "有条款的书面意向方数", "written intents with terms", "count", (1, 2, 3, 5)),),
    ),
    Indicator(
        *("EA5", "下一级成熟度所需投入", "outlay to next level"),
        counted=("万元", "ten thousand CNY"),
        kinds=("E",),
        parts=(Part("outlay", "到下一级成熟度的投入", "outlay to the next maturity level", "wan_yuan", (3000, 1000, 300, 100)),),
    ),
    Indicator(
        *("ET1", "近三年销售收入(不含税)及增长", "sales of last 3 years, VAT excluded; growth"),
        counted=("万元/年; %", "ten thousand CNY a year; %"),
        kinds=("D",),
        parts=(
            Part("sales", "近三年年均销售收入(不含税)", "mean yearly sales of the last 3 years, VAT excluded", "wan_yuan_per_year", (100, 500, 2000, 10000)),
            Part("growth", "年均增长", "mean yearly growth", "percent", (-10, 0, 10, 25)),
        ),
    ),
    Indicator(
        *("ET2", "产品营业利润率及其对行业之差", "operating margin and gap to the sector"),
        counted=("%; 百分点", "%; pp"),
        kinds=("D",),
        parts=(
            Part("margin", "产品营业利润率", "operating margin", "percent", (0, 5, 10, 20)),
            Part("gap", "与行业之差", "gap to the sector", "points", (-5, 0, 3, 8)),
        ),
    ),
    Indicator(
        *("ET3", "市场占有率(界定市场)", "share of a defined market"),
        counted=("%", "%"),
        kinds=("D",),
        parts=(Part("share", "所界定市场的占有率", "share of the defined market", "share", (1, 5, 15, 30)),),
        source_needed=True,
    ),
    Indicator(
        *("ET4", "投资回收期 / 内部收益率", "payback / IRR"),
        counted=("年 / %", "years / %"),
        kinds=("D",),
        parts=(
            Part("payback", "投资回收期", "payback", "years", (8, 5, 3, 2), needed=False),
            Part("irr", "内部收益率", "IRR", "percent", (6, 10, 15, 25), needed=False),
        ),
    ),
    Indicator(
        *("ET5", "客户集中度与续约率", "top-5 customers; renewal"),
        counted=("%; %", "%; %"),
        kinds=("D",),
        parts=(
            Part("top5", "前五大客户占比", "share of the top 5 customers", "share", (90, 70, 50, 30)),
            Part("renewal", "续约率", "renewal", "share", (50, 70, 85, 95)),
        ),
    ),
)
