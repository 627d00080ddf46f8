"""Why a fact must never inform a price: one reason for each group of names in `valuation/deny_list.py`."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "deny_list.never": ("绝不可作为价格的输入: {reason}", "never an input to the price: {reason}"),
    "deny_list.leave_out": (
        "请略去。用以学习的金额应声明为该来源的金额; 若此项另有所指, 请换用能说明其含义的名称。",
        "Leave it out. The amount to learn from is declared as the amount of the source; if this is something else, give it a name that says what.",
    ),
    "deny_list.contract_total": ("合同成交总金额就是价格本身, 或包含价格", "the contract's total is the price itself or contains it"),
    "deny_list.technology_amount": ("技术交易额正是模型要估计的量", "the registered technology amount is what the model is to estimate"),
    "deny_list.technical_income": ("技术性收入在登记时由合同金额核定", "technical income is reckoned from the contract's amount at registration"),
    "deny_list.deposit": ("定金、保证金与买方商定, 是价格的一部分", "deposits are agreed with the buyer, as a share of the price"),
    "deny_list.payment": ("各期付款是价格的组成部分, 签约时或之后才商定", "payments are parts of the price and are agreed at signing or later"),
    "deny_list.commission": ("佣金按价格的比例计算", "commissions are a share of the price"),
    "deny_list.reward": ("团队奖励按收益的比例计算", "the team's reward is a share of the proceeds"),
    "deny_list.tax": ("税额与减免由合同金额计算", "taxes and exemptions are reckoned from the contract's amount"),
    "deny_list.list_price": (
        "挂牌价是卖方自己的估计, 跟随所要确定的价值",
        "a list price is the seller's own estimate and follows the value it should help to find",
    ),
    "deny_list.floor": ("底价、保留价由价值估计得出, 且属保密信息", "floor and reserve prices are derived from an estimate of the value and are confidential"),
    "deny_list.appraisal": (
        "本次交易此前的评估值或其备案号, 是价格的估计或指向该估计",
        "an earlier appraisal of this deal, or its filing number, is an estimate of the price or points to one",
    ),
    "deny_list.expected_output": (
        "预计新增投入与产值是对照合同金额填写的",
        "expected added input and output are written into the registration form with the contract's amount in sight",
    ),
    "deny_list.registration_date": ("认定登记在成交之后", "registration follows the deal"),
    "deny_list.validity": ("有效期在签约时商定", "the period of validity is agreed at signing"),
    "deny_list.royalty_base": ("合同自身的提成基数是所商定价格的一部分", "the contract's own royalty base is part of the price agreed"),
    "deny_list.asking_price": (
        "要价或出价只在模型之后作为比较使用(`asking_price`)",
        "an asking price or bid enters only after the model, as a comparison (`asking_price`)",
    ),
    "deny_list.amount": ("它就是金额, 或是本次交易的某项金额", "it is the amount, or an amount of the deal"),
    "deny_list.value_score": (
        "五元价值得分、专家评分是另行学习的标签, 价格模型不得读取 (经济价值本身即由价格估计), 模拟真值更不得读取",
        "scores of value and experts' scores are labels of their own (the economic one follows the price), and a simulator's truth is no fact at all",
    ),
}
