"""Amounts of money inside a text, masked alike in training and serving, so that no model reads a price off its own description.

An amount is a number beside a currency (120万元, ¥300,000, $1.2 million, 叁拾万元整, two million dollars), or a large one straight after the name of
an amount (总价款120万), or any behind a form's unit (技术交易额(万元):35.6). Physical quantities, percentages, years and bare numbers stay.
Input: lower case, NFKC (see `features.compose_text`).
Raise `MASKING_VERSION` with every change that masks more, less or otherwise: it is part of the schema hash.
"""

from __future__ import annotations

import re

from valuation.price_names import ASKING_EN, CONTRACT_EN, COUNTED, LEAD, TECHNOLOGY_EN

MASKING_VERSION = 4

MASK = " <amount> "


def mask_amounts(text: str) -> str:
    """The text with every amount of money as `<amount>`; a text that names no currency comes back as it is. Masking twice changes nothing."""
    if not (_holds(text, _ASCII_CUES) if text.isascii() else _CUE.search(text)) and not (_holds(text, _ENGLISH_NAMES) and _LONG_NUMBER.search(text)):
        return text
    found = 1
    # A masked amount can leave its neighbour standing free (`5usd7$`): again until nothing is left, so that the result is stable.
    while found:
        text, found = _AMOUNT.subn(_masked, text)
    return text


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words stands in the text; a loop, since a generator costs as much again as the searches."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _masked(amount: re.Match[str]) -> str:
    """A function and no template: `re` looks up templates by a hash over the whole expression, which costs as much as the search."""
    return f"{amount['name'] or ''}{amount['lead'] or amount['form'] or ''}{MASK}"


_NUMBER = r"""(?:
    \d{1,3}(?:[ ,']\d{3}(?!\d))++(?:\.\d++)?    # 1,200,000.50  1 200 000
  | \d{1,3}(?:\.\d{3}(?!\d)){2,}+(?:,\d++)?     # 1.200.000,50
  | \d++(?:[.,]\d++)*+
  | \.\d++
)"""

_TIMES = r"""(?:
    [\s-]?(?:hundred[\s-]thousand|thousands?|millions?|billions?|trillions?|mio|mln|mil|bln|crores?|lakhs?|mm|mn|bn|tn|[kmbt])(?![a-z0-9])
  | \s?[余多几]?\s?(?:(?:[十百千万亿萬億]{1,3}[余多]?){1,2}|w(?![a-z0-9]))
)"""

_SIGN = r"(?:(?:(?<![a-z])(?:us|hk|nt|au|ca)\s?)?\$|[€£¥₩₹₽])"

_CODE = r"(?:[km]?(?:usd|eur)|gbp|cny|rmb|jpy|krw|hkd|twd)(?![a-z])"
"""Codes that mean money wherever they stand; not CAD, SGD, CHF, INR and the like, which mean something else in technical text."""

_NEXT = rf"(?:\s?(?:{_NUMBER}{_TIMES}|\d{{1,3}}(?:,\d{{3}}(?!\d))++|\d{{5,}}+))?"
"""The amount after a code that has a number on either side (2019 usd 500k): both go, since which is the amount cannot be told."""

_WORD = r"""(?:
    (?:(?:u\.?s\.?|american|canadian|australian|hong\ kong|singapore)[\s-])?dollars?
  | euros? | pounds?\ sterling | renminbi | yuan | yen | (?:swiss\ )?francs | rupees? | rubles? | roubles?
)(?![a-z])"""

_ZH_CURRENCY = r"(?:人民币|美元|美金|欧元|英镑|日元|日圆|港元|港币|韩元|韩币|卢布|澳元|澳币|加元|加币|新加坡元|新台币|台币|瑞士法郎|法郎|卢比)"

_YUAN = r"(?:[元圆圓]|块钱)(?:人民币|[整正])?"

_NOT_YUAN = r"""(?!
    [元圆圓](?:[素件器组环胺醇酸羧模杂聚乙锂胞旦]|催化|共[聚晶混价]|合金|正极|材料|体系|前驱|化合|回归|函数|方程|线性|非线性|[一二]次|数据|宇宙|语言)
)"""
"""The 元 of 元素, 元件, 三元材料 is no money; that of 万元 always is."""

