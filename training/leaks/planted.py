"""Leaks planted on purpose in every run, into copies of the run's own contracts: a net that lets one through has a hole, and the run says so.

The plants are small (at most `SAMPLE` contracts) and cost about a second; nothing of them reaches what is learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.corpus import Corpus
from training.held_out import held_out
from training.inputs import Inputs
from training.leaks.later_rows import travels_in_time
from training.leaks.price_forms import price_forms
from training.leaks.signing import after_signing
from training.leaks.split_pairs import parted
from training.leaks.text_probe import probe_skill, sentence
from training.numbering import numbered
from training.validation.alike_projects import join_alike
from training.validation.near_duplicates import LEAST_BYTES, near_duplicates
from valuation.deny_list import denied
from valuation.features import DERIVED_NUMBERS, FeatureSchema, compose_text, features

SAMPLE, LEAST_PRICES, PROBED, COPIED, LEAST_SEGMENTS = 1_500, 400, 600, 60, 25
DISGUISES = (
    "合同成交总金额(万元)",
    "ContractTotal_USD",
    "list-price",
    "定 金",
    "首付款(元)",
    "评估备案号",
    "commission_eur",
    "提成基数",
    "registeredAmount",
    "认定登记日期",
)
"""Deny-listed names in the spellings of tables."""
READABLE = 0.05
"""Share of the variance of ln(price) that a probe may seem to read off masked sentences by chance."""
PLANT = "planted"


@dataclass(frozen=True)
class Planted:
    """One plant: the kind of leak, what was planted, and whether the net caught it; None where there are too few prices to tell."""

    leak: str
    what: str
    caught: bool | None


@dataclass(frozen=True)
class _Ground:
    """Where leaks are planted: m contracts, oldest first, with their inputs (no embedding); `segment` (m,) numbers a category's values."""

    corpus: Corpus
    inputs: Inputs
    log_price: NDArray[np.float64]
    segment: NDArray[np.int64]
    generator: np.random.Generator


def plant_leaks(corpus: Corpus, seed: int) -> tuple[Planted, ...]:
    """Plants every kind of leak into a sample of the priced contracts, and asks the nets."""
    rows = corpus.priced
    ground = _ground(corpus, rows, seed) if len(rows) >= LEAST_PRICES else None
    found = [
        Planted("deny-listed name", "names in other spellings", all(denied(name) is not None for name in DISGUISES)),
        Planted("amount in text", "sentences that tell the price", _amounts_in_text(seed)),
    ]
    return (*found, *(Planted(leak, what, None if ground is None else test(ground)) for leak, what, test in _PLANTS))


def _ground(corpus: Corpus, rows: NDArray[np.int64], seed: int) -> _Ground:
    some = rows if len(rows) <= SAMPLE else rows[np.linspace(0, len(rows) - 1, SAMPLE).astype(np.int64)]
    taken = corpus.take(some)
    seen = features(taken.columns, FeatureSchema(categories=corpus.schema.categories))
    inputs = Inputs.of(seen, np.zeros((len(some), 0), dtype=np.float32))
    generator = np.random.default_rng(seed)
    segment = generator.integers(0, LEAST_SEGMENTS + 5, len(some))
    for at in range(len(corpus.schema.categories)):
        values, key = numbered(inputs.categories[:, at])
        if len(values) <= 200 and (np.bincount(key) > 1).sum() >= LEAST_SEGMENTS:
            segment = key
            break
    return _Ground(taken, inputs, np.log(taken.amounts), segment, generator)


def _number_caught(ground: _Ground, *values: NDArray[np.float64]) -> bool:
    """Whether all of the planted number columns are refused, together or alone."""
    names = tuple(f"{PLANT}{at}" for at in range(len(values)))
    numbers = np.column_stack([ground.inputs.numbers[:, : len(DERIVED_NUMBERS)], *values]).astype(np.float32)
    categories = np.column_stack([ground.inputs.categories, ground.segment.astype(str).astype(object)])
    schema = FeatureSchema(categories=(*ground.corpus.schema.categories, "segment"), numbers=names)
    inputs = replace(ground.inputs, numbers=numbers, categories=categories)
    return set(names) <= {name for form in price_forms(inputs, ground.log_price, schema) for name in form.columns}


