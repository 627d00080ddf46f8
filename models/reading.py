"""How an answer of a bundle is to be read: what its amounts are, what was assumed for it, what it is not for. The same for REST and for tables.

Every result carries it, a refused one too: a number without its concept, date, currency, unit and tax basis is no price.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from models.manifest import UNSTATED, Manifest
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.codes import LISTS
from valuation.money import unit_of
from valuation.note import Note
from valuation.result_basis import ResultBasis

_TAX = LISTS["tax_basis"]
_LIMITS = ("no_appraisal", "one_contract", "association")


class Reading:
    """What a bundle's answers say of themselves; made once a bundle."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._labels = {one.name: one.label for one in manifest.attributes}
        self._at_deal = frozenset(one.name for one in manifest.attributes if one.known_at == "deal")
        self.statement = say("statement.simulated" if manifest.simulated else "statement.plain")
        self.limits = tuple(Note.said(f"limit.{name}") for name in self._named_limits())
        self._always = tuple(self._standing())
        self.basis = lru_cache(maxsize=1024)(self._basis)
        self.assumptions = lru_cache(maxsize=4096)(self._assumptions)

    def _basis(self, on: date | None) -> ResultBasis:
        """The kind of amount at a valuation date; its parts are null where the bundle states no prices."""
        price = self._manifest.price
        if price is None:
            return ResultBasis(valuation_date=on)
        return ResultBasis(
            valuation_date=on,
            price_concept=price.concept,
            price_concept_label=price.concept_label,
            currency=price.currency,
            unit=unit_of(price.currency),
            tax_basis=price.tax_basis,
            tax_basis_label=_TAX.bilingual(price.tax_basis),
        )

    def _assumptions(self, missing: tuple[str, ...], on: date) -> tuple[Note, ...]:
        """What was assumed for an achievement that lacks some of the bundle's facts, at a valuation date."""
        notes = list(self._always)
        if self._manifest.price is not None:
            notes += self._of_level(on)
        if "contract_type" in missing:
            notes.append(Note.said("assumption.contract_type_unknown"))
        at_deal = [name for name in missing if name in self._at_deal]
        if at_deal:
            notes.append(Note.said("assumption.unknown_at_listing", facts=_listed([self._labels[name] for name in at_deal])))
        return tuple(notes)

    def _standing(self) -> list[Note]:
        price = self._manifest.price
        notes = [Note.said("assumption.simulated")] if self._manifest.simulated else []
        if price is not None:
            notes.append(Note.said("assumption.currency_not_converted", currency=price.currency))
            notes += [Note.said("assumption.tax_basis_not_stated")] if price.tax_basis == UNSTATED else []
        return notes

    def _of_level(self, on: date) -> list[Note]:
        price = self._manifest.price
        assert price is not None
        if on > price.last:
            return [Note.said("assumption.level_extrapolated", last=price.last.isoformat(), year=on.year)]
        return [Note.said("assumption.level_backcast", first=price.first.isoformat(), year=on.year)] if on < price.first else []

    def _named_limits(self) -> list[str]:
        manifest = self._manifest
        names = list(_LIMITS) if manifest.price is not None else ["no_appraisal"]
        return names + (["text_maturity"] if manifest.maturity else []) + (["value_estimates"] if manifest.scores or manifest.signals else [])


def _listed(labels: Sequence[Bilingual]) -> Bilingual:
    return Bilingual(zh="、".join(label.zh for label in labels), en=", ".join(label.en for label in labels))