_DIGIT = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两几数"
_POWER = "十百千万亿拾佰仟萬億"

_ZH_NUMBER = rf"""(?:
    (?<![{_DIGIT}{_POWER}])(?=[{_DIGIT}]*[{_POWER}])[{_DIGIT}十拾][{_DIGIT}{_POWER}余多]*+
  | (?<=[近上达约超过])[百千万佰仟][{_POWER}]*+
)"""
"""A number in characters with a power of ten in it: 三十万, 叁拾万, 数百万; not 三 alone, which is mostly that of 三元."""

_ZH_CHANGE = rf"(?:[{_DIGIT}\d]角)?(?:[{_DIGIT}\d]分)?[整正]?"

_TO = r"\s?\\?(?:-|–|—|~|至|到|to(?![a-z]))\s?"

_NUMBER_WORD = r"""(?:a|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety
    |hundred|thousand|million|billion|trillion)"""

_LABEL = rf"""(?:
    金额 | 款项? | 价格? | 评估值 | (?:[易同交总]|标的)额 | 收入 | 产值 | 利润 | 税收 | 经费 | 资助 | 投资 | 资金 | 定金 | 保证金 | 佣金 | 奖励
  | 报酬 | (?<![免消浪耗])费用?
  | (?=[acdlpt])(?:{TECHNOLOGY_EN} | {ASKING_EN} | {CONTRACT_EN})
)"""
"""Names of amounts by their last characters, and the English ones whole; every price that `price_check/stated_price.py` reads has one."""

_CURRENCY = rf"(?:{_SIGN}|{_CODE}|us\ dollars?|{_ZH_CURRENCY})"

_LARGE = rf"""(?:
    {_NUMBER}\s?[余多]?[十百千万亿萬億]++(?:{_NUMBER}[十百千万亿萬億]*+)*+
  | {_NUMBER}w(?![a-z0-9])
  | \d{{5,}}+(?:[.,]\d++)*+
  | \d{{1,3}}(?:[ ,']\d{{3}}(?!\d))++(?:\.\d++)?+
  | \d{{1,3}}(?:\.\d{{3}}(?!\d)){{2,}}+(?:,\d++)?+
)"""
"""A number that can be an amount without its currency: with a power of ten, grouped, or of five digits."""

_UNIT_IN_BRACKETS = r"\(\s?(?:单位\s?:?\s?)?(?:人民币)?[十百千]?[万亿萬億]?[元圆圓]\s?\)"

_FORMULA = r"(?:\s?(?:\\[a-z]|[\^_{])|[a-z0-9+*/=()\s-]{0,8}\$(?![\d.]))"
"""What follows the $ of inline mathematics: $5\\mu$, $10^3$, $2n$."""

