"""Every parameter of a training run with its default and bounds (`params.toml` tells the reasons); printed into the manifest of what it trained."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, is_dataclass, replace
from typing import Any

from training.encoder import EncoderParameters
from training.time_index import TimeIndexParameters
from valuation.field_error import FieldError


@dataclass(frozen=True)
class PriceParameters:
    """The price head. Figures behind the choices are in `docs/experiments.md`.

    `level_share`: how much of ln(level) is taken off before the trees learn; the rest they learn themselves, with the date as a feature.
    The mean is the average of two forests of `rounds` trees: attributes alone under Huber's loss (`huber`, in ln(price)), and attributes with text
    under squared loss; text says little of these prices, and a forest without it keeps its noise out of half of the answer.
    `text_width`: dimensions of the embedding that the price trees read. `minimum_count`: rarer category values share a code.
    `deal_dropout`: probability that a training row shows the attributes only a deal reveals as unknown; `dropout`: the same for any other.
    `origins`: years held back one after the other to set the interval; `origin_rows`: newest rows that such a fit sees.
    """

    rounds: int = 140
    quantile_rounds: int = 60
    leaves: int = 16
    depth: int = 4
    rate: float = 0.1
    quantile_rate: float = 0.15
    least_leaf: int = 60
    huber: float = 0.8
    level_share: float = 0.5
    text_width: int = 128
    minimum_count: int = 15
    deal_dropout: float = 0.5
    dropout: float = 0.0
    origins: int = 5
    origin_rows: int = 16_000


@dataclass(frozen=True)
class MaturityParameters:
    """The maturity head."""

    rounds: int = 80
    leaves: int = 16
    depth: int = 4
    rate: float = 0.12
    least_leaf: int = 40


@dataclass(frozen=True)
class ValueParameters:
    """The heads for experts' scores (trees) and text signals (`penalty` is the inverse strength C of the logistic regression)."""

    rounds: int = 50
    leaves: int = 16
    depth: int = 4
    rate: float = 0.1
    least_leaf: int = 30
    least_rows: int = 60
    penalty: float = 10.0


@dataclass(frozen=True)
class LexicalParameters:
    """Supervised columns of a text (`training/lexical.py`). `strength` is the inverse penalty C of a class, `ridge` the penalty of a number and `firm_ridge`
    that of one which text hardly tells; `rows` are drawn where more teach; the letters of tokens are learned where at most `parts_rows` teach; `folds`
    parts give the columns that trees learn from.
    """

    strength: float = 3.0
    ridge: float = 5.0
    firm_ridge: float = 40.0
    rows: int = 20_000
    parts_rows: int = 6_000
    folds: int = 5


@dataclass(frozen=True)
class AttributeParameters:
    """Supervised columns of the attributes (`training/attribute_columns.py`). `penalty` of the ridge regression, in contracts; `rows` are drawn where more
    teach; `hidden`: share of the rows that show the trees of maturity and scores no attribute at all.
    """

    penalty: float = 30.0
    rows: int = 20_000
    hidden: float = 0.15


@dataclass(frozen=True)
class Parameters:
    """All of them. `threads` are LightGBM's in training; a served graph uses one."""

    seed: int = 20261122
    threads: int = 2
    encoder: EncoderParameters = field(default_factory=EncoderParameters)
    index: TimeIndexParameters = field(default_factory=TimeIndexParameters)
    price: PriceParameters = field(default_factory=PriceParameters)
    lexical: LexicalParameters = field(default_factory=LexicalParameters)
    attributes: AttributeParameters = field(default_factory=AttributeParameters)
    maturity: MaturityParameters = field(default_factory=MaturityParameters)
    values: ValueParameters = field(default_factory=ValueParameters)

    def flat(self) -> dict[str, float | int | str | bool]:
        """`price.rounds` → value, for the manifest."""
        found: dict[str, float | int | str | bool] = {}
        for group, values in asdict(self).items():
            if isinstance(values, dict):
                found |= {f"{group}.{name}": value for name, value in values.items()}
            else:
                found[group] = values
        return found

    def updated(self, changes: dict[str, Any]) -> Parameters:
        """These parameters with the groups of a parsed TOML file laid over them; FieldError for an unknown name, listing the known ones, and
        for a value of another type or out of bounds.
        """
        known = self.flat()
        flat: dict[str, Any] = {}
        for group, values in changes.items():
            inside = isinstance(values, dict) and is_dataclass(getattr(self, group, None))
            flat |= {f"{group}.{name}": value for name, value in values.items()} if inside else {group: values}
        if unknown := sorted(flat.keys() - known.keys()):
            raise FieldError("PARAMS", ", ".join(unknown), "unknown parameter", f"Known: {', '.join(sorted(known))}.")
        for name, value in flat.items():
            if type(value) is not type(known[name]) and not (isinstance(known[name], float) and type(value) is int):
                kind = "whole number" if isinstance(known[name], int) else "number"
                raise FieldError("PARAMS", value, f"{name} is a {kind}", f"Write one, e.g. the default {known[name]}.")
            if not _inside(name, float(value)):
                raise FieldError("PARAMS", value, f"{name} is {bounds(name)}", f"Write such a number, e.g. the default {known[name]}.")
        changed = self
        for name, value in flat.items():
            group, _, inner = name.rpartition(".")
            changed = replace(changed, **{group: replace(getattr(changed, group), **{inner: value})} if group else {name: value})
        return changed


