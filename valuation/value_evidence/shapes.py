"""The two shapes in which the scores are read: five values, and four values with the transfer potential (4+1).

Both are our own proposal, laid out so that they can be set beside GB/T 45997-2025 and GB/T 44731-2024, whose texts were not at hand; neither is an evaluation
under them. In the 4+1 shape 社会和文化价值 has the social and cultural indicators together, by weights of their own: it is no mean of two scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.five_values import VALUE_NAMES, VALUES
from valuation.value_evidence.value_score import ValueScore

SHAPES: dict[str, tuple[str, ...]] = {
    "five_values": VALUES,
    "four_plus_one": ("scientific", "technical", "economic", "social_and_cultural", "transfer_potential"),
}
"""Shape → what it shows, in order."""

DIMENSION_LABELS: dict[str, Bilingual] = {
    name: Bilingual(zh=zh, en=en)
    for name, (zh, en) in {
        **VALUE_NAMES,
        "social_and_cultural": ("社会和文化价值", "social and cultural value"),
        "transfer_potential": ("转化推广潜力", "transfer potential"),
    }.items()
}


class ShownScore(AnswerPart):
    """One score as a shape shows it; the value of that name in the answer says the rest."""

    name: str
    label: Bilingual
    score: float | None
    low: float | None
    high: float | None
    coverage: float


class Shape(AnswerPart):
    """The scores in one shape."""

    name: str
    label: Bilingual
    note: Bilingual
    scores: tuple[ShownScore, ...]


def shaped(scores: Mapping[str, ValueScore]) -> tuple[Shape, ...]:
    """The scores by name in both shapes."""
    return tuple(
        Shape(
            name=shape,
            label=_said(f"value_scores.shape_{shape}"),
            note=_said("value_scores.own_proposal"),
            scores=tuple([_shown(scores[name]) for name in names]),
        )
        for shape, names in SHAPES.items()
    )


@cache
def _said(key: str) -> Bilingual:
    return say(key)


def _shown(one: ValueScore) -> ShownScore:
    return ShownScore(name=one.name, label=one.label, score=one.score, low=one.low, high=one.high, coverage=one.coverage)
