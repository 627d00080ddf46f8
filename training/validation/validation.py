"""The data before anything is learned from them: every rule asked, what it excludes left out, near-duplicates joined into one project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from training.corpus import Corpus
from training.leaks.planted import Planted
from training.validation.alike_projects import join_alike
from training.validation.evidence import Evidence
from training.validation.finders import FINDERS
from training.validation.finding import Finding
from training.validation.heaping import Heaping, heaping
from training.validation.rules import Rule
from valuation.field_error import FieldError

EXAMPLES = 5


@dataclass(frozen=True)
class Exclusion:
    """A rule and its count: rows `found`, and what it took: `prices` (rows whose price label went, those dropped included) and `rows` dropped. `examples`
    are some of its findings."""

    rule: Rule
    found: int
    prices: int
    rows: int
    examples: tuple[Finding, ...]


@dataclass(frozen=True)
class Joined:
    """What near-duplicates did to the projects: how many joined projects, rows of the largest before and after, pairs left apart as boilerplate."""

    projects: int
    largest_before: int
    largest: int
    left_apart: int


@dataclass(frozen=True)
class Validation:
    """What was found and what was done, for the report. `rows`, `prices` were read; `kept_rows`, `kept_prices` remain."""

    findings: tuple[Finding, ...]
    exclusions: tuple[Exclusion, ...]
    heaping: tuple[Heaping, ...]
    joined: Joined
    rows: int
    prices: int
    kept_rows: int
    kept_prices: int
    leaks: tuple[Planted, ...] = ()


def validate(corpus: Corpus, rules: Sequence[Rule], today: date) -> tuple[Corpus, Validation]:
    """The corpus that may be learned from, and what was found on the way; the corpus must be as `merge` made it.

    Rules are asked in their order; a row that an earlier rule of the same finding has is not told again. FieldError where nothing would remain.
    """
    evidence = Evidence(corpus, today)
    priced = np.isfinite(corpus.amounts)
    amounts, dropped = corpus.amounts.copy(), np.zeros(len(corpus), dtype=bool)
    told: dict[str, set[tuple[str, int]]] = {}
    findings: list[Finding] = []
    exclusions: list[Exclusion] = []
    for rule in rules:
        finder = FINDERS[rule.finding]
        seen = told.setdefault(rule.finding, set())
        found = [each for each in finder.find(evidence, {**finder.limits, **rule.limits}) if (each.source, each.row) not in seen]
        seen |= {(each.source, each.row) for each in found}
        found = [
            replace(each, rule=rule.name, finding=rule.finding, action=rule.action, costs=rule.costs if rule.action == "exclude" else "") for each in found
        ]
        prices = lost = 0
        if rule.action == "exclude":
            at = np.unique(np.asarray([each.at for each in found if each.at >= 0], dtype=np.int64))
            prices = int((np.isfinite(amounts[at]) & ~dropped[at]).sum())
            amounts[at] = np.nan
            if rule.costs == "row":
                lost = int((~dropped[at]).sum())
                dropped[at] = True
        findings += found
        exclusions.append(Exclusion(rule, len(found), prices, lost, tuple(found[:EXAMPLES])))
    kept = np.flatnonzero(~dropped)
    if not len(kept):
        raise FieldError(
            "EXCLUSIONS", ", ".join(rule.name for rule in rules), "the rules exclude every row", "See findings.csv; correct the table or the rules."
        )
    projects, joined = _joined(evidence, rules)
    cleaned = replace(corpus, amounts=amounts, projects=projects).take(kept)
    return cleaned, Validation(
        findings=tuple(findings),
        exclusions=tuple(exclusions),
        heaping=heaping(evidence.standing),
        joined=joined,
        rows=len(corpus),
        prices=int(priced.sum()),
        kept_rows=len(cleaned),
        kept_prices=len(cleaned.priced),
    )


def _joined(evidence: Evidence, rules: Sequence[Rule]) -> tuple[NDArray[np.int64], Joined]:
    """Projects joined by the first rule on near-duplicates, else by the defaults: leaving the rule out must not open the split."""
    limits = dict(FINDERS["near_duplicate"].limits)
    limits |= next((rule.limits for rule in rules if rule.finding == "near_duplicate"), {})
    found = join_alike(evidence.corpus.projects, evidence.pairs(limits["similarity"]), int(limits["most"]))
    return found.projects, Joined(found.groups, found.largest_before, found.largest, int(found.left_apart.sum()))
