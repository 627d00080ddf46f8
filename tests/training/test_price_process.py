from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import onnxruntime as ort
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.training.conftest import market
from training import price_process
from training.graph import Graph
from training.price_process import PRIOR, PRIOR_WIDTH, SHARE, PriceProcess, Variances, cells_of, fit_process, fit_variances
from training.segments import fit_segments
from training.time_index import recent_slope

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

NESTED = Variances(np.asarray([0.5, 0.3, 0.2]), np.asarray([0.01, 0.006, 0.004]), np.asarray([0.004, 0.003, 0.002]))
FLAT = Variances(np.asarray([0.5]), np.asarray([0.01]), np.asarray([0.01]))
HORIZON = 6


def contracts(n: int, seed: int = 0) -> tuple[Array, Array, list[Whole]]:
    """ln(price), years of 2012-2018, and two nested segments: two wide ones of two narrow ones each."""
    generator = np.random.default_rng(seed)
    years, narrow = generator.uniform(2012, 2019, n), generator.integers(1, 5, n)
    years[0], years[1] = 2012.2, 2018.8
    narrow[:4] = [1, 2, 3, 4]
    wide = (narrow + 1) // 2
    price = 3 + wide + 0.4 * narrow + 0.1 * np.floor(years - 2012) + generator.normal(0, 0.5, n)
    return price, years, [wide, narrow]


def yearly(path: Array, each: int = 40, first: float = 2010.0, noise: float = 0.2, seed: int = 0) -> tuple[Array, Array]:
    """`each` prices a year around a path of yearly levels, and their years."""
    years = first + np.repeat(np.arange(len(path)), each) + np.tile(np.linspace(0.05, 0.95, each), len(path))
    return np.repeat(path, each) + np.random.default_rng(seed).normal(0, noise, len(years)), years.astype(np.float64)


def ahead(path: list[float], years: int, variances: Variances = FLAT) -> float:
    """Where a level is expected some years behind such data, without the slope that goes on."""
    price, when = yearly(np.asarray(path))
    found = fit_process(price, when, [], [], variances, years).means[0][-1, 0]
    return float(found - recent_slope(price, when, []) * np.sum(SHARE ** np.arange(1, years + 1)))


def test_the_level_is_that_of_plain_conditioning_on_every_single_contract() -> None:
    """Means of segment and year, their few distinct dates and the tables are all shortcuts: here each contract is a row of its own."""
    price, years, keys = contracts(60)
    cells = cells_of(price, years, keys, 0.0)
    noise_of = {(int(group), year): noise for group, year, noise in zip(cells.groups[-1], cells.year, cells.noise, strict=True)}
    rows = [(0, int(wide), int(narrow), float(np.floor(year) + 0.5)) for wide, narrow, year in zip(*keys, years, strict=True)]
    count = {row[2:]: sum(other[2:] == row[2:] for other in rows) for row in rows}
    own_noise = np.diag([noise_of[row[2:]] * count[row[2:]] for row in rows])

    def moves(one: tuple[int, int, int, float]) -> float:
        known = [segment for segment in one[:3] if segment >= 0]
        return float(cells.volatilities[len(known) - 1][known[-1]])

    def covariance(one: tuple[int, int, int, float], other: tuple[int, int, int, float]) -> float:
        time, total = min(one[3], other[3]) - 2011.5, 0.0
        for depth in range(3):
            if one[depth] == other[depth]:
                moved = NESTED.walk[depth] * time + NESTED.shock[depth] * (one[3] == other[3])
                total += NESTED.constant[depth] + moves(one) * moves(other) * moved
        return total

    inverse = np.linalg.inv(np.asarray([[covariance(one, other) for other in rows] for one in rows]) + own_noise)
    process = fit_process(price, years, keys, (2, 4), NESTED, HORIZON)
    slope = recent_slope(price, years, keys)
    assert process.first == 2012.5 and len(process.means) == 3 and abs(slope) > 0.02
    for segment in [(0, -1, -1), (0, 2, -1), (0, 1, 2), (0, 2, 4)]:  # all; a wide one whose narrow one is unknown; two narrow ones
        depth = sum(one >= 0 for one in segment) - 1
        depth = sum(one >= 0 for one in segment) - 1
        for knot in range(7 + HORIZON):
            asked = (*segment, 2012.5 + knot)
            across = np.asarray([covariance(asked, row) for row in rows])
            drift = slope * np.sum(SHARE ** np.arange(1, knot - 5))
            mean = price.mean() + across @ inverse @ (price - price.mean()) + drift
            deviation = np.sqrt(covariance(asked, asked) - across @ inverse @ across)
            assert process.means[depth][knot, segment[depth]] == pytest.approx(mean, abs=1e-3)
            assert process.deviations[depth][knot, segment[depth]] == pytest.approx(deviation, abs=1e-3)