_AMOUNT = re.compile(
    rf"""
    # One quick look at the first character here and before each branch: most places are none where an amount could begin.
    (?=[\d.$€£¥₩₹₽a-z{_DIGIT}{_POWER}人美欧英日港韩卢澳加新台瑞法金款价评易同交总标收产利税经资投定保佣奖报费])(?<![a-z](?=[a-z]))
    (?:
        # currency first: $1.2 million, usd 750k, 人民币50万, €2m-3m, 人民币(大写)叁拾万元整
        (?=[$€£¥₩₹₽a-z人美欧英日港韩卢澳加新台瑞法])
        (?:{_SIGN}|(?<![a-z0-9])(?:{_CODE}|us\ dollars?(?![a-z]))|{_ZH_CURRENCY})
        [\s:()¥$€£约为共合总计大小写]{{0,6}}
        (?:
            {_NUMBER}{_TIMES}?(?:(?<=[千万亿萬億]){_NUMBER}[十百千万亿萬億]++)*+(?:{_TO}{_SIGN}?\s?{_NUMBER}{_TIMES}?)?
          | [{_DIGIT}十拾][{_DIGIT}{_POWER}]*+(?:(?<=[{_POWER}])|(?=[元圆圓]))
        )
        (?:[\s(-]{{0,2}}(?:{_CODE}|{_WORD}|{_ZH_CURRENCY}|{_YUAN}))?{_ZH_CHANGE}
        (?!{_FORMULA}|\s?[年%])

        # number first: 750,000 dollars, 120万元, 30-50万元, 50 k€
      | (?=[\d.])(?<![a-z0-9_])(?<!\d[.,])
        (?:{_NUMBER}{_TIMES}?(?:\s?元)?{_TO})?
        {_NUMBER}(?:[千万亿萬億]+\s?{_NUMBER}){{0,2}}
        (?:
            {_TIMES}?[\s(-]{{0,2}}(?:{_CODE}{_NEXT}|{_WORD}|{_ZH_CURRENCY}|[km]?[€£¥₩₹₽](?!\s?\d)|[km]\$(?![\w\\])|\$(?=\s?(?:/|per\b|[.,;:)]|$)))
          | {_TIMES}[\s(]{{0,2}}{_YUAN}
          | \s?[余多]?\s?{_NOT_YUAN}{_YUAN}
        ){_ZH_CHANGE}

        # in characters: 叁拾万元整; in words: two hundred thousand dollars
      | (?=[{_DIGIT}{_POWER}]){_ZH_NUMBER}\s?(?:{_ZH_CURRENCY}|{_NOT_YUAN}{_YUAN}){_ZH_CHANGE}
      | (?=[{_DIGIT}])(?<![{_DIGIT}{_POWER}])[{_DIGIT}]++(?:{_ZH_CURRENCY}|[元圆圓]整)
      | (?=[abefhmnost])(?<![a-z0-9])(?!a\s{_WORD}|a\s{_CODE}){_NUMBER_WORD}(?:[\s-](?:and\s)?{_NUMBER_WORD}){{0,12}}+
        [\s-](?:{_WORD}|{_CODE}(?!\s?[\d.]))

        # after the name of an amount: a large number (总价款120万, contract price 300,000); any in a form's line (技术交易额(万元):35.6, 价款(人民币)即35)
      | (?=[acdlpt金款价评易同交总标收产利税经资投定保佣奖报费])(?P<name>{_LABEL})
        (?:
            (?P<lead>{LEAD}{{0,16}}+[近超逾]?过?\s?)(?:{_LARGE}(?:{_TO}{_LARGE})?+|{_NUMBER}(?=\s?{_UNIT_IN_BRACKETS}))(?:\s?{_YUAN})?+(?!\s?{COUNTED})
          | (?P<form>\s?{_UNIT_IN_BRACKETS}{LEAD}{{0,10}}+(?:{_CURRENCY}{LEAD}{{0,6}}+)?+|{LEAD}{{0,10}}+{_CURRENCY}{LEAD}{{1,6}}+)
            {_NUMBER}{_TIMES}?(?:(?<=[千万亿萬億]){_NUMBER}[十百千万亿萬億]++)*+
        )
    )
    """,
    re.VERBOSE,
)

_ASCII_CUES = (
    *("$", "usd", "dollar", "eur", "gbp", "cny", "rmb", "jpy", "krw", "hkd", "twd"),
    *("yuan", "yen", "sterling", "renminbi", "franc", "rupee", "ruble", "rouble"),
)
_CUES = (
    *_ASCII_CUES,
    *("€", "£", "¥", "₩", "₹", "₽", "元", "圆", "圓", "价", "款", "块钱", "人民币", "金额", "美金", "英镑", "港币", "韩币", "澳币", "加币", "台币"),
    *(
        "法郎",
        "卢布",
        "卢比",
        "评估值",
        "费",
        "报酬",
        "总额",
        "标的额",
        "易额",
        "同额",
        "交额",
        "收入",
        "产值",
        "利润",
        "税收",
        "经费",
        "资助",
        "投资",
        "资金",
        "定金",
        "保证金",
        "佣金",
        "奖励",
    ),
)
"""What a text must contain before the expression can find anything in it, or else an English name of a price and a number long enough for one (either alone
is common in technical text): most texts do not, and searching for these costs far less."""
_CUE = re.compile("|".join(map(re.escape, _CUES)))
"""The same as one expression, a fifth of the cost where few characters could begin a cue: not so in English, whose letters nearly all could."""

_ENGLISH_NAMES = (" price", " fee", " consideration", "contract ", "technology ")
_LONG_NUMBER = re.compile(r"\d(?:\d{4}|[ ,'.]\d{3}|\s?[十百千万亿萬億])")
