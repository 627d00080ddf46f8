"""The prices that a text itself states: amounts under the name of a contract's price (技术交易额, 合同总价款, 转让费, 挂牌价, contract price …).

Texts name many other amounts: market size, investment, output value, orders won. Only an amount straight behind a price's name counts, and not where the
clause says that the price is of another deal (累计合同金额, 销售合同额). Ranges, amounts per piece or year and instalments are no price of the deal.
Whatever is read here is hidden from the models by `valuation/masking.py`; a test holds the two together. Input: raw text, of which NFKC is read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from valuation.price_check.numerals import MULTIPLIERS, chinese_value, digits_value
from valuation.price_names import ASKING_EN, ASKING_ZH, CONTRACT_EN, CONTRACT_ZH, COUNTED, LEAD, TECHNOLOGY_EN, TECHNOLOGY_ZH

PriceName = Literal["technology_amount", "contract_amount", "asking_price"]
"""What a text calls the amount: 技术交易额, the price of the whole contract, or the price asked for."""

MOST_TEXT = 20_000
"""Characters that are searched; prices stand in the first pages of a contract's text."""


@dataclass(frozen=True)
class StatedPrice:
    """One amount that a text states as the price: in units of `currency`, with the words that say so."""

    name: PriceName
    amount: float
    currency: str
    quote: str


def stated_prices(text: str) -> tuple[StatedPrice, ...]:
    """Every stated price in the order of the text, repeated ones once."""
    if not _worth_reading(text):
        return ()
    plain = unicodedata.normalize("NFKC", text[:MOST_TEXT])
    lower = plain.lower()
    if len(lower) != len(plain):  # a handful of letters grow when lowered; then the quote comes from the lowered text
        plain = lower
    found: dict[tuple[PriceName, float, str], StatedPrice] = {}
    for label in _LABEL.finditer(lower):
        shape = _AMOUNT.match(lower, label.end())
        amount = None if shape is None else _amount(shape)
        if shape is None or amount is None:
            continue
        before = _clause_before(lower, label.start())
        if _OTHER_DEALS.search(before) or _BOUND.search(before):
            continue
        name = _NAMES[str(label.lastgroup)]
        stated = StatedPrice(name, *amount, " ".join(plain[label.start() : shape.end()].split()))
        found.setdefault((name, *amount), stated)
    return tuple(found.values())


_NAMES_HOLD = ("价", "额", "费", "款", "酬", "rice", "fee", "Fee", "mount", "alue", "sum", "onsideration", "PRICE", "FEE", "AMOUNT", "VALUE", "SUM", "CONSID")
_MONEY_HOLDS = (
    "元",
    "圆",
    "万",
    "亿",
    "萬",
    "億",
    "¥",
    "￥",
    "$",
    "＄",
    "€",
    "£",
    "yuan",
    "dollar",
    "cny",
    "CNY",
    "rmb",
    "RMB",
    "usd",
    "USD",
    "eur",
    "EUR",
    "GBP",
)
_LONG_NUMBER = re.compile(r"\d{5}|\d[ ,'，.]\d{3}")
"""What the name of a price, and what an amount of money cannot do without: most texts lack one, and to look for the names costs twenty times as much."""

_LABEL = re.compile(
    rf"(?P<technology>{TECHNOLOGY_ZH} | {TECHNOLOGY_EN}) | (?P<asking>{ASKING_ZH} | {ASKING_EN}) | (?P<contract>{CONTRACT_ZH} | {CONTRACT_EN})",
    re.VERBOSE,
)
_NAMES: dict[str, PriceName] = {"technology": "technology_amount", "asking": "asking_price", "contract": "contract_amount"}

_OTHER_DEALS = re.compile(
    r"首期|首付|预付|尾款|分期|第[一二三四五][期次笔]|定金|押金|保证金|销售|订单|采购|供货|工程|客户|累计|历年|近[一二三两几\d]+年|年均|每年|预计|预期|拟|有望|市场|同类|类似|其他|平均|以往|此前|曾|已(?:签|有|与|实现|完成|获)"
    r"|\b(?:similar|other|previous|earlier|average|past|typical|cumulative|expected|annual|sales|purchase\ order|customers?)\b"
)
"""In the clause before the name: the amount is that of other deals, or of one instalment."""

_BOUND = re.compile(
    r"不(?:得|应)?(?:超过|高于|大于|多于|低于|少于|小于|超出)|超过|高于|低于|至少|最少|至多|最多|最高|最低|上限|下限"
    r"|\b(?:up\ to|at\ (?:least|most)|(?:not|no)\ (?:more|less|greater|lower|exceed\w*|to\ exceed)|maximum|minimum|ceiling|exceeding)\b",
    re.VERBOSE,
)
"""In the clause before the name: the amount bounds the price and states none. 左右 and 约 bound nothing: a price said roughly is compared all the same."""


