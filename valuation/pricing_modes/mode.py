"""The modes for which there is advice, and which of them an achievement asks for where its sender named none."""

from __future__ import annotations

from typing import Literal, cast, get_args

from valuation.bilingual import Bilingual
from valuation.codes import CodeList

Mode = Literal["agreement", "listing", "auction", "equity", "licence"]
MODES: tuple[Mode, ...] = get_args(Mode)

MODE = CodeList(
    name="advice_mode",
    source="促进科技成果转化法 (2015) art. 16, 18",
    certainty="K",
    note="Ways of finding a price (agreement, listing, auction) and of handing over (contribution for shares, licence); our slugs.",
    entries={
        "agreement": ("协议定价", "agreement"),
        "listing": ("挂牌交易", "listing on an exchange"),
        "auction": ("拍卖", "auction"),
        "equity": ("作价入股", "contribution for shares"),
        "licence": ("许可", "licence"),
    },
    aliases={
        "协议": "agreement",
        "协议转让": "agreement",
        "挂牌": "listing",
        "拍卖定价": "auction",
        "入股": "equity",
        "作价投资": "equity",
        "技术入股": "equity",
        "技术许可": "licence",
        "license": "licence",
    },
)

_BY_PRICING_MODE: dict[str, Mode] = {"agreement": "agreement", "listing": "listing", "auction": "auction", "bidding": "auction"}


def mode_of(typed: object) -> Mode:
    """The mode that a code or label means; FieldError names the nearest ones."""
    return cast(Mode, MODE.resolve(str(typed), field="modes"))


def mode_label(mode: Mode) -> Bilingual:
    """What a mode is called."""
    return MODE.bilingual(mode)


def modes_of_record(pricing_mode: str | None, contract_type: str | None) -> tuple[Mode, ...]:
    """The modes that a record points to: its own way of pricing, and the licence for a licence contract; all where it points to none."""
    found = [_BY_PRICING_MODE[pricing_mode]] if pricing_mode in _BY_PRICING_MODE else []
    if contract_type == "technical_licence":
        found.append("licence")
    return tuple(found) or MODES
