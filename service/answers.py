"""Predictions → valuations: each achievement's estimates, with what every result says of itself; an absent head has its reason."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from models.manifest import Manifest
from models.predictions import Predictions
from models.reading import Reading
from service.advising import advice_of
from service.estimates import Estimates, RowEstimates, absences, absent_heads
from service.evidence import evidence_values_of, maturity_gate_of, maturity_hints_of
from service.items import InvalidItem
from service.job import Answer
from service.payment_terms import PaymentTerms
from service.price_checks import price_checks_of
from service.rights import rights_of
from valuation.audience import Audience, sees_interval
from valuation.bilingual import Language
from valuation.columns_of import Subject
from valuation.refusal import Refusal
from valuation.valuation import ModelStamp, Reason, Valuation

SCORING_FAILED = Reason.said("refusal.scoring_failed")
_HEAD_ABSENT = Reason.of(Refusal.HEAD_ABSENT)
_NOTHING = RowEstimates()
_log = logging.getLogger("service")
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
            estimates = Estimates.of(part.outcome, self._manifest) if isinstance(part.outcome, Predictions) else None
            valuations += [self._alone(subject, estimates, row, audience) for row, subject in enumerate(these)]
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

    def _alone(self, subject: Subject, estimates: Estimates | None, row: int, audience: Audience) -> Valuation:
        """One valuation; whatever breaks on it breaks it alone."""
        try:
            reason = _refusal(estimates, row)
            found = estimates.of_row(row) if estimates is not None and reason is None else _NOTHING
            return self._valuation(subject, found, reason, audience)
        except Exception:  # noqa: BLE001 - whatever a rule raises on odd input: the log has it, the neighbours have their answers
            _log.exception("no answer for one achievement")
            return self._bare(subject, SCORING_FAILED, audience)

    def _valuation(self, subject: Subject, found: RowEstimates, reason: Reason | None, audience: Audience) -> Valuation:
        """An answer with all that is told beside the model, which does not hang on the model's own."""
        achievement, day, open_to = subject.achievement, subject.valuation_date, sees_interval(audience)
        price = found.price if open_to else None
        rights, gate = rights_of(subject), maturity_gate_of(achievement, day, found.maturity)
        return self._bare(subject, reason, audience).model_copy(
            update={
                "price": price,
                "maturity": found.maturity,
                "values": found.scores,
                "signals": found.signals,
                "dominant": found.dominant,
                **(price_checks_of(subject, found.ln_quantiles, self.stamp.currency, refused=reason is not None) if open_to else {}),
                "maturity_hints": maturity_hints_of(achievement),
                "maturity_gate": gate,
                "evidence_values": evidence_values_of(achievement, day, found.scores, found.signals, price, gate),
                "deal_terms": self._terms.of(achievement),
                "rights": rights.codes,
                "rights_gate": rights.gate,
                "advice": advice_of(subject, self._manifest.price, found.ln_quantiles, audience),
            }
        )

    def _bare(self, subject: Subject, reason: Reason | None, audience: Audience) -> Valuation:
        """What stands in every answer to an achievement that could be read."""
        return Valuation(
            id=subject.achievement.id,
            listing=subject.achievement.listing,
            status="valued" if reason is None else "refused",
            audience=audience,
            reason=reason,
            valuation_date=subject.valuation_date,
            simulated=self._manifest.simulated,
            absent=self._absences(subject, reason, audience),
            ignored_attributes=subject.ignored,
            missing_attributes=subject.missing,
            basis=self._reading.basis(subject.valuation_date),
            assumptions=self._reading.assumptions(subject.missing, subject.valuation_date),
            limits=self._reading.limits,
            statement=self._reading.statement,
        )

    def _absences(self, subject: Subject, reason: Reason | None, audience: Audience) -> dict[str, Reason]:
        """Why what is null is null."""
        absent = self._absent if reason is None else dict.fromkeys(_HEADS, reason) | self._absent_heads
        if reason is None and not sees_interval(audience):
            absent = absent | {"price": absent.get("price", _WITHHELD)}
        if subject.achievement.advice is not None and self._manifest.price is None:
            absent = absent | {"advice": _HEAD_ABSENT}
        return absent


def _refusal(estimates: Estimates | None, row: int) -> Reason | None:
    """Why a row has no estimate; None where it has one."""
    if estimates is None or (estimates.refusals[row] is None and not estimates.finite[row]):
        return SCORING_FAILED
    refusal = estimates.refusals[row]
    return None if refusal is None else Reason.of(refusal)


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