def test_beyond_the_data_the_variance_grows_by_that_of_a_years_step() -> None:
    price, years, keys = contracts(400)
    process = fit_process(price, years, keys, (2, 4), NESTED, 10)
    volatilities = cells_of(price, years, keys, 0.0).volatilities
    for table, volatility in zip(process.deviations, volatilities, strict=True):
        known = slice(0, 1) if table.shape[1] == 1 else slice(1, None)
        steps = NESTED.walk.sum() * volatility[known] ** 2
        assert np.allclose(np.diff(table[7:, known] ** 2, axis=0), steps, atol=1e-9)
        assert np.allclose(np.sqrt(table[-1, known] ** 2 - table[7, known] ** 2), np.sqrt(9 * steps))
        assert (np.diff(table[6:, known], axis=0) > 0).all()


def test_a_segment_whose_prices_scatter_lately_may_move_further() -> None:
    generator = np.random.default_rng(2)
    years, segment = generator.uniform(2008, 2020, 3_000), np.tile([1, 2, 3], 1_000)
    late, early = years > 2015, years < 2011
    spread = np.where((segment == 2) & late, 1.5, np.where((segment == 3) & early, 1.5, 0.4))
    price = 3 + spread * generator.normal(0, 1, 3_000)
    calm, lively, once = cells_of(price, years, [segment], 0.0).volatilities[1][1:]
    assert lively > 1.7 * once > 1.7 * calm
    process = fit_process(price, years, [segment], [3], Variances(np.full(2, 0.3), np.full(2, 0.02), np.full(2, 0.002)), 4)
    assert process.deviations[1][-1, 2] > 1.5 * process.deviations[1][-1, 3] > 1.5 * process.deviations[1][-1, 1]


def test_volatility_is_relative_to_all_and_that_of_a_thin_segment_leans_on_it() -> None:
    generator = np.random.default_rng(3)
    segment = np.repeat([1, 2, 3], [1_000, 1_000, 3])
    price, years = generator.normal(0, 0.5, 2_003), np.full(2_003, 2019.5)
    price[-3:] = [-9.0, 0.0, 9.0]
    found, louder = (cells_of(scale * price, years, [segment], 0.0).volatilities for scale in (1.0, 3.0))
    assert found[0] == pytest.approx([1.0]) and np.allclose(found[1], louder[1])
    assert found[1][1] == pytest.approx(found[1][2], rel=0.1) and 1 < found[1][3] < 5 < np.std(price[-3:])


def test_contracts_that_each_stand_alone_leave_the_level_free_to_move() -> None:
    years = 2010.5 + np.arange(10.0)
    price = np.where(years < 2015, 3.0, 4.0)
    process = fit_process(price, years, [], [], FLAT, 5)
    assert cells_of(price, years, [], 0.0).volatility.tolist() == [1.0] * 10
    assert np.allclose(process.means[0][:10, 0], price, atol=0.01) and (np.diff(process.deviations[0][10:, 0] ** 2) > 0.009).all()


