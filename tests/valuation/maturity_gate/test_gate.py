"""The gate's promises: the least element decides, proofs only help, and the three levels never touch one another."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from valuation.estimate import LevelText
from valuation.maturity_gate.checklist import VERSION, checklist, tracks_of
from valuation.maturity_gate.element import CriticalElement, ItemEvidence
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess
from valuation.maturity_gate.proof import Proof
from valuation.maturity_gate.scale import place

ON = date(2026, 11, 22)
SECTORS = {"hw": ["general", "drugs", "process"], "sw": ["general", "ai"], "mixed": ["general", "devices", "aerospace_automotive"]}


@st.composite
def proofs(draw: st.DrawFn) -> Proof:
    """Mostly good ones, so that levels are reached."""
    accepted_on = draw(st.sampled_from([ON] * 8 + [date(2026, 12, 1), None]))
    accepted: dict[str, Any] = {} if accepted_on is None else {"accepted_by": "王芳", "accepted_on": accepted_on}
    return Proof(
        document="R",
        on=date(2026, 3, 1) if draw(st.integers(0, 9)) or accepted else date(2026, 12, 1),
        version="B2" if draw(st.integers(0, 9)) else "B1",
        source=draw(st.sampled_from(["user", "accredited", "statutory", "independent", "own"])),
        issuer="某单位",
        related_party=not draw(st.integers(0, 9)),
        **accepted,
    )


@st.composite
def items(draw: st.DrawFn, code: str) -> ItemEvidence:
    state = draw(st.sampled_from(["present"] * 20 + ["n_a", "disputed", "missing"]))
    given = tuple(draw(st.lists(proofs(), min_size=1, max_size=2))) if state in ("present", "disputed") else ()
    return ItemEvidence(item=code, state=state, reason="x" if state == "n_a" else None, proofs=given)


@st.composite
def elements(draw: st.DrawFn, name: str = "甲") -> CriticalElement:
    track = draw(st.sampled_from(["hw", "sw", "mixed"]))
    sector = draw(st.sampled_from(SECTORS[track]))
    top = draw(st.integers(3, 9))
    codes = dict.fromkeys(item.code for one in tracks_of(track) for item in checklist(one, sector).values() if item.level <= top)
    return CriticalElement(name=name, track=track, sector=sector, design_version="B2", items=tuple(draw(items(code)) for code in codes))


def level(*of: CriticalElement) -> int:
    return assess(MaturityEvidence(elements=of), ON).level_evidence.level or 0


def with_item(element: CriticalElement, item: ItemEvidence) -> CriticalElement:
    others = tuple(each for each in element.items if each.item != item.item)
    return element.model_copy(update={"items": (*others, item)})


@settings(max_examples=20, deadline=None)
@given(elements("甲"), elements("乙"), elements("丙"))
def test_the_level_of_the_whole_is_the_least_of_its_elements(one: CriticalElement, two: CriticalElement, three: CriticalElement) -> None:
    assert level(one, two, three) == min(level(one), level(two), level(three))


@settings(max_examples=30, deadline=None)
@given(elements(), st.data())
def test_one_more_accepted_proof_never_lowers_the_level(element: CriticalElement, data: st.DataObject) -> None:
    codes = [item.code for one in tracks_of(element.track) for item in checklist(one, element.sector).values()]
    code = data.draw(st.sampled_from(codes))
    standing = next((each for each in element.items if each.item == code), None)
    good = Proof(document="new", on=date(2026, 3, 1), version="B2", source=data.draw(st.sampled_from(["own", "user", "accredited"])), issuer="乙方").model_copy(
        update={"accepted_by": "王芳", "accepted_on": date(2026, 4, 1)}
    )
    state = "disputed" if standing is not None and standing.state == "disputed" else "present"
    more = ItemEvidence(item=code, state=state, proofs=(*(standing.proofs if standing else ()), good))
    assert level(with_item(element, more)) >= level(element)


@settings(max_examples=30, deadline=None)
@given(elements(), st.data())
def test_taking_an_item_away_never_raises_the_level(element: CriticalElement, data: st.DataObject) -> None:
    proved = [each for each in element.items if each.state != "n_a"]
    if proved:
        gone = data.draw(st.sampled_from(proved))
        assert level(with_item(element, ItemEvidence(item=gone.item, state="missing"))) <= level(element)


@settings(max_examples=10, deadline=None)
@given(elements(), st.integers(1, 9), st.integers(1, 9))
def test_neither_the_text_nor_a_persons_word_moves_the_evidence(element: CriticalElement, suggested: int, confirmed: int) -> None:
    plain = assess(MaturityEvidence(elements=(element,)), ON)
    text = LevelText(level=suggested, name=place(suggested)["name"], expected=suggested, probabilities={str(suggested): 1.0})
    beside = assess(MaturityEvidence.model_validate({"elements": (element,), "confirmed": {"level": confirmed, "by": "赵宁", "on": ON}}), ON, text)
    assert beside.level_evidence == plain.level_evidence and beside.missing_for_next == plain.missing_for_next and beside.extended == plain.extended
    assert beside.level_text == text and beside.level_confirmed is not None and beside.level_confirmed.level == confirmed


def test_the_answer_carries_the_version_of_its_rules(up_to) -> None:
    found = assess(MaturityEvidence(elements=(up_to(1),)), ON)
    assert found.version == VERSION and found.valuation_date == ON


def test_the_valuation_date_decides_what_counts(up_to) -> None:
    evidence = MaturityEvidence(elements=(up_to(5),))
    assert assess(evidence, date(2026, 1, 1)).level_evidence.level is None
    assert assess(evidence, ON).level_evidence.level == 5


def test_only_sectors_with_unsure_items_are_warned_of(up_to) -> None:
    def codes(sector: str) -> list[str]:
        return [warning.code for warning in assess(MaturityEvidence(elements=(up_to(5, sector=sector),)), ON).warnings]

    assert (codes("drugs"), codes("varieties"), codes("process"), codes("general")) == (["unsure_mapping"], ["unsure_mapping"], [], [])
