"""What `make tune` may change, how far, and why: the parameters of the price head that the loss out of time follows.

Left out on purpose: half-life and damping (every fit chooses them itself), `horizon` (it decides how far a bundle answers, not how well), `origins` and
`origin_rows` (they are the ruler: a search that may bend it finds the easiest years), and the encoder (each trial would embed every text anew).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from training.parameters import BOUNDS, Parameters

DIGITS = 3
"""Significant digits of what is found: more would only look exact."""


@dataclass(frozen=True)
class Searched:
    """One parameter, `name` as in `Parameters.flat()`, searched from `low` to `high`, both inclusive; `log`: in factors instead of steps.

    `choices` stand in the place of a range where only a few values make sense. `deal_only`: matters only where the mapping says what only a deal reveals.
    """

    name: str
    why: str
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    choices: tuple[int, ...] = ()
    deal_only: bool = False

    def around(self, value: float) -> Searched:
        """The same, wide enough to hold `value`: the search begins at the parameters given, wherever they are."""
        if self.choices:
            return replace(self, choices=tuple(sorted({*self.choices, int(value)})))
        return replace(self, low=min(self.low, value), high=max(self.high, value), log=self.log and value > 0)

    def within(self, most: int) -> Searched:
        """Without the choices above `most`."""
        return replace(self, choices=tuple(choice for choice in self.choices if choice <= most))

    @property
    def shown(self) -> str:
        """`30 to 400`, or `0, 32 or 128`."""
        if self.choices:
            return " or ".join(filter(None, [", ".join(map(str, self.choices[:-1])), str(self.choices[-1])]))
        return f"{self.low:g} to {self.high:g}"


SPACE: tuple[Searched, ...] = (
    Searched("price.rounds", "with the rate, how closely the mean follows the past; time grows with it", 60, 500, log=True),
    Searched("price.rate", "with the rounds: their product is what counts, a low rate with many trees is smoother", 0.015, 0.15, log=True),
    Searched("price.quantile_rounds", "the same for the quantiles, seven forests of the nine", 40, 300, log=True),
    Searched("price.quantile_rate", "the same for the quantiles", 0.02, 0.2, log=True),
    Searched("price.depth", "how many attributes may act together", 3, 8),
    Searched("price.leaves", "how finely a tree cuts, where the depth lets it", 6, 80, log=True),
    Searched("price.least_leaf", "small leaves learn noise, large ones miss thin segments", 10, 300, log=True),
    Searched("price.huber", "how much a price far off counts: heavy tails want less", 0.25, 3.0, log=True),
    Searched("price.level_share", "drifting markets want the level taken off, calm ones leave it to the trees", 0.0, 1.0),
    Searched("price.text_width", "text says much of some prices and nothing of others", choices=(0, 32, 64, 128)),
    Searched("price.minimum_count", "markets of many small segments want rare values kept apart", 3, 60, log=True),
    Searched("price.dropout", "attributes often missing where the bundle is used", 0.0, 0.3),
    Searched("price.deal_dropout", "the listing view wants it high, the deal view low; the loss is the mean of both", 0.1, 0.9, deal_only=True),
    Searched("index.shrinkage", "how soon a thin segment has a level of its own", 2.0, 80.0, log=True),
)


def searched(base: Parameters, width: int, *, knows_deals: bool) -> tuple[Searched, ...]:
    """The space of one search: wide enough for `base`, without what cannot matter; `width` is that of the embedding."""
    values = base.flat()
    wanted = (one.within(width) if one.name == "price.text_width" else one for one in SPACE if knows_deals or not one.deal_only)
    return tuple(one.around(float(values[one.name])) for one in wanted)


def is_whole(name: str) -> bool:
    """Whether the parameter is a whole number."""
    return type(Parameters().flat()[name]) is int


def changed(base: Parameters, values: Mapping[str, float]) -> Parameters:
    """`base` with searched values laid over it, rounded as they will be written; what `base` has already stays to the last digit."""
    flat = base.flat()
    groups: dict[str, dict[str, float]] = {}
    for name, value in values.items():
        group, _, inner = name.rpartition(".")
        groups.setdefault(group, {})[inner] = value if value == flat[name] else rounded(name, value)
    return base.updated(groups)


def rounded(name: str, value: float) -> float:
    """To a whole number or to `DIGITS` significant digits, inside the bounds of the parameter."""
    low, high = BOUNDS[name]
    return min(max(round(value) if is_whole(name) else float(f"{value:.{DIGITS}g}"), low), high)


def differences(base: Parameters, found: Parameters, names: Sequence[str] = ()) -> dict[str, float | int | str | bool]:
    """Flat name → value of `found` where it differs from `base`; only `names` where some are given."""
    before, after = base.flat(), found.flat()
    return {name: value for name, value in after.items() if value != before[name] and (not names or name in names)}