def _category_caught(ground: _Ground, values: list[str]) -> bool:
    schema = FeatureSchema(categories=(PLANT,))
    inputs = replace(ground.inputs, categories=np.asarray(values, dtype=object)[:, None], numbers=ground.inputs.numbers[:, : len(DERIVED_NUMBERS)])
    return any(form.columns == (PLANT,) for form in price_forms(inputs, ground.log_price, schema))


def _other_unit(ground: _Ground) -> bool:
    return _number_caught(ground, np.exp(ground.log_price) / 1e4)


def _noisy(ground: _Ground) -> bool:
    """Noise of 10 %, or of a sixth of the prices' own spread where that is less."""
    noise = min(0.1, float(np.std(ground.log_price)) / 6)
    return _number_caught(ground, np.exp(ground.log_price + ground.generator.normal(0, noise, len(ground.log_price))))


def _rank(ground: _Ground) -> bool:
    return _number_caught(ground, np.argsort(np.argsort(-ground.log_price, kind="stable"), kind="stable").astype(np.float64))


def _deflated(ground: _Ground) -> bool:
    """Every year's prices in units of that year, so that the whole no longer follows the price."""
    years = np.floor(ground.inputs.years).astype(np.int64)
    return _number_caught(ground, np.exp(ground.log_price - 0.6 * ((years * 7) % 5)))


def _bands(ground: _Ground) -> bool | None:
    """Ten bands of the price; where rules fix the amounts, so that bands can hardly be told from programmes, nothing is judged."""
    edges = np.unique(np.quantile(ground.log_price, np.arange(0.1, 1.0, 0.1)))
    band = np.searchsorted(edges, ground.log_price, side="left")
    distinct = [len(np.unique(ground.log_price[band == at])) for at in range(len(edges) + 1)]
    return _category_caught(ground, [f"band {at}" for at in band]) if min(distinct) >= 12 else None


def _written(ground: _Ground) -> bool | None:
    amounts = [f"{np.exp(one):.0f}" for one in ground.log_price]
    return _category_caught(ground, amounts) if len(set(amounts)) >= 60 else None


def _parts(ground: _Ground) -> bool:
    """A deposit of 5 to 95 %, and the balance."""
    share = ground.generator.uniform(0.05, 0.95, len(ground.log_price))
    price = np.exp(ground.log_price)
    return _number_caught(ground, price * share, price * (1 - share))


def _instalments(ground: _Ground) -> bool:
    shares = ground.generator.dirichlet((0.6, 0.6, 0.6), len(ground.log_price))
    return _number_caught(ground, *(np.exp(ground.log_price) * shares[:, at] for at in range(3)))


def _per_head(ground: _Ground) -> bool:
    """A price per head beside the number of heads."""
    heads = np.exp(ground.generator.normal(0, 2, len(ground.log_price)))
    return _number_caught(ground, np.exp(ground.log_price) / heads, heads)


