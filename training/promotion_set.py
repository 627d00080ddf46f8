"""The contracts on which a challenger and the champion are compared: none whose price the model that answers had seen.

**Labelled contracts** given with the command are the stronger test: both bundles, as they would be served, answer contracts dated after everything that
either has learned from.

**Stored out-of-time predictions** are compared where none are given. Each was made by the run's own recipe fitted to the contracts before an origin, and
calibrated by older origins only, so on the same contract and origin both recipes knew as much of the world as each other, and neither had seen the price.
Two things they cannot show: a bundle is that recipe fitted to *all* rows (it should be better than shown, for both alike), and a recipe that was tuned
until it pleased on these very years flatters itself.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from models.manifest import Manifest
from models.score import score_table
from models.scorer import Scorer
from models.tables.contract_table import ContractTable
from training.out_of_time import OutOfTimeTable
from training.promotion_gate import CommonSet
from training.study_groups import groupings
from valuation.field_error import FieldError


def check_comparable(challenger: Manifest, champion: Manifest | None) -> None:
    """FieldError unless the challenger predicts prices, of the kind that the champion predicts, and is not simulated where that is real."""
    if challenger.price is None:
        raise FieldError("BUNDLE", challenger.name, "has no price head", "The gate judges prices: promote a bundle that learned them.")
    if champion is None or champion.price is None:
        return
    own, other = ((head.concept, head.currency) for head in (challenger.price, champion.price))
    if own != other:
        told = f"predicts {' in '.join(own)}, the champion {' in '.join(other)}"
        raise FieldError("BUNDLE", challenger.name, told, "Give it a champion folder of its own (CHAMPION=): services would answer another question.")
    if challenger.simulated and not champion.simulated:
        raise FieldError("BUNDLE", challenger.name, "learned from simulated contracts, the champion from real ones", "Promote a bundle of real contracts.")


def stored_set(challenger: OutOfTimeTable, champion: OutOfTimeTable | None) -> CommonSet:
    """The contracts and origins that both runs predicted and would have answered, with intervals that older origins had set where there are such."""
    if champion is None:
        asked, rows = challenger.headline, np.flatnonzero(challenger.counted)
        told = f"stored predictions of this run, each from the contracts before its origin ({_origins(challenger.take(rows))})"
        return _stored(challenger.take(rows), None, (float(challenger.counted[asked].mean()), None), told)
    own, other = _shared(challenger, champion)
    asked = challenger.headline[own] & champion.headline[other]
    same = np.abs(challenger.truth[own] - champion.truth[other]) < 1e-9
    own, other = own[asked & same], other[asked & same]
    answered = [challenger.counted[own], champion.counted[other]]
    both = answered[0] & answered[1]
    shares = (float(answered[0].mean()), float(answered[1].mean())) if len(own) else None
    corrected = f"; {int((asked & ~same).sum()):,} left out, whose prices differ between the runs" if (asked & ~same).any() else ""
    kept = challenger.take(own[both])
    told = f"stored predictions that both runs made, each from the contracts before its origin ({_origins(kept)}){corrected}"
    return _stored(kept, champion.quantiles[other[both]], shares, told)


def labelled_set(challenger: Scorer, champion: Scorer | None, table: ContractTable) -> CommonSet:
    """The contracts of a table that are dated after all that either has learned from, and that both answer; FieldError for prices of another kind."""
    scorers = [challenger] if champion is None else [challenger, champion]
    last = max(_last(scorer.bundle.manifest, table) for scorer in scorers)
    later = np.isfinite(table.amounts) & (table.columns.dates > last)
    asked = table.take(np.flatnonzero(later))
    learned = int(np.isfinite(table.amounts).sum() - later.sum())
    if not len(asked):
        reason = f"has no contract with a price after {last}, the last day that the bundles learned from"
        raise FieldError(table.file, f"{learned} with a price", reason, "Give later contracts, or leave SOURCE and DATA out.")
    quantiles = [_answers(scorer, asked) for scorer in scorers]
    answered = [np.isfinite(found).all(axis=1) for found in quantiles]
    rows = np.flatnonzero(np.logical_and.reduce(answered))
    kept = asked.take(rows)
    left = f"; {learned:,} dated up to then are left out" if learned else ""
    named = table.source.price.segments if table.source.price is not None else ()
    return CommonSet(
        truth=np.log(kept.amounts),
        projects=np.unique(kept.projects, return_inverse=True)[1],
        segments=groupings(kept.columns.categories, named),
        challenger=quantiles[0][rows],
        champion=None if champion is None else quantiles[1][rows],
        answered=(float(answered[0].mean()), None if champion is None else float(answered[1].mean())),
        described=f"contracts of {table.file} after {last}, the last day that the bundles learned from{left}",
    )


def _stored(kept: OutOfTimeTable, champion: NDArray[np.float64] | None, answered: tuple[float, float | None] | None, told: str) -> CommonSet:
    names = [f"{source}\x00{project}" for source, project in zip(kept.source, kept.project, strict=True)]
    projects = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return CommonSet(kept.truth, projects, kept.segments, kept.quantiles, champion, answered, told)


def _shared(one: OutOfTimeTable, other: OutOfTimeTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices into both of what both predicted; what a table holds twice under one name cannot be told apart and is left out."""
    keys = [list(zip(table.source, table.contract, table.date.astype(str), table.origin, strict=True)) for table in (one, other)]
    counts = [Counter(found) for found in keys]
    where = {key: at for at, key in enumerate(keys[1])}
    pairs = [(at, where[key]) for at, key in enumerate(keys[0]) if counts[0][key] == 1 and counts[1].get(key) == 1]
    found = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _origins(table: OutOfTimeTable) -> str:
    found = np.unique(table.origin)
    return "none" if not len(found) else f"{found[0]:g}" if len(found) == 1 else f"{found[0]:g} to {found[-1]:g}"


def _last(manifest: Manifest, table: ContractTable) -> np.datetime64:
    price, source = manifest.price, table.source.price
    if price is None or source is None:
        raise FieldError(table.file, None, "cannot be compared without prices", "Give bundles and a table with prices.")
    if (price.concept, price.currency) != (source.concept, source.currency):
        kinds = f"{source.concept} in {source.currency}"
        told = f"{manifest.name} predicts {price.concept} in {price.currency}"
        raise FieldError(f"{table.source.file}: price", kinds, told, "Give contracts of that kind.")
    return np.datetime64(price.last, "D")


def _answers(scorer: Scorer, table: ContractTable) -> NDArray[np.float64]:
    found = score_table(scorer, table).price
    assert found is not None, "a bundle with a price head answers with prices"
    return found
