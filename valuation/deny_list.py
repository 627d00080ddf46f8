"""What is never an input to a price, known by its name: whatever only the deal reveals, and whatever was computed from the price.

`docs/domain.md` shows the groups in short; here they stand in the spellings of Chinese and English tables. Names are compared after NFKC, without case, spaces,
underscores, hyphens and bracketed units; camelCase counts as two words. This is the first of two nets; the other looks at correlations
(`training/leak_check.py`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

LONGEST_NAME = 200
"""Characters of a name that are compared."""


@dataclass(frozen=True)
class Denied:
    """Names of one kind, which the catalogue gives the reason of.

    "deposit" is refused as the whole name, give or take words of the deal before it and units after it (contract_deposit_usd); "*amount" is
    refused whatever stands before it (approved amount); "*金额*" wherever it stands.
    """

    names: tuple[str, ...]
    kind: str

    @property
    def text(self) -> Bilingual:
        """Why these names are refused."""
        return say(f"deny_list.{self.kind}")

    @property
    def reason(self) -> str:
        """The same in English."""
        return self.text.en


_VALUES_EN = ("scientific", "technical", "technological", "economic", "social", "cultural")
_VALUES_ZH = ("科学", "技术", "经济", "社会", "文化")

DENIED: tuple[Denied, ...] = (
    Denied(
        ("*合同成交总金额", "*成交总金额", "*合同总金额", "*合同总额", "*成交总额", "contract total", "total contract", "contract total amount"),
        "contract_total",
    ),
    Denied(
        ("*技术交易额", "*交易额", "*成交额", "*合同额", "technology turnover", "transaction turnover", "technology transaction", "registered amount"),
        "technology_amount",
    ),
    Denied(
        ("*技术性收入", "*技术收入", "technical income", "technology income", "technical revenue"),
        "technical_income",
    ),
    Denied(
        (
            *("定金", "订金", "*保证金", "*押金", "*履约金", "*诚意金"),
            *("deposit", "bid deposit", "security deposit", "down payment", "earnest money", "performance bond", "bid bond"),
        ),
        "deposit",
    ),
    Denied(
        (
            *(
                "*首付款",
                "*首付",
                "*首期款",
                "*首期付款",
                "*首笔付款",
                "*分期付款",
                "*分期款",
                "*预付款",
                "*尾款",
                "*进度款",
                "*付款额",
                "*已付款",
                "*到账款",
                "*到款",
            ),
            *("*入门费", "*提成费", "*许可费", "*许可使用费", "*使用费收入", "*转让费"),
            *("*payment", "instalment", "installment", "first instalment", "first installment", "prepayment", "upfront"),
            *("upfront fee", "entry fee", "licence fee", "license fee", "licensing fee", "fixed fee", "transfer fee", "royalty income", "royalty paid"),
        ),
        "payment",
    ),
    Denied(
        (
            *("*佣金", "*中介费", "*中介服务费", "*居间费", "*经纪费", "*成交服务费", "*手续费"),
            *("commission", "brokerage", "brokerage fee", "broker fee", "intermediary fee", "success fee", "finder fee", "finders fee"),
        ),
        "commission",
    ),
    Denied(
        (
            *("*团队奖励", "*人员奖励", "*完成人奖励", "*发明人奖励", "*现金奖励", "*奖酬金", "*奖酬", "*奖励额", "*奖励总额", "奖励"),
            *("reward", "team reward", "inventor reward", "staff reward", "cash reward", "inventor share"),
        ),
        "reward",
    ),
    Denied(
        (
            *("*减免税", "*免税额", "*减税额", "*减免税额", "*税收减免", "*免征税额", "*印花税", "*增值税额"),
            *("tax exempted", "exempted tax", "exempt tax", "tax exemption", "tax relief", "tax waived", "tax reduction", "stamp tax", "stamp duty"),
            *("vat exempted", "vat paid", "tax paid"),
        ),
        "tax",
    ),
    Denied(
        ("*挂牌价", "*挂牌价格", "*标价", "*公示价", "*公示价格", "*拟交易价格", "*list price", "*listing price", "*listed price"),
        "list_price",
    ),
    Denied(
        (
            *(
                "*底价",
                "*保留价",
                "*起拍价",
                "*起始价",
                "*起价",
                "*最低价",
                "*floor price",
                "*reserve price",
                "*starting price",
                "*minimum price",
                "*upset price",
            ),
            *("floor", "reserve"),
        ),
        "floor",
    ),
    Denied(
        (
            *("*评估值", "*评估价", "*评估价值", "评估结果", "资产评估结果", "*估值", "*估价", "*评估备案号", "*评估备案编号", "*评估核准号", "备案号"),
            *("*appraised value", "*appraisal value", "*assessed value", "*estimated value", "*valuation result", "valuation", "appraisal"),
            *("appraisal filing number", "appraisal filing no", "appraisal filing", "appraisal record number", "valuation filing number"),
        ),
        "appraisal",
    ),
    Denied(
        (
            *("*预计新增投入", "*新增投入", "*预计新增产值", "*新增产值", "*预计投入", "*预计产值", "*新增产出"),
            *("expected added input", "expected added output", "expected new input", "expected new output", "expected additional input"),
            *("expected additional output", "expected new output value", "added input", "added output", "added output value", "new output value"),
            *("expected input", "expected output", "expected output value", "additional output value"),
        ),
        "expected_output",
    ),
    Denied(
        (
            *("登记日期", "登记时间", "认定日期", "认定时间", "认定登记日期", "认定登记时间", "核定日期"),
            *("registration date", "registration time", "registered date", "registered on", "registered at", "date registered", "date of registration"),
            *("recognition date", "certification date"),
        ),
        "registration_date",
    ),
    Denied(
        (
            *(
                "有效期",
                "有效期限",
                "有效期至",
                "有效期起",
                "有效期止",
                "有效期开始",
                "有效期结束",
                "有效期天数",
                "有效期年",
                "合同期限",
                "合同期",
                "合同起止日期",
            ),
            *("合同截止日期", "合同开始日期", "合同结束日期", "合同终止日期"),
            *("validity", "validity period", "validity years", "validity days", "valid until", "valid to", "valid from", "contract term", "contract period"),
            *("contract duration", "contract end date", "contract start date", "contract end", "contract start"),
        ),
        "validity",
    ),
    Denied(
        ("*提成基数", "*提成基础", "*分成基数", "*提成基准", "*计提基数", "royalty base", "royalty basis"),
        "royalty_base",
    ),
    Denied(
        (
            *("*要价", "*报价", "*期望价", "*意向价", "*意向价格", "*心理价位", "*拟定价", "*出价", "*加价幅度"),
            *("*asking price", "*ask price", "*asking", "*offer price", "*bid price", "quote", "quotation", "offer", "bid", "asking amount"),
        ),
        "asking_price",
    ),
    Denied(
        (
            *("*金额*", "*价款*", "*总价", "*单价", "*成交价", "*合同价", "*转让价", "*协议价", "*交易价", "*售价", "定价", "*价格", "*对价", "*作价"),
            *(
                "*转让收入",
                "*转让收益",
                "*许可收入",
                "*转化收入",
                "*转化收益",
                "净收益",
                "*转化净收益",
                "*资助额",
                "*资助额度",
                "*资助经费",
                "*批准经费",
                "*立项经费",
            ),
            *("*amount", "*amt", "*price", "*money", "*contract value", "*deal value", "*transaction value", "*sale value", "*award value", "*grant value"),
            *("*transfer value", "*licence value", "*license value", "*value of award", "*value of contract", "*value of deal", "consideration", "proceeds"),
            *("*obligation", "obligated", "*funding awarded", "grant funding", "award funding", "total funding", "funding total", "ec contribution"),
            *("ec max contribution", "eu contribution", "net proceeds", "transfer proceeds", "licence income", "license income", "deal size"),
        ),
        "amount",
    ),
    Denied(
        (
            *(f"*{value} {scored}" for value in _VALUES_EN for scored in ("value", "score", "rating")),
            *(f"*{scored} {value}" for value in _VALUES_EN for scored in ("value", "score", "rating")),
            *(f"*{value}价值" for value in _VALUES_ZH),
            *("*价值得分", "*价值评分", "*价值打分", "*价值分", "*价值分数", "*价值分值", "*价值总分", "*价值评级", "*价值等级", "*五元价值*"),
            *("*专家评分", "*专家打分", "*专家得分", "*value score", "*value rating", "*value grade", "*expert score", "*expert rating", "*truth*"),
        ),
        "value_score",
    ),
)
"""Every group of names; the first that matches gives the reason. Scores of value are labels of their own (`[values.scores]`), never attributes."""

INNOCENT = (
    *("产品价格", "产品单价", "产品售价", "产品定价", "竞品价格", "替代品价格", "市场价格", "原料价格", "原材料价格"),
    *("product price", "competitor price", "substitute price", "material price", "energy price", "electricity price", "oil price"),
    *("mode of payment", "method of payment", "type of payment", "terms of payment"),
)
"""Prices of the product and its market, and how one pays: facts about the achievement or its terms, not amounts of the deal."""

_DEAL_WORDS = (
    *("contract", "deal", "transaction", "award", "grant", "agreed", "agreement", "final", "total", "actual", "signed", "net", "gross", "initial"),
    *("first", "second", "last", "sum", "ln", "log", "log10", "log1p", "technology", "expected", "registered", "project", "paid", "received"),
    *("合同", "技术合同", "技术", "项目", "成交", "实际", "最终", "本次", "累计", "约定", "协议", "转让", "许可", "交易", "总"),
)
_UNITS = (
    *("usd", "cny", "rmb", "eur", "gbp", "jpy", "hkd", "krw", "dollars", "dollar", "yuan", "euro", "euros", "wan", "wanyuan", "musd", "kusd", "keur", "meur"),
    *("in", "of", "total", "sum", "final", "net", "gross", "excl", "incl", "ex", "with", "without", "vat", "tax", "paid", "k", "m", "mn", "bn", "million"),
    *("thousand", "thousands", "millions", "value", "band", "bucket", "bin", "range", "tier", "grade", "rank", "decile", "quantile", "percentile", "score"),
    *("log", "ln", "log10", "log1p", "scaled", "norm", "point", "mean", "median", "min", "max", "avg", "real", "adjusted", "deflated", "raw"),
    *("awarded", "agreed", "approved", "received", "obligated", r"p ?\d++", r"\d++"),
    *(
        "元",
        "万元",
        "千元",
        "百万元",
        "亿元",
        "万",
        "亿",
        "美元",
        "万美元",
        "人民币",
        "欧元",
        "合计",
        "总计",
        "总额",
        "额",
        "等级",
        "区间",
        "分组",
        "得分",
        "排名",
        "含税",
    ),
    *("不含税", "其中"),
)


def refuse_denied(name: str) -> None:
    """Raise FieldError if a fact or column of that name must not be an input to the price."""
    found = denied(name)
    if found is not None:
        raise FieldError(
            name,
            name,
            say("deny_list.never", reason=found.text),
            say("deny_list.leave_out"),
        )


def denied(name: str) -> Denied | None:
    """The group that refuses a name, or None; the name may carry units, a currency, and any spelling of its words."""
    return _denied(name[:LONGEST_NAME])  # cut here, so that nothing longer is kept


@lru_cache(maxsize=4096)
def _denied(name: str) -> Denied | None:
    spaced = _spaced(name)
    if _INNOCENT.fullmatch(spaced):
        return None
    return next((group for group, pattern in _PATTERNS if pattern.fullmatch(spaced)), None)


def _spaced(name: str) -> str:
    """Words in lower case with one space between: `List_Price`, `listPrice` and `list-price (USD)` all become `list price`."""
    text = unicodedata.normalize("NFKC", name)[:LONGEST_NAME]
    text = re.sub(r"[(\[{【〔][^)\]}】〕]*[)\]}】〕]?", " ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)", " ", text).casefold()
    text = re.sub(r"[\W_]+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for a group of names; a whole name may be run together (`contractamount`), a starred one stands on a word's edge.

    Names of one form share what stands before and after them: written out for each, the expressions took a second to compile.
    """
    # A Chinese word has no edge; an English one must not be the tail of another (paramount).
    before = {"whole": _BEFORE, "english": f"(?:(?:.* )?|{_BEFORE})", "chinese": f"(?:.*|{_BEFORE})", "anywhere": ".*"}
    forms: dict[str, list[str]] = {}
    for name in names:
        words = re.escape(name.strip("*")).replace(r"\ ", " ?") + ("s?" if name.isascii() else "")
        starred = "english" if name.isascii() else "chinese"
        forms.setdefault("anywhere" if name.endswith("*") else starred if name.startswith("*") else "whole", []).append(words)
    return re.compile("|".join(f"{before[form]}(?:{'|'.join(words)}){'.*' if form == 'anywhere' else _AFTER}" for form, words in forms.items()))


def _any_of(words: tuple[str, ...]) -> str:
    """The longest of the words that stands here, and no second thoughts: so that no name costs exponential time."""
    return f"(?>{'|'.join(sorted(words, key=len, reverse=True))})"


_BEFORE = rf"(?:{_any_of(_DEAL_WORDS)} ?)*"
_AFTER = rf"(?: ?{_any_of(_UNITS)})*"
_PATTERNS = tuple((group, _pattern(group.names)) for group in DENIED)
_INNOCENT = re.compile(rf"(?:.* )?(?:{'|'.join(INNOCENT)}){_AFTER}")
