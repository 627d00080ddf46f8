"""The extended scale: after level 9 the commercial steps 10-13, in order, one accepted proof each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from valuation.maturity import LEVELS
from valuation.maturity_gate.commercial import STEPS
from valuation.maturity_gate.evidence import CommercialProof, MaturityEvidence
from valuation.maturity_gate.verdict import why
from valuation.note import Note


@dataclass(frozen=True)
class Climb:
    """`step` is the last that stands, 0-13; `lacking` says why the commercial step after it does not, None below level 9 and at step 13.

    `idle` are steps with a proof that cannot count yet, because one before them does not stand.
    """

    step: int
    lacking: Note | None
    idle: tuple[int, ...]


def climb(evidence: MaturityEvidence, level: int, on: date) -> Climb:
    """From the level that the evidence bears out (0-9) as far up the commercial steps as the proofs go without a gap."""
    proofs = {proof.step: proof for proof in evidence.commercial}
    step, lacking = level, None
    if level == LEVELS[-1]:
        for number in STEPS:
            lacking = _lacking(proofs.get(number), evidence.agreed_profit_share, on)
            if lacking is not None:
                break
            step = number
    first_idle = step + 2 if level == LEVELS[-1] else min(STEPS)
    return Climb(step, lacking, tuple(number for number in sorted(proofs) if number >= first_idle))


def _lacking(proof: CommercialProof | None, share: float, on: date) -> Note | None:
    if proof is None:
        return why("missing")
    if proof.on > on:
        return why("too_late", document=proof.document, on=proof.on, valuation_date=on)
    if not proof.is_accepted(on):
        return why("not_accepted", document=proof.document, valuation_date=on)
    if proof.profit_to_investment is not None and proof.step == 12 and proof.profit_to_investment < share:
        return why("share_not_reached", reached=f"{proof.profit_to_investment:.1%}", share=f"{share:.1%}")
    return None
