"""The gate: submitted evidence → the level it bears out, beside the level of the text and the level that a person confirmed.

Level of the whole = the least of its critical elements, never a mean; level L stands where nothing is missing on 1 … L. Rules: `docs/maturity.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from valuation.catalogue import say
from valuation.estimate import LevelText
from valuation.maturity_gate.answer import MaturityGate, Missing, Scale
from valuation.maturity_gate.checklist import VERSION, tracks_of
from valuation.maturity_gate.commercial import STEPS
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.extended import Climb, climb
from valuation.maturity_gate.level_evidence import level_evidence
from valuation.maturity_gate.missing import missing_for_next, missing_step
from valuation.maturity_gate.scale import place
from valuation.maturity_gate.sectors import OVERLAYS
from valuation.maturity_gate.standing import standing
from valuation.note import Note


def assess(evidence: MaturityEvidence, on: date, level_text: LevelText | None = None) -> MaturityGate:
    """The gate's answer at a valuation date; `level_text` stands beside it as given and changes nothing."""
    judged = [(element, [standing(element, track, on) for track in tracks_of(element.track)]) for element in evidence.elements]
    borne_out = level_evidence(judged)
    level = borne_out.level or 0
    climbed = climb(evidence, level, on)
    return MaturityGate(
        version=VERSION,
        valuation_date=on,
        level_text=level_text,
        level_evidence=borne_out,
        level_confirmed=None if evidence.confirmed is None else evidence.confirmed.shown(),
        extended=Scale(**place(climbed.step)),
        missing_for_next=(*missing_for_next([each for _, standings in judged for each in standings]), *_missing_step(climbed)),
        warnings=tuple(_warnings(evidence, level, climbed, on)),
        basis=say("maturity_gate.basis", version=VERSION),
    )


def _missing_step(climbed: Climb) -> tuple[Missing, ...]:
    return () if climbed.lacking is None else (missing_step(STEPS[climbed.step + 1], climbed.lacking),)


def _warnings(evidence: MaturityEvidence, level: int, climbed: Climb, on: date) -> Iterator[Note]:
    if evidence.confirmed is not None:
        yield from evidence.confirmed.warnings(level, on)
    if climbed.idle:
        yield Note.said("maturity_gate.steps_out_of_order", steps=", ".join(str(step) for step in climbed.idle))
    if any(door.item.unsure for element in evidence.elements for door in OVERLAYS.get(element.sector, ())):
        yield Note.said("maturity_gate.unsure_mapping")