def _segment_mean(ground: _Ground) -> bool:
    """The mean price of a segment over all years: caught as a column, and as a feature that changes when later rows go."""
    years = ground.inputs.years.astype(np.float64)

    def mean_of(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        key = ground.segment[rows]
        return np.asarray((np.bincount(key, ground.log_price[rows]) / np.maximum(np.bincount(key), 1))[key])

    def so_far(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The honest twin: of the rows before (rows are oldest first)."""
        order = np.lexsort((rows, ground.segment[rows]))
        key, price = ground.segment[rows][order], ground.log_price[rows][order]
        start = np.flatnonzero(np.concatenate([[True], np.diff(key) != 0]))
        sums = np.cumsum(price) - price
        group = np.cumsum(np.concatenate([[True], np.diff(key) != 0])) - 1
        found = np.zeros(len(rows))
        found[order] = (sums - sums[start][group]) / np.maximum(np.arange(len(rows)) - start[group], 1)
        return found

    column = np.exp(mean_of(np.arange(len(years))))
    return _number_caught(ground, column) and travels_in_time(mean_of, years) and not travels_in_time(so_far, years)


def _mean_of_others(ground: _Ground) -> bool | None:
    """The mean price of the other contracts of a segment, those to come included: what is left out is what it tells."""
    count = np.bincount(ground.segment)[ground.segment]
    if (count >= 5).sum() < LEAST_PRICES / 2:
        return None
    total = np.bincount(ground.segment, ground.log_price)[ground.segment]
    return _number_caught(ground, np.where(count > 1, (total - ground.log_price) / np.maximum(count - 1, 1), np.nan))


def _filled_when_signed(ground: _Ground) -> bool:
    """A column that is empty wherever there is no price; half of the prices are taken away to see."""
    corpus = ground.corpus
    at = int(np.argmax(np.bincount(corpus.source)))
    table = corpus.tables[at]
    own = np.flatnonzero(corpus.source == at)
    attribute = {"column": PLANT, "kind": "category"}
    mapping = table.source.model_copy(update={"attributes": {PLANT: type(table.source).of({"text": "t", "attributes": {PLANT: attribute}}).attributes[PLANT]}})
    amounts = corpus.amounts.copy()
    amounts[own[::2]] = np.nan
    filled = ["x" if known else "" for known in np.isfinite(amounts)]
    changed = replace(
        corpus,
        tables=tuple(replace(each, source=mapping if each is table else each.source) for each in corpus.tables),
        columns=replace(corpus.columns, categories={**corpus.columns.categories, PLANT: filled}),
        amounts=amounts,
    )
    return any(error.field == f"attributes.{PLANT}" for error in after_signing(changed))


def _copies_across(ground: _Ground) -> bool | None:
    """Contracts told again with a few words changed, as projects of their own: they must join their originals, and no split may part them."""
    long = [text for text in ground.corpus.columns.text if len(text.encode()) >= 2 * LEAST_BYTES]
    texts = list(dict.fromkeys(long))[: 3 * COPIED]
    alike = set(near_duplicates(texts, 0.5).right.tolist())  # texts from a template hang together anyhow
    texts = [text for at, text in enumerate(texts) if at not in alike][:COPIED]
    if len(texts) < COPIED // 2:
        return None
    copies = [_retold(text) for text in texts]
    pairs = near_duplicates([*texts, *copies])
    apart = np.arange(2 * len(texts))
    joined = join_alike(apart, pairs, most=50)
    planted = {(at, at + len(texts)) for at in range(len(texts))}
    known = planted <= set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    sides = [held_out(projects, seed=3, share=0.5) for projects in (apart, joined.projects)]
    before, after = (len(parted(pairs, np.flatnonzero(~side), np.flatnonzero(side))) for side in sides)
    return known and before > 0 and after == 0


def _retold(text: str) -> str:
    """The text with a character in a hundred and twenty changed, and a closing remark."""
    letters = list(text)
    for at in range(120, len(letters), 120):
        letters[at] = "x"
    return "".join(letters) + " (2)"


def _amounts_in_text(seed: int) -> bool:
    """A probe reads planted amounts off bare sentences, and nothing off masked ones, which hold no digit any more."""
    generator = np.random.default_rng(seed)
    log_price = generator.normal(13, 1.2, PROBED)
    told = [sentence(at // 2, float(np.exp(price))) for at, price in enumerate(log_price)]
    bare = [text.lower() for text in told]
    masked = [compose_text("", text) for text in told]
    silent = not any(letter.isdigit() for text in masked for letter in text)
    return silent and probe_skill(bare, log_price) > 4 * READABLE and probe_skill(masked, log_price) < READABLE


def _honest(ground: _Ground) -> bool:
    """The control: a column that follows the price as closely as an honest one may (rank correlation about 0.9) passes."""
    noise = 0.5 * float(np.std(ground.log_price))
    return not _number_caught(ground, ground.log_price + ground.generator.normal(0, noise, len(ground.log_price)))


_PLANTS: tuple[tuple[str, str, Callable[[_Ground], bool | None]], ...] = (
    ("price under another name", "in another unit", _other_unit),
    ("price under another name", "with 10 % of noise", _noisy),
    ("price under another name", "its rank", _rank),
    ("price under another name", "deflated year by year", _deflated),
    ("price under another name", "in ten bands", _bands),
    ("price under another name", "written as a category", _written),
    ("price in several columns", "deposit and balance", _parts),
    ("price in several columns", "three instalments", _instalments),
    ("price in several columns", "price per head, and heads", _per_head),
    ("known after signing", "filled only where there is a price", _filled_when_signed),
    ("time travel", "mean price of a segment over all years", _segment_mean),
    ("time travel", "mean price of the segment's other contracts", _mean_of_others),
    ("near-duplicates across the split", "retold contracts as new projects", _copies_across),
    ("control", "an honest column passes", _honest),
)


def holes(planted: tuple[Planted, ...]) -> Iterator[Planted]:
    """The plants that were not caught."""
    return (each for each in planted if each.caught is False)