def _worth_reading(text: str) -> bool:
    return any(name in text for name in _NAMES_HOLD) and (any(sign in text for sign in _MONEY_HOLDS) or _LONG_NUMBER.search(text) is not None)


def _clause_before(text: str, end: int) -> str:
    """What stands between the last end of a clause and the name, at most 30 characters."""
    return re.split(r"[,;。!?:\n]|\.\s", text[max(0, end - 30) : end])[-1]


_SIGN = r"(?:us\$|hk\$|\$|€|£|¥)"
_CODE = r"(?:usd|eur|gbp|cny|rmb|hkd|jpy|us\ dollars?|人民币|美元|欧元|英镑|港元|港币|日元)"
_UNIT = r"(?:元|圆|人民币|美元|美金|欧元|英镑|港元|港币|日元|usd|eur|gbp|cny|rmb|hkd|jpy|yuan|(?:u\.?s\.?\s)?dollars?|euros?|€|£|\$)"
_CURRENCIES = {
    **dict.fromkeys(("元", "圆", "人民币", "¥", "cny", "rmb", "yuan"), "CNY"),
    **dict.fromkeys(("us$", "$", "usd", "us dollar", "us dollars", "美元", "美金", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("€", "eur", "欧元", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "英镑"), "GBP"),
    **dict.fromkeys(("hk$", "hkd", "港元", "港币"), "HKD"),
    **dict.fromkeys(("jpy", "日元"), "JPY"),
}

_ZH_NUMBER = r"""(?:
    (?:\d[\d,.]*\s?[十百千万亿萬億]++){1,3}(?:\d[\d,.]*)?+
  | [〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖十百千万亿拾佰仟萬億]{2,24}+(?=[余多]?\s?[元圆])
)"""

_DIGITS = r"(?:\d{1,3}(?:[ ,']\d{3}(?!\d))++(?:\.\d++)?+ | \d{1,3}(?:\.\d{3}(?!\d)){2,}+(?:,\d++)?+ | \d++(?:[.,]\d++)*+)"

_TIMES = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))

_AMOUNT = re.compile(
    rf"""
    # Possessive: in a run of "(约为(约为" each other way to share the leads out among the two repeats was tried, 40 ms a text.
    (?:\s?\((?P<unit>亿元|万元|元)\))?+
    {LEAD}{{0,10}}+(?P<before>{_SIGN}|{_CODE})?+{LEAD}{{0,6}}+{_SIGN}?\s?
    (?>
        (?:(?P<zh>{_ZH_NUMBER})|(?P<digits>{_DIGITS})(?:[\s-]?(?P<times>{_TIMES})(?![a-z0-9]))?)
        (?:[\s(]{{0,2}}(?P<after>{_UNIT})(?![a-z]) | \s?\((?P<behind>亿元|万元)\))?
    )
    (?!\s?(?:-|–|—|~|至|到|to\b|/|每|per\b|a\ (?:year|month|piece|unit)\b)|\d|[.,]\d|\s?{COUNTED}
        |[整正]?(?:\s?\(不?含[^()]{{0,8}}\))?\s?(?:起|以上|以下|以内|之内|封顶|or\ (?:more|less|above|below)\b|and\ (?:above|up)\b|upwards\b))
    """,
    re.VERBOSE,
)
"""The amount straight behind a price's name; behind the amount no range, no unit of quantity, no rate, and nothing that makes it a bound (起, 以上)."""

_LEAST_BARE = 10_000.0
"""A number with neither currency nor 万 may be anything; from here on it is read as units of the currency."""
_MOST = 1e15
"""As in `valuation.money.Money`."""
_NAMED_UNITS = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
"""The unit of a form's line: 技术交易额(万元): 35.6, 合同总价款: 35.6(万元)."""


def _amount(shape: re.Match[str]) -> tuple[float, str] | None:
    """Amount and currency of a match; None where the number cannot be read, nothing says that it is money, or two currencies are named."""
    named = {_CURRENCIES[re.sub(r"^u\.?s\.?\s", "", word)] for word in (shape["before"], shape["after"]) if word}
    number = chinese_value(shape["zh"]) if shape["zh"] else digits_value(shape["digits"])
    if number is None or len(named) > 1:
        return None
    bare = not named and shape["zh"] is None and shape["times"] is None
    unit = shape["unit"] or shape["behind"]
    if bare and unit:
        return _positive(number * _NAMED_UNITS[unit], "CNY")
    if (bare and number < _LEAST_BARE) or (shape["times"] and not named):
        return None
    return _positive(number * MULTIPLIERS.get(shape["times"] or "", 1.0), next(iter(named), "CNY"))


def _positive(amount: float, currency: str) -> tuple[float, str] | None:
    return (amount, currency) if 0 < amount < _MOST else None