def test_the_recent_slope_goes_on_by_half_as_much_each_year() -> None:
    price, years = yearly(3 + 0.1 * np.arange(8.0))
    slope = recent_slope(price, years, [])
    level = fit_process(price, years, [], [], replace(FLAT, shock=np.zeros(1)), 5).means[0][:, 0]
    assert slope > 0.05
    assert np.allclose(np.diff(level[7:]), slope * SHARE ** np.arange(1, 6))


def test_a_thin_segment_is_known_less_well_and_stays_nearer_to_its_parent() -> None:
    generator = np.random.default_rng(1)
    segment = np.repeat([1, 2], [1_000, 4])
    years = np.concatenate([generator.uniform(2012, 2020, 1_000), np.full(4, 2018.5)])
    price = 3 + generator.normal(0, 0.6, 1_004) + np.where(segment == 2, 2.0, 0.0)
    variances = Variances(np.asarray([0.5, 0.3]), np.asarray([0.01, 0.01]), np.asarray([0.003, 0.003]))
    process = fit_process(price, years, [segment], [2], variances, 3)
    (thick, thin), (surely, vaguely) = (table[1:] for table in (process.means[1][6], process.deviations[1][6]))
    assert vaguely > 1.5 * surely
    assert abs(thick - 3) < 0.1 and 4 < thin < price[segment == 2].mean() - 0.02


def test_more_contracts_make_it_surer() -> None:
    few, some, many = (fit_process(*contracts(n, 3), (2, 4), NESTED, 2).deviations[2][:7, 1:].max() for n in (40, 400, 4_000))
    assert few > some > many


def test_an_unknown_segment_reads_its_parents_table_and_is_less_sure() -> None:
    price, years, keys = contracts(400)
    process = fit_process(price, years, keys, (2, 4), NESTED, HORIZON)
    asked = np.linspace(2011, 2027, 40)
    one = np.ones(40, dtype=np.int64)
    mean, deviation = process.level(asked, [2 * one, 0 * one])
    parent = PriceProcess(process.first, process.means[:2], process.deviations[:2])
    assert np.array_equal(mean, parent.level(asked, [2 * one])[0]) and np.array_equal(deviation, parent.level(asked, [2 * one])[1])
    assert (deviation > process.level(asked, [2 * one, 4 * one])[1]).all()
    assert (process.level(asked, [0 * one, 0 * one])[1] > deviation).all()


def test_a_year_that_stands_alone_is_discounted_and_a_step_that_stays_is_not() -> None:
    shocks = replace(FLAT, shock=np.asarray([0.05]))
    alone, step = [0.0] * 9 + [1.0], [0.0] * 6 + [1.0] * 4
    assert ahead(alone, 1, shocks) < 0.5
    assert ahead(step, 1, shocks) > 0.75
    assert ahead(alone, 1, replace(FLAT, shock=np.asarray([0.0005]))) > 0.8  # where no year ever stands alone, it is believed


def test_a_doubted_dip_leaves_the_level_up_and_a_trusted_one_moves_it() -> None:
    low = [1.0] * 9 + [0.0]
    assert ahead(low, 2) < 0.6
    assert ahead(low, 2, replace(FLAT, dips=1.0)) > 0.85


def test_doubt_moves_the_level_but_how_far_it_may_be_off_is_said_without_it() -> None:
    price, years = yearly(np.asarray([1.0] * 9 + [0.0]))
    trusting, doubting = replace(FLAT, walk=np.asarray([0.05])), replace(FLAT, dips=1.0)
    found, trusted, doubted = (fit_process(price, years, [], [], one, 3) for one in (replace(doubting, trusting=trusting), trusting, doubting))
    assert np.array_equal(found.means[0], doubted.means[0]) and np.array_equal(found.deviations[0], trusted.deviations[0])
    assert not np.array_equal(found.means[0], trusted.means[0]) and not np.array_equal(found.deviations[0], doubted.deviations[0])


