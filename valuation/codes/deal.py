"""How an achievement changes hands: type of contract, way of finding the price, way of paying, and how exclusively.

`payment_mode`, and often the rest, are known only once a buyer is found; models learn with them missing.
"""

from __future__ import annotations

from valuation.codes.code_list import CodeList
from valuation.codes.subclass import CONTRACT_SUBCLASS, TYPE_OF_SUBCLASS
from valuation.price import PRICE_CONCEPTS

TRANSFER_OR_LICENCE = "transfer_or_licence"
"""What a table of the four-type regime holds where nothing says whether its 技术转让 is one of the five-type regime or a licence: a category of tables, and no
code of the list below, for a contract of today is one or the other."""

CONTRACT_TYPE = CodeList(
    name="contract_type",
    source="民法典 第二十章; 技术合同认定登记: five classes",
    certainty="S",
    note=(
        "Registers up to about 2021-22 know four classes: licences stand there under 技术转让. A table of that age must be remapped by its "
        "sub-class or flagged in its mapping file; 技术转让 of the two regimes is not the same thing. The codes are our slugs."
    ),
    entries={
        "technical_development": ("技术开发", "technology development"),
        "technical_transfer": ("技术转让", "technology transfer"),
        "technical_licence": ("技术许可", "technology licence"),
        "technical_consulting": ("技术咨询", "technical consulting"),
        "technical_service": ("技术服务", "technical service"),
    },
    aliases={
        "技术开发合同": "technical_development",
        "development": "technical_development",
        "technical development": "technical_development",
        "技术转让合同": "technical_transfer",
        "转让": "technical_transfer",
        "transfer": "technical_transfer",
        "assignment": "technical_transfer",
        "技术许可合同": "technical_licence",
        "许可": "technical_licence",
        "licence": "technical_licence",
        "license": "technical_licence",
        "technology license": "technical_licence",
        "technical license": "technical_licence",
        "技术咨询合同": "technical_consulting",
        "咨询": "technical_consulting",
        "consulting": "technical_consulting",
        "consultancy": "technical_consulting",
        "技术服务合同": "technical_service",
        "service": "technical_service",
        "services": "technical_service",
        # A sub-class says its type; the labels of the types themselves (技术服务, 技术咨询) stand above.
        **{CONTRACT_SUBCLASS.entries[code][0]: contract_type for code, contract_type in TYPE_OF_SUBCLASS.items()},
        **{spelling: TYPE_OF_SUBCLASS[code] for spelling, code in CONTRACT_SUBCLASS.aliases.items()},
    },
)

PRICING_MODE = CodeList(
    name="pricing_mode",
    source="国办发〔2021〕26号; 促进科技成果转化法 (2015) art. 18",
    certainty="K",
    note="Agreement, listing, auction and appraisal are named there; `bidding` and `tender` are our additions. The codes are our slugs.",
    entries={
        "agreement": ("协议定价", "agreement"),
        "listing": ("挂牌交易", "listing on an exchange"),
        "auction": ("拍卖", "auction"),
        "appraisal": ("资产评估", "asset appraisal"),
        "bidding": ("网络竞价", "competitive bidding on an exchange"),
        "tender": ("招标投标", "tender"),
    },
    aliases={
        "协议": "agreement",
        "协商": "agreement",
        "协商定价": "agreement",
        "协议转让": "agreement",
        "negotiated": "agreement",
        "negotiation": "agreement",
        "挂牌": "listing",
        "技术交易市场挂牌交易": "listing",
        "listing": "listing",
        "拍卖定价": "auction",
        "评估": "appraisal",
        "评估定价": "appraisal",
        "竞价": "bidding",
        "竞价交易": "bidding",
        "bidding": "bidding",
        "招标": "tender",
        "招投标": "tender",
    },
)

PAYMENT_MODE = CodeList(
    name="payment_mode",
    source="技术合同登记: 支付方式; 民法典 art. 846",
    certainty="K",
    note="`royalty` is a royalty whose base is not stated; `free` is ours. The codes are our slugs.",
    entries={
        "lump_sum": ("一次总付", "lump sum"),
        "instalments": ("分期支付", "instalments"),
        "royalty": ("提成支付", "royalty"),
        "royalty_on_sales": ("按销售额提成", "royalty on sales"),
        "royalty_on_profit": ("按利润提成", "royalty on profit"),
        "entry_fee_and_royalty": ("入门费加提成", "entry fee and royalty"),
        "equity": ("技术入股", "equity"),
        "free": ("无偿", "free of charge"),
        "other": ("其他", "other"),
    },
    aliases={
        "一次性支付": "lump_sum",
        "一次付清": "lump_sum",
        "一次总算": "lump_sum",
        "one-off": "lump_sum",
        "分期": "instalments",
        "分期付款": "instalments",
        "一次总算分期支付": "instalments",
        "instalment": "instalments",
        "installments": "instalments",
        "提成": "royalty",
        "royalties": "royalty",
        "running royalty": "royalty",
        "销售额提成": "royalty_on_sales",
        "利润提成": "royalty_on_profit",
        "入门费+提成": "entry_fee_and_royalty",
        "入门费和提成": "entry_fee_and_royalty",
        "提成支付附加预付入门费": "entry_fee_and_royalty",
        "作价入股": "equity",
        "入股": "equity",
        "作价投资": "equity",
        "shares": "equity",
        "免费": "free",
        "无偿转让": "free",
        "免费许可": "free",
        "无偿许可": "free",
        "其它": "other",
    },
)

EXCLUSIVITY = CodeList(
    name="exclusivity",
    source="专利实施许可合同备案办法; 最高人民法院技术合同司法解释 art. 25",
    certainty="K",
    note="From the weakest right to the strongest: ordinary ≤ sole ≤ exclusive ≤ transfer. A sole licensor may still use the right itself. Our slugs.",
    entries={
        "ordinary": ("普通许可", "non-exclusive licence"),
        "sole": ("排他许可", "sole licence"),
        "exclusive": ("独占许可", "exclusive licence"),
        "transfer": ("转让", "transfer of the right"),
    },
    aliases={
        "普通": "ordinary",
        "普通实施许可": "ordinary",
        "开放许可": "ordinary",
        "non-exclusive": "ordinary",
        "non-exclusive license": "ordinary",
        "open licence": "ordinary",
        "open license": "ordinary",
        "排他": "sole",
        "排他实施许可": "sole",
        "sole license": "sole",
        "独占": "exclusive",
        "独占实施许可": "exclusive",
        "exclusive license": "exclusive",
        "权利转让": "transfer",
        "所有权转让": "transfer",
        "assignment": "transfer",
    },
)

PRICE_CONCEPT = CodeList(
    name="price_concept",
    source="our own list of the kinds of amount that public sources hold (`valuation/price.py`)",
    certainty="A",
    note="Amounts of different concepts never mix in one head.",
    entries=PRICE_CONCEPTS,
    aliases={},
)
