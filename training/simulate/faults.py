"""What goes wrong in a register, planted and labelled: wrong units, typing errors, deals cut into several contracts, texts that name another amount, serial
listings (anomalies), and the ordinary dirt of amendments and double entries. Shares are our own assumptions [A].
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.simulate.facts import Facts, Whole
from training.simulate.listings import SERIAL, Listings, with_listings
from training.simulate.prices import Prices
from training.simulate.rows import AMENDED, AMENDMENT, Rows
from training.simulate.strata import EQUITY, LAST_DAY

UNIT_ERROR, TYPING_ERROR, TEXT_MISMATCH, SPLIT, SERIAL_RELISTING = "unit_error", "typing_error", "text_mismatch", "split", "serial_relisting"
ANOMALIES = (UNIT_ERROR, TYPING_ERROR, TEXT_MISMATCH, SPLIT, SERIAL_RELISTING)

SHARES = {UNIT_ERROR: 0.006, TYPING_ERROR: 0.006, TEXT_MISMATCH: 0.006, SPLIT: 0.003, SERIAL_RELISTING: 0.0012}
"""Deals with an anomaly, of all rows; a split or serial one makes several rows."""
UNSOLD_SHARE, AGAIN_SHARE, AMENDED_SHARE, TWICE_SHARE = 0.03, 0.006, 0.010, 0.008
PARTS = (2, 7)
"""Contracts that a split deal becomes: from, and below."""
WITHIN_DAYS = (2, 16)
"""Days from one part of a split to the next: from, and below."""
PARTED = ("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"), (" (part 1)", " (part 2)", " (part 3)", " (part 4)", " (part 5)", " (part 6)")
PHASED = ("第一期", "第二期", "第三期", "第四期", "第五期", "第六期"), (" A", " B", " C", " D", " E", " F")
AMENDING = "（补充协议）", " (supplementary agreement)"
UNIT = 10_000.0
TOO_LARGE = 0.7
"""Share of wrong units that write 元 where 万元 are asked for; the others write 亿元."""
MISMATCH = (np.log(6.0), np.log(60.0))
"""ln of the factor between the amount in a text and the recorded one, either way."""


@dataclass(frozen=True)
class Plan:
    """How many deals a register of so many rows has, and how many of each fault."""

    deals: int
    units: int
    typed: int
    mismatched: int
    parts: NDArray[np.int64]
    listings: Listings
    amended: int
    twice: int


def plan(n: int, generator: np.random.Generator) -> Plan:
    """What makes n rows in all."""
    count = {name: int(n * share) for name, share in SHARES.items()}
    parts = generator.integers(*PARTS, count[SPLIT])
    listings = Listings(int(n * UNSOLD_SHARE), int(n * AGAIN_SHARE), generator.integers(*SERIAL, count[SERIAL_RELISTING]))
    amended, twice = int(n * AMENDED_SHARE), int(n * TWICE_SHARE)
    deals = n - int((parts - 1).sum()) - listings.extra - amended - twice
    return Plan(deals, count[UNIT_ERROR], count[TYPING_ERROR], count[TEXT_MISMATCH], parts, listings, amended, twice)


def planted(facts: Facts, prices: Prices, diligent: NDArray[np.bool_], given: Plan, generator: np.random.Generator) -> tuple[Rows, NDArray[np.float64]]:
    """The rows of the register in order, and for each deal the factor between the amount that its text would name and the true one.

    The factor is 1 but for mismatches, which are diligent registrations: their texts stand there.
    """
    rows = Rows.of(facts, prices)
    order = generator.permutation(len(facts))
    rights = order[facts.rights[order] & (facts.modes[order] != EQUITY)]
    rows, left = with_listings(rows, facts, prices, rights, given.listings, generator)
    taken = np.zeros(len(facts), dtype=bool)
    taken[rights[: len(rights) - len(left)]] = True
    priced = order[~taken[order] & np.isfinite(prices.amounts[order])]
    mismatched = priced[diligent[priced]][: given.mismatched]
    taken[mismatched] = True
    units, typed, amended, twice, rest = np.split(priced[~taken[priced]], np.cumsum([given.units, given.typed, given.amended, given.twice]))
    divisible = rest[prices.amounts[rest] >= 2.0][: len(given.parts)]
    _unit_errors(rows, units, generator)
    _typing_errors(rows, typed, generator)
    rows.anomalies[mismatched] = TEXT_MISMATCH
    rows.sound[mismatched] = False
    told = np.ones(len(facts))
    told[mismatched] = np.exp(generator.uniform(*MISMATCH, len(mismatched)) * np.where(generator.random(len(mismatched)) < 0.5, 1, -1))
    rows = _parted(rows, divisible, given.parts, facts, generator)
    rows = rows.plus(_amendments(rows, amended, facts, generator)).plus(_twice(rows, twice, generator))
    return _reweighted(rows, facts).in_order(), told


def _reweighted(rows: Rows, facts: Facts) -> Rows:
    """What was never signed is no contract of the nation: the others of its stratum stand for it too."""
    strata = np.char.add(np.char.add(facts.groups, "/"), facts.modes)
    _, stratum = np.unique(strata, return_inverse=True)
    whole, left = np.bincount(stratum, facts.weights), np.bincount(stratum[rows.deals], rows.weights, minlength=stratum.max() + 1)
    return replace(rows, weights=rows.weights * (whole / np.maximum(left, 1e-9))[stratum[rows.deals]])


def _unit_errors(rows: Rows, at: Whole, generator: np.random.Generator) -> None:
    factor = np.where(generator.random(len(at)) < TOO_LARGE, UNIT, 1 / UNIT)
    for column in (rows.amounts, rows.totals):
        column[at] = np.maximum(np.round(column[at] * factor, 6), 1e-6)
    rows.anomalies[at] = UNIT_ERROR
    rows.sound[at] = False


def _typing_errors(rows: Rows, at: Whole, generator: np.random.Generator) -> None:
    """A digit too many or too few in the amount; the total goes with it."""
    for row, chance, place, digit in zip(at.tolist(), generator.random(len(at)), generator.random(len(at)), generator.integers(0, 10, len(at)), strict=True):
        before = rows.amounts[row]
        rows.amounts[row] = mistyped(before, chance < 0.5, place, int(digit))
        rows.totals[row] = round(rows.totals[row] * rows.amounts[row] / before, 4)
    rows.anomalies[at] = TYPING_ERROR
    rows.sound[at] = False


def mistyped(amount: float, more: bool, place: float, digit: int) -> float:
    """The amount with a digit put in or left out before its point; one below 1, or one that this would leave as it is or at nothing, comes out tenfold."""
    written = f"{amount:.4f}"
    whole, dot, rest = written.partition(".")
    at = int(place * len(whole))
    typed = whole[: at + 1] + str(digit) if more or len(whole) == 1 else whole[:at]
    found = float(typed + whole[at + 1 :] + dot + rest)
    return found if amount >= 1 and found > 0 and found != float(written) else round(amount * 10, 4)


def _parted(rows: Rows, deals: Whole, parts: NDArray[np.int64], facts: Facts, generator: np.random.Generator) -> Rows:
    """Deals cut into contracts of unequal size within weeks; the first part stands where the deal stood."""
    later = []
    for deal, number in zip(deals.tolist(), parts.tolist(), strict=False):
        share = generator.dirichlet(np.full(number, 8.0))
        days = rows.days[deal] + np.cumsum(np.append(0, generator.integers(*WITHIN_DAYS, number - 1)))
        marks = (PARTED if generator.random() < 0.6 else PHASED)[int(facts.english[deal])]
        one = rows.take(np.full(number, deal))
        ratio = one.totals / one.amounts
        amounts = np.maximum(np.round(one.amounts * share, 2), 0.01)
        cut = replace(
            one,
            days=np.minimum(days, LAST_DAY),
            amounts=amounts,
            totals=np.round(amounts * ratio, 2),
            weights=one.weights / number,
            suffixes=np.asarray(marks[:number], dtype=object),
            anomalies=np.full(number, SPLIT, dtype=object),
            sound=np.zeros(number, dtype=bool),
        )
        for name in ("amounts", "totals", "weights", "suffixes", "anomalies", "sound"):
            getattr(rows, name)[deal] = getattr(cut, name)[0]
        later.append(replace(cut.take(np.arange(1, number)), listings=np.full(number - 1, -1), asking=np.full(number - 1, np.nan)))
    return rows.plus(*later)


def _amendments(rows: Rows, at: Whole, facts: Facts, generator: np.random.Generator) -> Rows:
    """A later contract that changes the amount; the first one is marked."""
    rows.outcomes[at] = AMENDED
    n = len(at)
    change = np.exp(generator.normal(0.05, 0.25, n))
    one = rows.take(at)
    return replace(
        one,
        days=np.minimum(one.days + generator.integers(60, 400, n), LAST_DAY),
        amounts=np.round(one.amounts * change, 2),
        totals=np.round(one.totals * change, 2),
        outcomes=np.full(n, AMENDMENT, dtype=object),
        suffixes=np.asarray([AMENDING[int(english)] for english in facts.english[at]], dtype=object),
        weights=np.zeros(n),
        sound=np.zeros(n, dtype=bool),
    )


def _twice(rows: Rows, at: Whole, generator: np.random.Generator) -> Rows:
    """The same contract entered again, a few days later."""
    one = rows.take(at)
    return replace(one, days=np.minimum(one.days + generator.integers(0, 6, len(at)), LAST_DAY), weights=np.zeros(len(at)), sound=np.zeros(len(at), dtype=bool))