def test_doubt_is_about_dips_alone_and_ends_when_the_fall_lasts() -> None:
    doubting = replace(FLAT, dips=1.0)
    assert ahead([0.0] * 9 + [1.0], 2, doubting) == pytest.approx(ahead([0.0] * 9 + [1.0], 2), abs=1e-3)
    assert ahead([1.0] * 6 + [0.0] * 4, 2, doubting) < 0.1
    price, years = yearly(np.asarray([1.0, 1.0, 0.0, 0.0, 0.0, 0.0]))
    trusted, doubted = (cells_of(price, years, [], dips).noise for dips in (0.0, 1.0))
    assert (doubted > trusted).tolist() == [False, False, True, True, False, False]
    means = cells_of(price, years, [], 0.0).mean
    beyond = means[:2].max() - means[2] - 2 * np.sqrt(trusted[:2] + trusted[2]).mean()
    assert np.sqrt(doubted[2] - trusted[2]) == pytest.approx(beyond, abs=0.02)  # as a deviation, what noise does not explain


def test_a_dip_is_that_of_its_own_segment_and_beyond_noise() -> None:
    """One segment falls, the other stands; and a fall that the noise of the means explains is none."""
    price, years = yearly(np.asarray([1.0, 1.0, 0.0]))
    segment = np.ones(len(price), dtype=np.int64)
    standing = np.where(np.floor(years) == 2012, 1.0, price)
    cells = [cells_of(np.concatenate([price, standing]), np.tile(years, 2), [np.concatenate([segment, 2 * segment])], dips) for dips in (0.0, 1.0)]
    assert [(int(group), year) for group, year in zip(cells[0].groups[1], cells[0].year, strict=True)][2] == (1, 2012.5)
    assert (cells[1].noise > cells[0].noise).tolist() == [False, False, True, False, False, False]
    few, when = yearly(np.asarray([0.3, 0.3, 0.0]), each=4, noise=0.0)
    few = few + np.tile([-0.5, 0.5, -0.5, 0.5], 3)
    assert np.array_equal(cells_of(few, when, [], 1.0).noise, cells_of(few, when, [], 0.0).noise)


def test_a_cell_is_the_mean_of_a_segments_year_with_the_noise_of_that_mean() -> None:
    price, years, keys = contracts(2_000)
    price[keys[1] == 3] = (price[keys[1] == 3] - 5) * 3  # one segment far noisier than the others
    cells = cells_of(price, years, keys, 0.0)
    assert len(cells.mean) == 4 * 7 == len(cells.groups[0]) and not cells.groups[0].any()
    for at in range(len(cells.mean)):
        own = (keys[1] == cells.groups[2][at]) & (np.floor(years) + 0.5 == cells.year[at])
        segment = keys[1] == cells.groups[2][at]
        assert cells.mean[at] == pytest.approx(price[own].mean()) and (keys[0][own] == cells.groups[1][at]).all()
        within = np.concatenate([price[segment & (np.floor(years) == year)] - price[segment & (np.floor(years) == year)].mean() for year in range(2012, 2019)])
        assert cells.noise[at] * own.sum() == pytest.approx(np.sum(within**2) / (len(within) - 7), rel=0.2 if cells.groups[2][at] != 3 else 0.08)


def test_the_noise_of_a_segment_with_a_single_contract_is_that_of_all() -> None:
    price, years, keys = contracts(2_000)
    alone = cells_of(np.append(price, 9.0), np.append(years, 2015.5), [np.append(keys[0], 3), np.append(keys[1], 5)], 0.0)
    within = sum(np.sum((price[own] - price[own].mean()) ** 2) for own in _by_cell(years, keys[1]))
    assert alone.noise[alone.groups[2] == 5] == pytest.approx(within / (2_000 - 28))


