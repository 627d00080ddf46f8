from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.parity import Parity
from training.promotion_criteria import Criteria
from training.promotion_gate import Check, CommonSet, Latency, Verdict, judge
from training.study_groups import Grouping
from valuation.price import QUANTILES

SPREAD = 0.4
Z = np.asarray([-1.6449, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.6449])
PARITY = Parity(rows=20_000, differences={"price": 3e-6, "price_point": 2e-6, "maturity": 1e-7}, flipped_leaves=0)
SAME = Latency(80.0, 80.0, 1.0)


def honest(n: int = 2_000, seed: int = 0) -> CommonSet:
    """Two perfect models: ln(price) normal about the median that both know, in two segments, two contracts a project."""
    generator = np.random.default_rng(seed)
    median = generator.normal(12, 0.7, n)
    truth = median + generator.normal(0, SPREAD, n)
    quantiles = median[:, None] + SPREAD * Z[None, :]
    kinds = np.asarray(["licence", "transfer"], dtype=object)[generator.integers(0, 2, n)]
    return CommonSet(truth, np.arange(n) // 2, (Grouping("kind", kinds),), quantiles, quantiles.copy(), (1.0, 1.0), "made here")


def failed(verdict: Verdict) -> set[str]:
    return {check.criterion for check in verdict.checks if check.outcome == "failed"}


def named(verdict: Verdict, criterion: str) -> Check:
    return next(check for check in verdict.checks if check.criterion == criterion)


def test_an_equal_challenger_passes() -> None:
    verdict = judge(honest(), PARITY, SAME, Criteria())
    assert verdict.passed and all(check.outcome == "passed" for check in verdict.checks)
    assert verdict.reason == "passed every criterion"


def test_a_challenger_with_noise_added_fails_on_pinball_and_winkler() -> None:
    common = honest()
    noise = np.random.default_rng(1).normal(0, 0.25, len(common.truth))
    verdict = judge(replace(common, challenger=common.challenger + noise[:, None]), PARITY, SAME, Criteria())
    assert {"pinball", "Winkler 90 %"} <= failed(verdict)
    assert "pinball" in verdict.reason and not verdict.passed


def test_narrowed_intervals_fail_on_coverage_even_where_the_middle_is_as_good() -> None:
    common = honest()
    middle = common.challenger[:, [3]]
    verdict = judge(replace(common, challenger=middle + 0.7 * (common.challenger - middle)), PARITY, SAME, Criteria())
    assert "coverage of the 90 % interval" in failed(verdict)


def test_widened_intervals_fail_on_coverage_too() -> None:
    common = honest()
    middle = common.challenger[:, [3]]
    verdict = judge(replace(common, challenger=middle + 1.5 * (common.challenger - middle)), PARITY, SAME, Criteria())
    assert "coverage of the 90 % interval" in failed(verdict)


def test_one_segment_out_of_band_fails_although_the_whole_is_in_it() -> None:
    common = honest()
    here = common.segments[0].labels == "licence"
    middle = common.challenger[:, [3]]
    squeezed = np.where(here[:, None], middle + 0.72 * (common.challenger - middle), middle + 1.4 * (common.challenger - middle))
    verdict = judge(replace(common, challenger=squeezed), PARITY, SAME, Criteria())
    assert "coverage by segment" in failed(verdict) and "coverage of the 90 % interval" not in failed(verdict)
    assert "kind=licence" in named(verdict, "coverage by segment").why


def test_segments_of_fewer_contracts_are_not_judged() -> None:
    common = honest(500)
    assert named(judge(common, PARITY, SAME, Criteria()), "coverage by segment").outcome == "not judged"


def test_predictions_that_exaggerate_fail_on_the_slope() -> None:
    common = honest()
    centre = common.challenger[:, 3].mean()
    stretched = common.challenger + 0.4 * (common.challenger[:, [3]] - centre)
    verdict = judge(replace(common, challenger=stretched), PARITY, SAME, Criteria())
    assert "slope of ln price on ln prediction" in failed(verdict)


def test_a_bias_of_the_dear_ones_fails_on_the_deciles() -> None:
    common = honest()
    dear = common.challenger[:, 3] > np.quantile(common.challenger[:, 3], 0.9)
    verdict = judge(replace(common, challenger=common.challenger + 0.35 * dear[:, None]), PARITY, SAME, Criteria())
    assert "bias by predicted decile" in failed(verdict)


def test_few_contracts_prove_nothing() -> None:
    verdict = judge(honest(150), PARITY, SAME, Criteria())
    assert failed(verdict) == {"contracts"} and named(verdict, "contracts").figure == "150"


def test_no_contract_at_all_is_a_verdict_not_a_crash() -> None:
    empty = replace(honest(2), truth=np.empty(0), projects=np.empty(0, np.int64), segments=(), challenger=np.empty((0, 7)), champion=np.empty((0, 7)))
    assert "contracts" in failed(judge(empty, PARITY, SAME, Criteria()))


def test_a_worse_challenger_fails_on_the_margin_where_the_bootstrap_cannot_tell() -> None:
    common = honest(260, seed=5)
    noise = np.random.default_rng(6).normal(0, 0.12, (260, 1))
    losses = [judge(replace(common, challenger=common.challenger + noise), PARITY, SAME, Criteria(loss_margin=margin)) for margin in (0.5, 0.02)]
    assert [named(verdict, "pinball").outcome for verdict in losses] == ["passed", "failed"]


def test_a_little_worse_fails_where_many_contracts_are_sure_of_it() -> None:
    common = honest(6_000)
    verdict = judge(replace(common, challenger=common.challenger + 0.08), PARITY, SAME, Criteria(loss_margin=0.5))
    assert "pinball" in failed(verdict) and "+" in named(verdict, "pinball").figure


def test_a_first_champion_is_judged_by_the_absolute_criteria_alone() -> None:
    common = replace(honest(), champion=None, answered=(0.99, None))
    verdict = judge(common, PARITY, Latency(80.0), Criteria())
    assert verdict.passed
    assert named(verdict, "pinball").outcome == "not judged" and named(verdict, "coverage of the 90 % interval").outcome == "passed"


@pytest.mark.parametrize(
    ("answered", "outcome"),
    [((1.0, 1.0), "passed"), ((0.90, 1.0), "failed"), ((0.90, 0.91), "passed"), ((0.96, 1.0), "passed"), ((0.94, None), "failed"), (None, "not judged")],
)
def test_refusing_what_is_hard_is_no_skill(answered: tuple[float, float | None] | None, outcome: str) -> None:
    assert named(judge(replace(honest(), answered=answered), PARITY, SAME, Criteria()), "answered").outcome == outcome


@pytest.mark.parametrize(
    "parity",
    [
        None,
        replace(PARITY, flipped_leaves=1),
        replace(PARITY, differences={"price": 2e-4}),
        replace(PARITY, differences={"price": float("nan")}),
        replace(PARITY, differences={"price": 1e-6, "maturity": 0.1}),
    ],
)
def test_a_graph_that_is_not_the_trained_model_fails(parity: Parity | None) -> None:
    assert failed(judge(honest(), parity, SAME, Criteria())) == {"parity"}


@pytest.mark.parametrize(
    ("latency", "passed"),
    [
        (Latency(100.0, 80.0, 1.25), True),
        (Latency(399.0, 80.0, 5.0), True),
        (Latency(500.0, 80.0, 6.2), False),
        (Latency(500.0, 450.0, 1.1), True),
        (Latency(399.0), True),
        (Latency(401.0), False),
    ],
)
def test_latency_is_bound_by_the_champion_or_absolutely(latency: Latency, passed: bool) -> None:
    assert (named(judge(honest(), PARITY, latency, Criteria()), "latency").outcome == "passed") is passed


def test_every_criterion_names_figure_bound_and_reason() -> None:
    for check in judge(honest(), PARITY, SAME, Criteria()).checks:
        assert check.figure and check.bound and check.why


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_the_verdict_depends_on_the_figures_alone(seed: int) -> None:
    common = honest(400, seed=seed)
    order = np.random.default_rng(seed).permutation(400)
    shuffled = replace(
        common,
        truth=common.truth[order],
        projects=common.projects[order],
        segments=tuple(one.take(order) for one in common.segments),
        challenger=common.challenger[order],
        champion=None if common.champion is None else common.champion[order],
    )
    one, other = (judge(found, PARITY, SAME, Criteria()) for found in (common, shuffled))
    assert [check.outcome for check in one.checks] == [check.outcome for check in other.checks]


def test_the_seven_quantiles_are_the_ones_the_tests_assume() -> None:
    assert QUANTILES == (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
