"""Predictions → valuations as JSON: each achievement's estimates, with what every result says of itself; an absent head has its reason."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from models.manifest import Manifest
from models.predictions import Predictions
from models.reading import Reading
from service.advising import advice_of
from service.estimates import Estimates, absences, absent_heads, model_of
from service.evidence import evidence_values_of, maturity_gate_of, maturity_hints_of
from service.items import InvalidItem
from service.job import Answer, RowFailed
from service.payment_terms import PaymentTerms
from service.price_checks import price_checks_of
from service.rights import rights_of
from service.spoken import spoken, spoken_list
from service.written import Written, written_valuation
from valuation.audience import Audience, sees_interval
from valuation.bilingual import Language
from valuation.columns_of import Subject
from valuation.estimate import FiveScores, FiveSignals, MaturityEstimate, PriceEstimate
from valuation.refusal import Refusal
from valuation.valuation import ModelStamp, Reason

SCORING_FAILED = Reason.said("refusal.scoring_failed")
_HEAD_ABSENT = Reason.of(Refusal.HEAD_ABSENT)
_log = logging.getLogger("service")
_WITHHELD = Reason.said("refusal.withheld_from_audience")
_HEADS = ("price", "maturity", "values", "signals")


class Answers:
    """What one bundle answers; made once, for its statements do not change. Parts that say the same in many answers are written once and kept."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest, self._reading = manifest, Reading(manifest)
        self._absent, self._absent_heads = absences(manifest), absent_heads(manifest)
        self._terms = PaymentTerms(manifest.terms)
        self._basis = lru_cache(maxsize=1024)(self._write_basis)
        self._assumptions = lru_cache(maxsize=4096)(self._write_assumptions)
        self._standing = lru_cache(maxsize=4)(self._write_standing)
        self._absences = lru_cache(maxsize=128)(self._write_absences)
        self._known: WeakKeyDictionary[Predictions, Estimates] = WeakKeyDictionary()
        self.stamp = model_stamp(manifest)
        self.stamp_json = self.stamp.model_dump_json().encode()

    def written(self, answer: Answer, items: Sequence[Subject | InvalidItem], audience: Audience = "seller", language: Language | None = None) -> list[Written]:
        """One valuation (`valuation.Valuation`) an item, in order, as that audience may see it, its texts in one language or in both; the answer's parts
        cover the items that could be read, in order.
        """
        rows = ((self._estimates(part.outcome), row) for part in answer for row in range(part.first, part.first + part.rows))
        return [self._invalid(item, language) if isinstance(item, InvalidItem) else self._alone(item, *next(rows), audience, language) for item in items]

    def _estimates(self, outcome: Predictions | RowFailed) -> Estimates | None:
        """Of the whole batch that an outcome is of: made once for all its callers, and kept as long as one of them holds it."""
        if isinstance(outcome, RowFailed):
            return None
        found = self._known.get(outcome)
        if found is None:
            found = self._known[outcome] = Estimates.of(outcome, self._manifest)
        return found

    def _invalid(self, item: InvalidItem, language: Language | None) -> Written:
        """The answer for an item that could not be read: what is wrong with it, and nothing else."""
        errors = spoken_list([error.in_language(language) for error in item.errors], language)
        limits, statement = self._standing(language)
        return written_valuation(
            id=item.id,
            listing=spoken(item.listing, language),
            status="invalid",
            errors=errors,
            simulated=self._manifest.simulated,
            basis=self._basis(None, language),
            limits=limits,
            statement=statement,
        )

    def _alone(self, subject: Subject, estimates: Estimates | None, row: int, audience: Audience, language: Language | None) -> Written:
        """One valuation; whatever breaks on it breaks it alone."""
        try:
            reason = _refusal(estimates, row)
            return self._valuation(subject, None if reason is not None else estimates, row, reason, audience, language)
        except Exception:  # noqa: BLE001 - whatever a rule raises on odd input: the log has it, the neighbours have their answers
            _log.exception("no answer for one achievement")
            return written_valuation(**self._bare(subject, SCORING_FAILED, audience, language))

    def _valuation(self, subject: Subject, found: Estimates | None, row: int, reason: Reason | None, audience: Audience, language: Language | None) -> Written:
        """An answer with all that is told beside the model, which does not hang on the model's own; `found` is None where there are no estimates."""
        achievement, open_to = subject.achievement, sees_interval(audience)
        say, rights = partial(spoken, language=language), rights_of(subject)
        told = self._bare(subject, reason, audience, language)
        if found is not None:
            told["price"] = found.price_of(row, language) if open_to else None
            told["maturity"], told["values"], told["signals"] = found.maturity_of(row, language), found.scores_of(row), found.signals_of(row)
            told["dominant"] = found.dominant[row]
        ln_quantiles = None if found is None else found.ln_quantiles(row)
        if open_to:
            checks = price_checks_of(subject, ln_quantiles, self.stamp.currency, refused=reason is not None)
            told |= {name: say(check) for name, check in checks.items() if check is not None}
        told["maturity_hints"] = spoken_list(maturity_hints_of(achievement), language)
        told["deal_terms"] = self._terms.of(achievement, language)
        told["rights"], told["rights_gate"] = rights.codes, say(rights.gate)
        if achievement.advice is not None:
            told["advice"] = say(advice_of(subject, self._manifest.price, ln_quantiles, audience))
        if achievement.maturity_evidence is not None or achievement.indicators or achievement.values_by_evidence is not None:
            told |= {name: say(part) for name, part in self._by_evidence(subject, found, row, open_to).items()}
        return written_valuation(**told)

    def _by_evidence(self, subject: Subject, found: Estimates | None, row: int, open_to: bool) -> dict[str, Any]:
        """What proofs and records bear out, beside the model's own estimates."""
        achievement, day = subject.achievement, subject.valuation_date
        price = maturity = scores = signals = None
        if found is not None:
            price = model_of(found.price_of(row), PriceEstimate) if open_to else None
            maturity = model_of(found.maturity_of(row), MaturityEstimate)
            scores, signals = model_of(found.scores_of(row), FiveScores), model_of(found.signals_of(row), FiveSignals)
        gate = maturity_gate_of(achievement, day, maturity)
        return {"maturity_gate": gate, "evidence_values": evidence_values_of(achievement, day, scores, signals, price, gate)}

    def _bare(self, subject: Subject, reason: Reason | None, audience: Audience, language: Language | None) -> dict[str, Any]:
        """What stands in every answer to an achievement that could be read."""
        achievement, day = subject.achievement, subject.valuation_date
        limits, statement = self._standing(language)
        without_advice = achievement.advice is not None and self._manifest.price is None
        return {
            "id": achievement.id,
            "listing": spoken(achievement.listing, language),
            "status": "valued" if reason is None else "refused",
            "audience": audience,
            "reason": spoken(reason, language),
            "valuation_date": day,
            "simulated": self._manifest.simulated,
            "absent": self._absences(reason, sees_interval(audience), without_advice, language),
            "ignored_attributes": subject.ignored,
            "missing_attributes": subject.missing,
            "basis": self._basis(day, language),
            "assumptions": self._assumptions(subject.missing, day, language),
            "limits": limits,
            "statement": statement,
        }

    def _write_basis(self, on: date | None, language: Language | None) -> msgspec.Raw | None:
        return spoken(self._reading.basis(on), language)

    def _write_assumptions(self, missing: tuple[str, ...], on: date, language: Language | None) -> msgspec.Raw:
        return msgspec.Raw(msgspec.json.encode(spoken_list(self._reading.assumptions(missing, on), language)))

    def _write_standing(self, language: Language | None) -> tuple[msgspec.Raw, msgspec.Raw | None]:
        """Limits and statement, the same in every answer."""
        return msgspec.Raw(msgspec.json.encode(spoken_list(self._reading.limits, language))), spoken(self._reading.statement, language)

    def _write_absences(self, reason: Reason | None, open_to: bool, without_advice: bool, language: Language | None) -> msgspec.Raw:
        """Why what is null is null."""
        absent = self._absent if reason is None else dict.fromkeys(_HEADS, reason) | self._absent_heads
        if reason is None and not open_to:
            absent = absent | {"price": absent.get("price", _WITHHELD)}
        if without_advice:
            absent = absent | {"advice": _HEAD_ABSENT}
        return msgspec.Raw(msgspec.json.encode({name: spoken(one, language) for name, one in absent.items()}))


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
