"""Everything that is looked for, by name: the function that finds it, the limits it goes by, and whether a rule may leave such rows out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from training.validation import amount_findings, deal_findings, no_price, repeated_contracts
from training.validation.evidence import Evidence
from training.validation.finding import Finding


@dataclass(frozen=True)
class Finder:
    """`find` yields the rows; `limits` are its thresholds with their defaults, which a rule may set; not `excludable`: rows that have no price anyhow, and
    rows that are at fault only together."""

    find: Callable[[Evidence, Mapping[str, float]], Iterator[Finding]]
    limits: Mapping[str, float] = field(default_factory=dict)
    excludable: bool = True


FINDERS: dict[str, Finder] = {
    "off_scale": Finder(amount_findings.off_scale, {"factor": 10_000, "least_z": 4, "corrected_z": 3}),
    "far_amount": Finder(amount_findings.far_amount, {"least_z": 6, "least_ratio": 5}),
    "nominal_price": Finder(amount_findings.nominal_price, {"most": 10, "least_ratio": 100}),
    "level_jump": Finder(amount_findings.level_jump, {"least_rows": 20, "tolerance": 1.6}, excludable=False),
    "same_record": Finder(repeated_contracts.same_record),
    "same_deal": Finder(repeated_contracts.same_deal),
    "near_duplicate": Finder(repeated_contracts.near_duplicate, {"similarity": 0.8, "most": 50}),
    "alike_family": Finder(repeated_contracts.alike_family, {"similarity": 0.8, "most": 50}, excludable=False),
    "amendment": Finder(repeated_contracts.amendment, {"earlier": 1}),
    "follow_up": Finder(repeated_contracts.follow_up, {"similarity": 0.8}),
    "free_deal": Finder(no_price.free_deal, excludable=False),
    "royalty_only": Finder(no_price.royalty_only, excludable=False),
    "zero_amount": Finder(no_price.zero_amount, excludable=False),
    "undisclosed": Finder(no_price.undisclosed, excludable=False),
    "related_party": Finder(deal_findings.related_party),
    "future_date": Finder(deal_findings.future_date),
    "early_date": Finder(deal_findings.early_date, {"earliest": 1950}),
    "amount_in_text": Finder(deal_findings.amount_in_text, {"digits": 4, "length": 6}),
}
