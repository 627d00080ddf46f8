"""What every answer says of itself: its statement, what was assumed for it, what it is not for, how its parts are to be read."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "statement.plain": (
        "统计价格参考，非资产评估报告",
        "A statistical price estimate, not an appraisal report",
    ),
    "statement.simulated": (
        "统计价格参考，非资产评估报告；模型由模拟数据训练，仅供演示",
        "A statistical price estimate, not an appraisal report; the model learned from simulated data and is for demonstration only",
    ),
    "assumption.simulated": (
        "模型由模拟合同训练, 价格仅供演示。",
        "The model learned from simulated contracts; prices are for demonstration only.",
    ),
    "assumption.unknown_at_listing": (
        "按挂牌视角估计: 未给出{facts}, 以其在历史合同中的分布代之。",
        "Estimated as at listing: {facts} not given; what past contracts had stands in for it.",
    ),
    "assumption.contract_type_unknown": (
        "未给出合同类别: 估计混合了各类合同。",
        "No contract type given: the estimate mixes contracts of every type.",
    ),
    "assumption.level_extrapolated": (
        "基准日晚于模型数据的末日({last}): 价格水平外推至{year}年。",
        "The valuation date is later than the model's data, which end on {last}: the price level is extrapolated to {year}.",
    ),
    "assumption.level_backcast": (
        "基准日早于模型数据的首日({first}): 价格水平回推至{year}年。",
        "The valuation date is earlier than the model's data, which begin on {first}: the price level is carried back to {year}.",
    ),
    "assumption.currency_not_converted": (
        "金额均以{currency}计, 不作币种换算, 按基准日的价格水平。",
        "Amounts are in {currency}, at the price level of the valuation date; nothing is converted from other currencies.",
    ),
    "assumption.tax_basis_not_stated": (
        "训练数据未说明金额是否含增值税, 故计税口径不明。",
        "The model's source does not say whether its amounts include VAT, so the tax basis is unknown.",
    ),
    "limit.no_appraisal": (
        "不能代替法律、行政法规要求的资产评估(如作价入股、须评估的国有资产), 不得作为资产评估报告使用。",
        "It does not replace an appraisal where law asks for one (contribution in kind, state assets that must be appraised), nor may it be used as one.",
    ),
    "limit.one_contract": (
        "区间描述同类合同价格的分布, 约十分之一的合同落在90%区间之外; 单个合同可能因未给出的事实而不同。",
        (
            "The interval describes prices of contracts like this one; about one in ten lies outside the 90 % interval, and a single contract may differ "
            "for reasons that were not given."
        ),
    ),
    "limit.association": (
        "不同输入之间的答案差异是统计关联, 不是因果效应。",
        "Differences between answers for different inputs are statistical associations, not effects.",
    ),
    "limit.text_maturity": (
        "`maturity`由文本和属性估计, 未经证据核验和专家确认; 依据证据的等级见`maturity_gate`。",
        "`maturity` is estimated from text and attributes, not checked against evidence nor confirmed by a person; `maturity_gate` says what proofs bear out.",
    ),
    "limit.value_estimates": (
        "`values`与`signals`是对专家评分的估计或文本倾向, 不是评价结论; 依据证据的评分见`evidence_values`。",
        "`values` and `signals` estimate what experts would score, or are text signals, and no conclusions; see `evidence_values` for scores by evidence.",
    ),
    "model.limits": (
        "价格为统计参考, 非资产评估报告; 文本与训练数据差异过大、基准日超出所示年份或缺少必要信息时拒绝作答。",
        (
            "Prices are statistical estimates, not appraisals; texts unlike the training data, valuation dates outside the years shown, and empty "
            "achievements are refused."
        ),
    ),
    "model.only_process": ("本服务只有一个进程: 以上即全部。", "This service is one process: this is all of it."),
    "model.other_processes": (
        "以上为作答进程的情况; 其他进程在{seconds:g}秒内自行查看。",
        "This is the process that answered; the others look by themselves within {seconds:g} s.",
    ),
    "model.each_process": (
        "以上为作答进程的情况; 其他进程不会自行查看: 请重启服务, 或设置VALUATION_WATCH。",
        "This is the process that answered; the others never look by themselves: restart the service, or set VALUATION_WATCH.",
    ),
    "asking.no_price": (
        "该模型不给出价格, 无从比较。",
        "This bundle estimates no price to compare it with.",
    ),
    "asking.refused": (
        "该成果的价格未予估计, 无从比较; 仅核对文本与历史。",
        "No price was estimated for this achievement to compare it with; only its text and history were checked.",
    ),
    "asking.other_currency": (
        "价格币种为{asking}, 估计价币种为{currency}, 不作换算, 无从比较。",
        "The price is in {asking}, the estimate in {currency}; nothing is converted, so they are not compared.",
    ),
    "meaning.price": ("该类金额的统计价格参考, 不是评估结论", "a statistical price estimate of this kind of amount, not an appraisal"),
    "meaning.maturity": ("由文本和属性估计的成熟度(level_text)", "level_text: maturity as text and attributes suggest it"),
    "meaning.scores": ("对专家评分的估计", "an estimate of what experts would score"),
    "meaning.signals": ("文本倾向: 类别概率, 不是价值高低", "a text signal: a class probability, not a degree of value"),
    "basis.kind": ("统计价格参考", "statistical price estimate"),
    "service.open_demo": (
        "开放演示模式: 没有API密钥, 本机上的任何人都可调用一切。用`valuation keys create`创建第一个密钥即告结束。",
        "OPEN DEMO MODE: there is no API key, and whoever is on this machine may do everything. The first key ends it: `valuation keys create`.",
    ),
    "service.asks": (
        "请在X-API-Key头中发送API密钥, 或用Authorization: Bearer发送密钥或令牌",
        "send an API key as X-API-Key, or a key or a token as Authorization: Bearer",
    ),
    "service.name": ("科技成果估值服务", "valuation of technology achievements"),
}