BOUNDS: dict[str, tuple[float, float]] = {
    "seed": (0, 2**31 - 1),
    "threads": (1, 1_024),
    "encoder.vocabulary": (100, 1_000_000),
    "encoder.dimensions": (8, 4_096),
    "encoder.steps": (1, 1_000_000),
    "encoder.batch": (2, 65_536),
    "encoder.rate": (1e-6, 10),
    "encoder.view_tokens": (4, 384),
    "encoder.int8": (0, 1),
    "index.half_life": (0.25, 100),
    "index.shrinkage": (0.1, 1_000_000),
    "index.damping": (0, 1),
    "index.horizon": (0, 50),
    "price.rounds": (1, 10_000),
    "price.quantile_rounds": (1, 10_000),
    "price.leaves": (2, 1_024),
    "price.depth": (1, 64),
    "price.rate": (0.0001, 1),
    "price.quantile_rate": (0.0001, 1),
    "price.least_leaf": (1, 1_000_000),
    "price.huber": (0.01, 100),
    "price.level_share": (0, 1),
    "price.text_width": (0, 4_096),
    "price.minimum_count": (1, 1_000_000),
    "price.deal_dropout": (0, 1),
    "price.dropout": (0, 1),
    "price.origins": (1, 50),
    "price.origin_rows": (100, 100_000_000),
    "lexical.strength": (0.0001, 1_000_000),
    "lexical.ridge": (0.0001, 1_000_000),
    "lexical.firm_ridge": (0.0001, 1_000_000),
    "lexical.rows": (100, 100_000_000),
    "lexical.parts_rows": (0, 100_000_000),
    "lexical.folds": (2, 50),
    "attributes.penalty": (0.0001, 1_000_000),
    "attributes.rows": (100, 100_000_000),
    "attributes.hidden": (0, 0.9),
    "maturity.rounds": (1, 10_000),
    "maturity.leaves": (2, 1_024),
    "maturity.depth": (1, 64),
    "maturity.rate": (0.0001, 1),
    "maturity.least_leaf": (1, 1_000_000),
    "values.rounds": (1, 10_000),
    "values.leaves": (2, 1_024),
    "values.depth": (1, 64),
    "values.rate": (0.0001, 1),
    "values.least_leaf": (1, 1_000_000),
    "values.least_rows": (20, 1_000_000),
    "values.penalty": (0.0001, 1_000_000),
}
"""Lowest and highest value of each: outside, training would fail midway or be without sense."""
CHOSEN = ("index.half_life", "index.damping")
"""Negative: chosen by rolling origins."""


def _inside(name: str, value: float) -> bool:
    low, high = BOUNDS[name]
    return low <= value <= high or (name in CHOSEN and value < 0)


def bounds(name: str) -> str:
    """`1 to 1024`; printed in errors and in `training/params.toml`."""
    low, high = BOUNDS[name]
    return f"{low:.10g} to {high:.10g}" + (" or negative" if name in CHOSEN else "")


def boosting(leaves: int, depth: int, rate: float, least_leaf: int, seed: int, threads: int) -> dict[str, Any]:
    """LightGBM parameters that all heads share: deterministic, no native categories, no linear trees, no zero-as-missing."""
    return {
        "num_leaves": leaves,
        "max_depth": depth,
        "learning_rate": rate,
        "min_data_in_leaf": least_leaf,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "max_bin": 127,
        "seed": seed,
        "num_threads": threads,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
    }