def _by_cell(years: Array, key: Whole) -> list[NDArray[np.bool_]]:
    return [(key == segment) & (np.floor(years) == year) for segment in np.unique(key) for year in np.unique(np.floor(years))]


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_contracts_does_not_matter(seed: int) -> None:
    price, years, keys = contracts(120, seed)
    order = np.random.default_rng(seed).permutation(120)
    doubting = replace(NESTED, dips=1.0)
    once = fit_process(price, years, keys, (2, 4), doubting, 3)
    again = fit_process(price[order], years[order], [key[order] for key in keys], (2, 4), doubting, 3)
    for left, right in zip(once.means + once.deviations, again.means + again.deviations, strict=True):
        assert np.allclose(left, right, atol=1e-9)


def test_the_same_contracts_give_the_same_level_to_the_bit() -> None:
    price, years, keys = contracts(300)
    one, two = (fit_variances(price, years, keys, 1.0) for _ in range(2))
    assert np.array_equal(one.constant, two.constant) and np.array_equal(one.walk, two.walk) and np.array_equal(one.shock, two.shock)
    left, right = (fit_process(price, years, keys, (2, 4), one, 3) for _ in range(2))
    assert all(np.array_equal(*pair) for pair in zip(left.means + left.deviations, right.means + right.deviations, strict=True))


def test_between_knots_it_is_a_straight_line_and_outside_them_flat() -> None:
    means, deviations = np.asarray([[0.0], [3.0], [-2.0]]), np.asarray([[1.0], [0.5], [2.0]])
    process = PriceProcess(2010.5, (means,), (deviations,))
    asked = np.asarray([1990.0, 2010.5, 2011.0, 2011.5, 2012.25, 2012.5, 2050.0])
    mean, deviation = process.level(asked, [])
    assert mean == pytest.approx([0, 0, 1.5, 3, -0.75, -2, -2]) and deviation == pytest.approx([1, 1, 0.75, 0.5, 1.625, 2, 2])


def test_a_single_year_of_contracts_has_a_level_too() -> None:
    for horizon in (0, 3):
        process = fit_process(np.full(30, 5.0), np.linspace(2015.1, 2015.9, 30), [], [], FLAT, horizon)
        mean, deviation = process.level(np.asarray([2000.0, 2015.5, 2030.0]), [])
        assert np.allclose(mean, 5.0) and (deviation > 0).all() and np.isfinite(deviation).all()


@pytest.mark.parametrize("depths", [2, 1, 0])
def test_the_graph_says_the_same_on_knots_between_and_outside_them(depths: int) -> None:
    """Where the tables are less deep than the segments, too."""
    taught = market(900)
    segments = fit_segments(taught.inputs.categories, (0, 1))
    variances = Variances(NESTED.constant[: depths + 1], NESTED.walk[: depths + 1], NESTED.shock[: depths + 1])
    years = taught.inputs.years.astype(np.float64)
    process = fit_process(taught.log_price, years, segments.keys(taught.inputs.categories), segments.sizes, variances, HORIZON)
    asked = market(400, 4).inputs
    categories, generator = asked.categories.copy(), np.random.default_rng(2)
    for column in (0, 1):
        categories[generator.random(400) < 0.2, column] = "never seen"
    knots = process.first + generator.integers(-3, 24, 400)
    when = np.where(generator.random(400) < 0.4, knots, generator.uniform(2000, 2040, 400)).astype(np.float32)
    graph = Graph("process")
    year = graph.node("Unsqueeze", graph.input("years"), graph.constant(np.asarray([1], dtype=np.int64)))
    mean, deviation = process.add_to(graph, year, segments.add_to(graph))
    graph.node("Identity", mean, output="mean")
    graph.node("Identity", deviation, output="deviation")
    session = ort.InferenceSession(graph.model({"mean": 1, "deviation": 1}).SerializeToString(), providers=["CPUExecutionProvider"])
    feed = {"categories": categories, "years": when}
    found = session.run(["mean", "deviation"], {one.name: feed[one.name] for one in session.get_inputs()})
    for left, right in zip(found, process.level(when.astype(np.float64), segments.keys(categories)), strict=True):
        assert np.abs(left[:, 0] - right).max() < 1e-5


