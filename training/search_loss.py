"""What a set of parameters costs: each year predicted from the years before it and judged as it would have been served, relative to the default.

The loss of an origin is the mean of pinball ÷ the default's pinball and RMSE ÷ the default's RMSE, in the deal view and, where the mapping says what only
a deal reveals, in the listing view too. The loss of a search is the mean over its origins: the default costs exactly 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.as_served import as_served
from training.index_choice import choose_index
from training.inputs import Inputs
from training.parameters import Parameters
from training.price_losses import pinball
from training.price_model import PriceFit
from training.price_study import rmse
from training.process_choice import choose_process
from training.rolling_origin import Origin, OutOfTime, origins, predict_origins
from training.text_choice import text_narrows
from valuation.field_error import FieldError

Array = NDArray[np.float64]

LEAST_ORIGINS = 3
"""Two to search with, so that one lucky year cannot decide, and the newest to check with."""


@dataclass(frozen=True)
class Ground:
    """Where a search is judged: priced rows (n) with ln(price) and decimal years (n,), and the origins, indices into these rows.

    `cuts` are the origins that choose, newest first; no row of theirs is dated in or after the year of `check`, the newest origin, nor shares a project
    with a row that it tests. `fit` holds what no searched parameter changes, chosen without those rows too.
    """

    inputs: Inputs
    log_price: Array
    years: Array
    cuts: tuple[Origin, ...]
    check: Origin
    fit: PriceFit

    @classmethod
    def of(cls, inputs: Inputs, log_price: Array, years: Array, projects: NDArray[np.int64], fit: PriceFit, base: Parameters) -> Ground:
        """From all priced rows (n) and the pieces of `fit` that the mapping decides; FieldError where the data span too few years."""
        p = base.price
        newest = origins(years, projects, 1, p.origin_rows)
        if newest and p.origins >= LEAST_ORIGINS:
            check = newest[0]
            before = np.flatnonzero((years < check.year) & ~np.isin(projects, projects[check.test]))
            cuts = origins(years[before], projects[before], p.origins - 1, p.origin_rows)
            if len(cuts) >= LEAST_ORIGINS - 1:
                earlier, prices = inputs.take(before), log_price[before]
                chosen = replace(fit, parameters=base, variances=choose_process(cuts, earlier, prices, fit.segment_columns))
                chosen = replace(chosen, quantiles_read_text=text_narrows(cuts, earlier, prices, _indexed(chosen, base, cuts, earlier, prices)))
                return cls(inputs, log_price, years, tuple(replace(cut, train=before[cut.train], test=before[cut.test]) for cut in cuts), check, chosen)
        fix = "Add older contracts, or raise price.origins where it is lower than that."
        raise FieldError("DATA", len(log_price), f"a search needs {LEAST_ORIGINS} origins, one to check with, and these prices span too few years", fix)

    @property
    def views(self) -> int:
        """1, or 2 where a listing knows less than a deal."""
        return 1 + self.fit.knows_deals

    def of_parameters(self, parameters: Parameters) -> PriceFit:
        """How these parameters are fitted: half-life and damping are chosen as every fit chooses them, by the origins that choose."""
        return _indexed(self.fit, parameters, self.cuts, self.inputs, self.log_price)


def walk(ground: Ground, parameters: Parameters, cuts: Sequence[Origin], done: Callable[[], None] = lambda: None) -> Iterator[Array]:
    """Pinball and RMSE of ln(price), (views, 2), of one origin after the other, oldest first; `done` is called after each forest.

    Each origin is calibrated by those before it, so nothing of a later one is ever needed.
    """
    fit = ground.of_parameters(parameters)
    parts: list[OutOfTime] = []
    for cut in sorted(cuts, key=lambda cut: cut.year):
        parts.append(predict_origins([cut], ground.inputs, ground.log_price, fit, done))
        found = OutOfTime(*(np.concatenate([getattr(part, name) for part in parts]) for name in OutOfTime.__dataclass_fields__))
        views = (found, found.as_listing())[: ground.views]
        yield np.asarray([_figures(view, ground.years, cut.year) for view in views])


def relative(figures: Array, reference: Array) -> float:
    """The loss of one origin: mean of figures (views, 2) ÷ the reference's."""
    return float(np.mean(figures / np.maximum(reference, 1e-12)))


def _figures(found: OutOfTime, years: Array, origin: float) -> tuple[float, float]:
    served = as_served(found, years)
    here = found.origin == origin
    truth = found.truth[here]
    return float(pinball(truth, served.quantiles[here]).mean()), rmse(truth, served.mean[here])


def _indexed(fit: PriceFit, parameters: Parameters, cuts: Sequence[Origin], inputs: Inputs, log_price: Array) -> PriceFit:
    index = choose_index(cuts, inputs, log_price, fit.segment_columns, parameters.index)
    return replace(fit, parameters=replace(parameters, index=index))
