"""What a bundle must show to become the champion: the bounds of the promotion gate, in one place, each with its reason.

A TOML file may change them for one promotion (`CRITERIA=`); the bounds that were used stand in the printed table and in the record of the run.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from valuation.field_error import FieldError


@dataclass(frozen=True)
class Criteria:
    """Bounds, inclusive. Shares are of 1, biases in ln(price), times in microseconds of CPU.

    `least_contracts`: below this the sampling error of a coverage of 0.90 is over ±0.04, as wide as its band.
    `loss_margin`: how much worse than the champion's the mean loss may be where the bootstrap cannot tell the two apart; without it few contracts would
    let anything pass.
    `coverage_low`, `coverage_high`: of the 90 % interval over all contracts; a reader who is told "nine in ten" should find 17 to 19 in twenty.
    `segment_contracts`, `segment_low`, `segment_high`: the same in every segment of that many contracts; wider, for there are many segments, and a market
    of its own may move by itself for a year.
    `slope_low`, `slope_high`: of ln(price) on the predicted ln(price), 1 for a model that neither exaggerates nor plays down; noise in the price does not
    move it.
    `decile_bias`: |ln median ratio| in any decile of the prediction. A market moves by up to 0.1 to 0.15 a year, which no model knows ahead; a tenth of the
    contracts that is off by more than that is off by the model's fault.
    `answered`: share of the contracts that get an answer, and `answered_drop` how much less than the champion that may be: refusing what is hard is no skill.
    `latency_ratio`: median CPU time of a valuation against the champion's, measured in turns; more means fewer valuations on the same machines.
    `latency`: what passes whatever the champion needs, and the bound of a first promotion.
    """

    least_contracts: int = 200
    loss_margin: float = 0.02
    coverage_low: float = 0.85
    coverage_high: float = 0.95
    segment_contracts: int = 300
    segment_low: float = 0.80
    segment_high: float = 0.97
    slope_low: float = 0.85
    slope_high: float = 1.15
    decile_bias: float = 0.20
    answered: float = 0.95
    answered_drop: float = 0.02
    latency_ratio: float = 1.25
    latency: float = 400.0
    seed: int = 20261122

    def updated(self, changes: dict[str, Any]) -> Criteria:
        """These bounds with others laid over them; FieldError for an unknown name or a value that is no number."""
        known = {field.name for field in fields(self)}
        if unknown := sorted(changes.keys() - known):
            raise FieldError("CRITERIA", ", ".join(unknown), "no such bound", f"Known: {', '.join(sorted(known))}.")
        for name, value in changes.items():
            kind = type(getattr(self, name))
            if type(value) is not kind and not (kind is float and type(value) is int):
                raise FieldError("CRITERIA", value, f"{name} is a {'whole number' if kind is int else 'number'}", f"The default is {getattr(self, name)}.")
        return replace(self, **changes)


def criteria_of(file: Path | None) -> Criteria:
    """The bounds, with those of a TOML file laid over them; FieldError where it cannot be read."""
    if file is None:
        return Criteria()
    try:
        return Criteria().updated(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise FieldError("CRITERIA", file, f"cannot be read: {error.strerror}", "Give the path of a TOML file with bounds.") from None
    except tomllib.TOMLDecodeError as error:
        raise FieldError("CRITERIA", file, f"not valid TOML: {error}", "Correct it.") from None
    except UnicodeDecodeError:
        raise FieldError("CRITERIA", file, "not UTF-8", "Save it as UTF-8.") from None
