"""The units in which indicators are counted, and the spellings under which appraisers give them: 元 for 万元, months for years.

An amount is held in the unit of its indicator; another spelling of the same quantity is converted, another quantity is refused. No currency but CNY: nothing is
converted from others.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from valuation.bilingual import Bilingual
from valuation.catalogue import say


@dataclass(frozen=True)
class Unit:
    """A unit: how it is written behind a number in both languages, and how many of it one of each spelling is. Amounts lie between `low` and `high`.

    English counts CNY, not ten thousands: `en_scale` of what `en` says make one.
    """

    name: str
    zh: str
    en: str
    spellings: Mapping[str, float]
    low: float = 0.0
    high: float = math.inf
    whole: bool = False
    en_scale: float = 1.0

    def factor(self, spelling: str) -> float | None:
        """How many of this unit one of the spelled unit is; None where it is another quantity."""
        return self.spellings.get(_plain(spelling))

    def written(self, amount: float) -> tuple[str, str]:
        """An amount with its unit, in Chinese and English."""
        return f"{_figure(amount)}{self.zh}", f"{_figure(amount * self.en_scale)}{self.en}"

    @property
    def range(self) -> Bilingual:
        """Which numbers it holds, in words."""
        kind = say("value_scores.whole_number" if self.whole else "value_scores.number")
        if math.isinf(self.high):
            return say("value_scores.at_least", number=kind, low=_figure(self.low))
        return say("value_scores.between", number=kind, low=_figure(self.low), high=_figure(self.high))

    def holds(self, amount: float) -> bool:
        """Whether an amount in this unit is one that can be; a conversion may have made it infinite, which none is."""
        return math.isfinite(amount) and self.low <= amount <= self.high and (not self.whole or float(amount).is_integer())


def _figure(amount: float) -> str:
    return f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.10g}"


def _plain(spelling: str) -> str:
    return "".join(unicodedata.normalize("NFKC", spelling).casefold().split())


def _spelled(*same: str, **other: float) -> Mapping[str, float]:
    return MappingProxyType({_plain(spelling): 1.0 for spelling in same} | {_plain(spelling): factor for spelling, factor in other.items()})


def _money(per: str) -> Mapping[str, float]:
    """Spellings of 万元, or of 万元 a year."""
    slash = [f"/{year}" for year in ("年", "year", "a")] if per else [""]
    factors = {"元": 1e-4, "CNY": 1e-4, "千元": 0.1, "万元": 1.0, "百万元": 1e2, "亿元": 1e4}
    return MappingProxyType({_plain(name + year): factor for name, factor in factors.items() for year in slash})


_YEARLY = MappingProxyType({spelling: factor * 1e-4 for spelling, factor in _money("year").items()})
_COUNTED = (
    *("count", "counts", "number", "次", "项", "个", "家", "件", "种", "条", "处", "场", "份", "队", "案例"),
    *("items", "teams", "sites", "parties", "projects", "families", "institutions", "users", "units", "cases", "routes", "standards", "times", "substitutes"),
)


def _each_year(zh: str, en: str) -> Mapping[str, float]:
    """Spellings of a yearly quantity, alone or in ten thousands."""
    return _spelled(*(f"{zh}/年", f"{en}/年", f"{en}/a", f"{en}/year", f"{en} per year"), **{f"万{zh}/年": 1e4, f"万{en}/年": 1e4, f"k{en}/year": 1e3})


UNITS: dict[str, Unit] = {
    unit.name: unit
    for unit in (
        Unit("grade", "级", "", _spelled("grade", "grade 1-5", "级", "等级", "ordinal"), low=1, high=5, whole=True),
        Unit("trl", "级", "", _spelled("TRL", "level", "级"), low=1, high=9, whole=True),
        Unit("mrl", "级", "", _spelled("MRL", "制造成熟度"), low=1, high=10, whole=True),
        Unit("count", "", "", _spelled(*_COUNTED), whole=True),
        Unit("percentile", "", "", _spelled("percentile", "百分位", "0-100"), high=100),
        Unit("percent", "%", "%", _spelled("%", "percent", "per cent", "百分比"), low=-1e6),
        Unit("share", "%", "%", _spelled("%", "percent", "per cent", "百分比"), high=100),
        Unit("points", "个百分点", " pp", _spelled("pp", "个百分点", "百分点", "percentage points"), low=-1e6),
        Unit("ratio", "倍", "", _spelled("ratio", "倍", "×", "x", "比值")),
        Unit("years", "年", " years", _spelled("年", "years", "year", "a", 个月=1 / 12, 月=1 / 12, months=1 / 12)),
        Unit("hours", "小时", " h", _spelled("h", "hours", "小时", 万小时=1e4)),
        Unit("wan_yuan", "万元", " CNY", _money(""), en_scale=1e4),
        Unit("wan_yuan_per_year", "万元/年", " CNY a year", _money("year"), en_scale=1e4),
        Unit("yi_yuan_per_year", "亿元/年", " CNY a year", _YEARLY, en_scale=1e8),
        Unit("tce_per_year", "吨标准煤/年", " tce a year", _each_year("吨标准煤", "tce")),
        Unit("tco2e_per_year", "吨二氧化碳当量/年", " tCO2e a year", _each_year("吨二氧化碳当量", "tCO2e")),
        Unit("tonnes_per_year", "吨/年", " t a year", _each_year("吨", "t")),
        Unit("cubic_metres_per_year", "立方米/年", " m3 a year", _each_year("立方米", "m3")),
        Unit("dalys", "年", "", _spelled("DALY", "DALYs", "伤残调整寿命年")),
        Unit("persons", "人", " persons", _spelled("人", "persons", "people", "人次", "n", "例", 万人=1e4), whole=True),
        Unit("persons_per_year", "人次/年", " persons a year", _spelled("人/年", "人次/年", "persons/year", "persons/a", **{"万人次/年": 1e4})),
        Unit("person_months", "人月", " person-months", _spelled("人月", "person-months", "person months", 人年=12)),
        Unit("fte", "个全时当量", " FTE", _spelled("FTE", "全时当量", "人", "jobs")),
    )
}