def simulated(constant: float, walk: float, shock: float, seed: int) -> tuple[Array, Array, list[Whole]]:
    """Thirty segments over 20 years, six contracts a year each, with variances that are known."""
    generator = np.random.default_rng(seed)
    levels = generator.normal(0, np.sqrt(constant), (30, 1)) + np.cumsum(generator.normal(0, np.sqrt(walk), (30, 20)), axis=1)
    levels = levels + generator.normal(0, np.sqrt(shock), (30, 20))
    segment, year = (np.repeat(one.ravel(), 6) for one in np.indices((30, 20)))
    return levels[segment, year] + generator.normal(0, 0.3, len(segment)), 2000.5 + year.astype(np.float64), [segment + 1]


@pytest.mark.parametrize(("constant", "walk", "shock"), [(0.5, 0.02, 0.005), (0.1, 0.002, 0.04)])
def test_planted_variances_are_found_again(constant: float, walk: float, shock: float) -> None:
    found = fit_variances(*simulated(constant, walk, shock, 1), 0.0)
    assert found.constant[1] == pytest.approx(constant, rel=0.6)
    assert found.walk[1] == pytest.approx(walk, rel=0.6)
    assert found.shock[1] == pytest.approx(shock, rel=0.6)
    assert found.walk[0] < walk and found.shock[0] < shock / 2  # nothing was planted in the whole


def test_the_variances_are_the_most_probable_ones() -> None:
    """Against the plain formula with its slopes by differences: at the answer none is left, and no other variances are more probable."""
    price, years, keys = contracts(300)
    found = fit_variances(price, years, keys, 1.0)
    cells = cells_of(price, years, keys, 1.0)
    expected = np.log(np.repeat([PRIOR[name] for name in ("constant", "walk", "shock")], 3))

    def loss(logs: Array) -> float:
        total = np.diag(cells.noise + 1e-6)
        moves = cells.volatility[:, None] * cells.volatility
        for at, (constant, walk, shock) in enumerate(np.exp(logs).reshape(3, 3).T):
            same = cells.groups[at][:, None] == cells.groups[at]
            time = np.minimum(cells.year[:, None], cells.year) - 2011.5
            total += same * (constant + moves * (walk * time + shock * (cells.year[:, None] == cells.year)))
        rest = cells.mean - price.mean()
        return float(0.5 * rest @ np.linalg.solve(total, rest) + 0.5 * np.linalg.slogdet(total)[1] + 0.5 * np.sum(((logs - expected) / PRIOR_WIDTH) ** 2))

    best = np.log(np.concatenate([found.constant, found.walk, found.shock]))
    for at in range(9):
        step = 0.2 * np.eye(9)[at]
        assert loss(best + step) > loss(best) and loss(best - step) > loss(best)
        assert abs(loss(best + step / 1_000) - loss(best - step / 1_000)) / 4e-4 < 0.01
    assert found.dips == 1.0


def test_where_segments_are_too_many_the_deepest_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    price, years, keys = contracts(500)
    depths = []
    for most in (28, 27, 14, 13, 1):  # 4 narrow and 2 wide segments of 7 years each
        monkeypatch.setattr(price_process, "MOST_CELLS", most)
        variances = fit_variances(price, years, keys, 0.0)
        depths.append(len(variances.constant) - 1)
        process = fit_process(price, years, keys, (2, 4), variances, 3)
        mean, _ = process.level(np.asarray([2015.0]), [np.asarray([2]), np.asarray([3])])
        assert len(process.means) == 1 + depths[-1] and np.isfinite(mean).all()
    assert depths == [2, 1, 1, 0, 0]
    assert all(left >= right for left, right in pairwise(depths))
