"""What the next level lacks, in both languages and each with an example document: items, an outsider's proof, a person's review, or a commercial step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from valuation.catalogue import say
from valuation.maturity_gate.answer import Missing
from valuation.maturity_gate.commercial import Step
from valuation.maturity_gate.independence import wanted
from valuation.maturity_gate.standing import Gaps, Standing
from valuation.maturity_gate.verdict import why
from valuation.note import Note


def missing_for_next(standings: Sequence[Standing]) -> tuple[Missing, ...]:
    """What the lowest tracks lack for the level after theirs; nothing at level 9."""
    least = min(each.level for each in standings)
    return tuple(one for each in standings if each.level == least and each.gaps is not None for one in _of(each, each.gaps))


def missing_step(step: Step, reason: Note) -> Missing:
    """The proof of a commercial step."""
    return Missing(code=f"step_{step.number}", element=None, track=None, level=step.number, text=step.text, example=step.example, why=reason)


def _of(standing: Standing, gaps: Gaps) -> Iterator[Missing]:
    element, track, level = standing.element, standing.track, gaps.level
    for verdict in gaps.items:
        item = verdict.item
        if verdict.why is not None:
            yield Missing(code=item.code, element=element, track=track, level=level, text=item.text, example=item.example, unsure=item.unsure, why=verdict.why)
    if gaps.independence:
        text, example = wanted(level)
        yield Missing(
            code=f"independence_{level}", element=element, track=track, level=level, text=text, example=example, why=why("not_independent", level=level)
        )
    if gaps.review:
        text, example = say("maturity_gate.review"), say("maturity_gate.review_example")
        yield Missing(code=f"review_{level}", element=element, track=track, level=level, text=text, example=example, why=why("not_reviewed", level=level))
