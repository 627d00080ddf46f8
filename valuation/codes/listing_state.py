"""Where an exchange stands with a listing, from the first intention to what is filled in after settlement, and in which of these states the public sees it.

`listing.state` stays free text; a state of this list is recognised by its code, its label in either language, or another common name.
"""

from __future__ import annotations

from functools import lru_cache

from valuation.codes.code_list import CodeList

LISTING_STATE = CodeList(
    name="listing_state",
    source="the steps of a technology exchange: 技术产权交易 rules, 企业国有资产交易监督管理办法 (32号令) for listing, relisting and withdrawal",
    certainty="K",
    note="In the order in which a listing usually meets them; no exchange has them all. The codes are our slugs.",
    entries={
        "intention": ("意向", "intention"),
        "acceptance_review": ("受理审核", "acceptance review"),
        "price_advice": ("定价建议", "price advice"),
        "internal_decision": ("内部决策与公示", "internal decision and publicity"),
        "pre_listing_review": ("挂牌前复核", "review before listing"),
        "disclosed": ("披露中", "disclosed"),
        "interest_registered": ("意向方登记", "registration of interested parties"),
        "negotiation_or_bidding": ("协议或竞价", "negotiation or bidding"),
        "unsold": ("流拍", "unsold"),
        "withdrawn": ("撤牌", "withdrawn"),
        "relisted_lower": ("降价重挂", "relisted at a lower price"),
        "sold": ("成交", "sold"),
        "signed": ("签约", "signed"),
        "registered": ("认定登记", "contract registered"),
        "settled": ("结算", "settled"),
        "terminated": ("解除", "terminated"),
        "backfilled": ("回填", "backfilled"),
    },
    aliases={
        "意向登记": "intention",
        "受理": "acceptance_review",
        "审核": "acceptance_review",
        "定价": "price_advice",
        "内部决策": "internal_decision",
        "公示": "internal_decision",
        "复核": "pre_listing_review",
        "披露": "disclosed",
        "信息披露": "disclosed",
        "正式披露": "disclosed",
        "挂牌披露": "disclosed",
        "挂牌": "disclosed",
        "挂牌中": "disclosed",
        "公告中": "disclosed",
        "listed": "disclosed",
        "published": "disclosed",
        "disclosure": "disclosed",
        "意向受让方登记": "interest_registered",
        "协议": "negotiation_or_bidding",
        "竞价": "negotiation_or_bidding",
        "竞价中": "negotiation_or_bidding",
        "未成交": "unsold",
        "撤回": "withdrawn",
        "终止挂牌": "withdrawn",
        "重新挂牌": "relisted_lower",
        "relisted": "relisted_lower",
        "已成交": "sold",
        "已签约": "signed",
        "登记": "registered",
        "已结算": "settled",
        "已解除": "terminated",
    },
)

PUBLISHED = frozenset({"disclosed", "relisted_lower"})
"""The states in which a valuation is what a listing shows (`docs/listings.md`). 公示 of an owner's own decision shows a name and an intended price alone."""


@lru_cache(maxsize=1024)
def known_state(text: str | None) -> str | None:
    """The code of a state as typed; None for one that the list does not know, which is no error."""
    return None if text is None else LISTING_STATE.find(text)


def is_published(text: str | None) -> bool:
    """Whether the public sees a listing in this state; an unknown state is not taken for one."""
    return known_state(text) in PUBLISHED
