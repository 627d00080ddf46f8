"""Both shapes show the same scores, as our own proposal."""

from __future__ import annotations

from tests.valuation.value_evidence.conftest import ON, complete
from valuation.five_values import VALUES
from valuation.value_evidence.scoring import EvidenceValues, score_values
from valuation.value_evidence.weights import DIMENSIONS, INDICATOR_WEIGHTS


def applied() -> EvidenceValues:
    codes = [code for weights in INDICATOR_WEIGHTS["applied"].values() for code in weights]
    return score_values([complete(code, 100 if code[0] == "O" else 50) for code in dict.fromkeys(codes)], "applied", None, ON)


def test_the_five_values_and_the_four_plus_one_stand_side_by_side() -> None:
    five, four_plus_one = applied().shapes
    assert tuple(score.name for score in five.scores) == VALUES
    labels = [score.label.zh for score in four_plus_one.scores]
    assert labels == ["科学价值", "技术价值", "经济价值", "社会和文化价值", "转化推广潜力"]


def test_both_are_called_our_own_proposal_and_no_standard_is_claimed() -> None:
    answer = applied()
    for shape in answer.shapes:
        assert "自拟" in shape.label.zh and "our own proposal" in shape.label.en
        assert "不是任何标准的文本" in shape.note.zh and "not the text of any standard" in shape.note.en
    assert "GB/T" not in answer.model_dump_json()


def test_social_and_cultural_have_weights_of_their_own_and_no_mean_of_two_scores() -> None:
    answer = applied()
    assert (answer.social.score, answer.cultural.score, answer.social_and_cultural.score) == (100, 50, 88)


def test_a_shape_repeats_the_score_of_the_value() -> None:
    answer = applied()
    for shape in answer.shapes:
        for shown in shape.scores:
            value = getattr(answer, shown.name)
            assert (shown.score, shown.low, shown.high, shown.coverage) == (value.score, value.low, value.high, value.coverage)
    assert set(DIMENSIONS) == {score.name for shape in answer.shapes for score in shape.scores}
