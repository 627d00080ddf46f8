"""On which terms a deal is paid, as far as they decide whether it has a cash price, and how a price counts taxes."""

from __future__ import annotations

from valuation.codes.code_list import CodeList
from valuation.codes.deal import PAYMENT_MODE

TERMS_OF_PAYMENT: dict[str, str] = {
    "lump_sum": "fixed",
    "instalments": "instalments",
    "royalty": "royalty_only",
    "royalty_on_sales": "royalty_only",
    "royalty_on_profit": "royalty_only",
    "entry_fee_and_royalty": "entry_fee_and_royalty",
    "equity": "equity",
    "free": "free",
    "other": "other",
}
"""Payment mode of the register → terms."""

DEAL_TERMS = CodeList(
    name="deal_terms",
    source="our own grouping of 支付方式 (技术合同登记; 民法典 art. 846) by whether there is a cash price",
    certainty="A",
    note=(
        "`royalty_only` and `free` have no price, `equity` has one of its own concept. `nil_unstated`: an amount of zero, and nothing says whether the deal is "
        "free or for royalty alone."
    ),
    entries={
        "fixed": ("固定金额", "fixed amount"),
        "instalments": ("固定金额分期", "fixed amount in instalments"),
        "entry_fee_and_royalty": ("入门费加提成", "entry fee and royalty"),
        "royalty_only": ("仅提成", "royalty alone"),
        "free": ("无偿", "free of charge"),
        "equity": ("作价入股", "equity"),
        "nil_unstated": ("金额为零,条件未注明", "zero amount, terms not stated"),
        "other": ("其他", "other"),
    },
    aliases={
        **{spelling: terms for mode, terms in TERMS_OF_PAYMENT.items() for spelling in (mode, *PAYMENT_MODE.entries[mode])},
        **{spelling: TERMS_OF_PAYMENT[mode] for spelling, mode in PAYMENT_MODE.aliases.items()},
    },
)

WITHOUT_CASH_PRICE = frozenset({"royalty_only", "free", "equity", "nil_unstated"})
"""Terms of deals that have no cash price; an amount beside them is an expectation, a contribution or a mistake."""

TAX_BASIS = CodeList(
    name="tax_basis",
    source="增值税暂行条例; 财税〔2016〕36号 annex 3 (transfer and development of technology are exempt)",
    certainty="K",
    note="Registers do not say whether 技术交易额 includes value added tax: `unstated` unless the data's owner knows. The codes are our slugs.",
    entries={
        "vat_included": ("含增值税", "value added tax included"),
        "vat_excluded": ("不含增值税", "value added tax excluded"),
        "vat_exempt": ("免征增值税", "exempt from value added tax"),
        "unstated": ("未注明", "not stated"),
    },
    aliases={
        "含税": "vat_included",
        "价税合计": "vat_included",
        "tax included": "vat_included",
        "不含税": "vat_excluded",
        "税前": "vat_excluded",
        "tax excluded": "vat_excluded",
        "免税": "vat_exempt",
        "免增值税": "vat_exempt",
        "exempt": "vat_exempt",
        "未知": "unstated",
        "unknown": "unstated",
    },
)
