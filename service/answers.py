"""Predictions → valuations: each achievement's estimates, with what every result says of itself; an absent head has its reason."""

from __future__ import annotations

from collections.abc import Sequence

from models.manifest import Manifest
from models.predictions import Predictions
from models.reading import Reading
from service.advising import advice_of
from service.estimates import Estimates, absences, absent_heads
from service.evidence import evidence_values_of, maturity_gate_of, maturity_hints_of
from service.items import InvalidItem
from service.job import Answer
from service.payment_terms import PaymentTerms
from service.price_checks import price_checks_of
from service.rights import rights_of
from valuation.audience import Audience, sees_interval
from valuation.bilingual import Language
from valuation.columns_of import Subject
from valuation.valuation import ModelStamp, Reason, Valuation

SCORING_FAILED = Reason.said("refusal.scoring_failed")
_WITHHELD = Reason.said("refusal.withheld_from_audience")
_HEADS = ("price", "maturity", "values", "signals")


class Answers:
    """What one bundle answers; made once, for its statements do not change."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest, self._reading = manifest, Reading(manifest)
        self._absent, self._absent_heads = absences(manifest), absent_heads(manifest)
        self._terms = PaymentTerms(manifest.terms)
        self.stamp = model_stamp(manifest)

    def valuations(self, answer: Answer, subjects: Sequence[Subject], audience: Audience = "seller") -> list[Valuation]:
        """One valuation per subject, in order, as that audience may see it; the answer's parts cover the subjects in order."""
        valuations: list[Valuation] = []
        for part in answer:
            these = subjects[len(valuations) : len(valuations) + part.rows]
            if isinstance(part.outcome, Predictions):
                estimates = Estimates.of(part.outcome, self._manifest)
                valuations += [self._valuation(subject, estimates, row, audience) for row, subject in enumerate(these)]
            else:
                valuations += [self._refused(subject, SCORING_FAILED, audience) for subject in these]
        return valuations

    def invalid(self, item: InvalidItem, language: Language | None = None) -> Valuation:
        """The answer for an item that could not be read: what is wrong with it, and nothing else."""
        return Valuation(
            id=item.id,
            listing=item.listing,
            status="invalid",
            errors=tuple(error.in_language(language) for error in item.errors),
            simulated=self._manifest.simulated,
            basis=self._reading.basis(None),
            limits=self._reading.limits,
            statement=self._reading.statement,
        )

    def _valuation(self, subject: Subject, estimates: Estimates, row: int, audience: Audience) -> Valuation:
        refusal = estimates.refusals[row]
        if refusal is not None:
            return self._refused(subject, Reason.of(refusal), audience)
        if not estimates.finite[row]:
            return self._refused(subject, SCORING_FAILED, audience)
        open_to = sees_interval(audience)
        price = estimates.price_of(row) if open_to else None
        rights = rights_of(subject)
        maturity, scores, signals = estimates.maturity_of(row), estimates.scores_of(row), estimates.signals_of(row)
        return Valuation(
            id=subject.achievement.id,
            listing=subject.achievement.listing,
            status="valued",
            audience=audience,
            valuation_date=subject.valuation_date,
            simulated=self._manifest.simulated,
            price=price,
            maturity=maturity,
            values=scores,
            signals=signals,
            dominant=estimates.dominant[row],
            absent=self._absent if open_to else self._absent | {"price": self._absent.get("price", _WITHHELD)},
            **(price_checks_of(subject, estimates.ln_quantiles(row), self.stamp.currency) if open_to else {}),
            maturity_hints=maturity_hints_of(subject.achievement),
            maturity_gate=maturity_gate_of(subject.achievement, subject.valuation_date, maturity),
            evidence_values=evidence_values_of(subject.achievement, subject.valuation_date, scores, signals, price),
            deal_terms=self._terms.of(subject.achievement),
            rights=rights.codes,
            rights_gate=rights.gate,
            advice=advice_of(subject, self._manifest.price, estimates.ln_quantiles(row), audience),
            ignored_attributes=subject.ignored,
            missing_attributes=subject.missing,
            basis=self._reading.basis(subject.valuation_date),
            assumptions=self._reading.assumptions(subject.missing, subject.valuation_date),
            limits=self._reading.limits,
            statement=self._reading.statement,
        )

    def _refused(self, subject: Subject, reason: Reason, audience: Audience) -> Valuation:
        rights = rights_of(subject)
        return Valuation(
            id=subject.achievement.id,
            listing=subject.achievement.listing,
            status="refused",
            audience=audience,
            reason=reason,
            valuation_date=subject.valuation_date,
            simulated=self._manifest.simulated,
            absent=dict.fromkeys(_HEADS, reason) | self._absent_heads,
            **(price_checks_of(subject, None, None, refused=True) if sees_interval(audience) else {}),
            maturity_hints=maturity_hints_of(subject.achievement),
            maturity_gate=maturity_gate_of(subject.achievement, subject.valuation_date),
            evidence_values=evidence_values_of(subject.achievement, subject.valuation_date),
            deal_terms=self._terms.of(subject.achievement),
            rights=rights.codes,
            rights_gate=rights.gate,
            advice=advice_of(subject, self._manifest.price, None, audience),
            ignored_attributes=subject.ignored,
            missing_attributes=subject.missing,
            basis=self._reading.basis(subject.valuation_date),
            assumptions=self._reading.assumptions(subject.missing, subject.valuation_date),
            limits=self._reading.limits,
            statement=self._reading.statement,
        )


def model_stamp(manifest: Manifest) -> ModelStamp:
    """Which model answers, as every response says."""
    price = manifest.price
    return ModelStamp(
        name=manifest.name,
        version=manifest.version,
        sha256=manifest.digest,
        simulated=manifest.simulated,
        price_concept=None if price is None else price.concept,
        currency=None if price is None else price.currency,
    )
