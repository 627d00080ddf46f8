"""Every parameter of a training run, with its default and its reason; printed into the manifest of what it trained."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
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

    rounds: int = 200
    quantile_rounds: int = 110
    leaves: int = 31
    rate: float = 0.05
    quantile_rate: float = 0.08
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

    rounds: int = 120
    leaves: int = 15
    rate: float = 0.08
    least_leaf: int = 40


@dataclass(frozen=True)
class ValueParameters:
    """The heads for experts' scores (trees) and text signals (`penalty` is the inverse strength C of the logistic regression)."""

    rounds: int = 80
    leaves: int = 15
    rate: float = 0.06
    least_leaf: int = 30
    least_rows: int = 60
    penalty: float = 10.0


@dataclass(frozen=True)
class Parameters:
    """All of them. `threads` are LightGBM's and torch's in training; a served graph uses one."""

    seed: int = 20261122
    threads: int = 2
    encoder: EncoderParameters = field(default_factory=EncoderParameters)
    index: TimeIndexParameters = field(default_factory=TimeIndexParameters)
    price: PriceParameters = field(default_factory=PriceParameters)
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
        for a value of another type.
        """
        known = self.flat()
        flat = {f"{group}.{name}" if isinstance(values, dict) else group: value for group, values in changes.items() for name, value in _items(values)}
        if unknown := sorted(flat.keys() - known.keys()):
            raise FieldError("PARAMS", ", ".join(unknown), "unknown parameter", f"Known: {', '.join(sorted(known))}.")
        for name, value in flat.items():
            if type(value) is not type(known[name]) and not (isinstance(known[name], float) and type(value) is int):
                kind = "whole number" if isinstance(known[name], int) else "number"
                raise FieldError("PARAMS", value, f"{name} is a {kind}", f"Write one, e.g. the default {known[name]}.")
        groups = {group: replace(getattr(self, group), **values) for group, values in changes.items() if isinstance(values, dict)}
        plain = {name: value for name, value in changes.items() if not isinstance(value, dict)}
        return replace(self, **groups, **plain)


def _items(values: Any) -> list[tuple[str, Any]]:
    return list(values.items()) if isinstance(values, dict) else [("", values)]


def boosting(leaves: int, rate: float, least_leaf: int, seed: int, threads: int) -> dict[str, Any]:
    """LightGBM parameters that all heads share: deterministic, no native categories, no linear trees, no zero-as-missing."""
    return {
        "num_leaves": leaves,
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
