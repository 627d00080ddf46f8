from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.layout import Layout
from models.load import BundleError, load_bundle
from models.manifest import Manifest
from models.predictions import Predictions
from models.scorer import Scorer
from training.context import Context
from training.trained import Heads, fused_model
from valuation.features import Columns
from valuation.refusal import Refusal

ROWS = 60
BATCHES = st.lists(st.integers(0, ROWS - 1), min_size=1, max_size=80)


def heads(predictions: Predictions) -> dict[str, NDArray[Any]]:
    """Every array of the predictions by name."""
    found: dict[str, NDArray[Any] | None] = {
        "price": predictions.price,
        "price_point": predictions.price_point,
        "maturity": predictions.maturity,
        "embedding": predictions.embedding,
        **{f"score_{name}": values for name, values in predictions.scores.items()},
        **{f"signal_{name}": values for name, values in predictions.signals.items()},
    }
    return {name: values for name, values in found.items() if values is not None}


def same(one: Predictions, other: Predictions, rows: NDArray[np.int64] | slice = slice(None)) -> None:
    """To the last bit: `one` is `other` at those rows."""
    left, right = heads(one), heads(other)
    assert left.keys() == right.keys()
    for name, values in left.items():
        assert np.array_equal(values, right[name][rows], equal_nan=True), name
    assert one.refusals == np.asarray(other.refusals, dtype=object)[rows].tolist()


def rows_of(n: int = 1, **changes: Any) -> Columns:
    """n good rows of the tiny bundle, with other columns where named."""
    good: dict[str, Any] = {
        "text": ["锂电池正极材料的制备方法\n性能稳定,已获专利授权,成本降低,野外试验 battery 1"] * n,
        "titles": np.full(n, 12, dtype=np.int64),
        "dates": np.full(n, "2022-05-01", dtype="datetime64[D]"),
        "categories": {"kind": ["transfer"] * n, "region": ["华东"] * n, "buyer": [""] * n},
        "numbers": {"team": np.full(n, 12.0)},
    }
    return Columns(**{**good, **changes})


@pytest.fixture(scope="session")
def varied(many_columns: Callable[[int], Columns]) -> Columns:
    return many_columns(ROWS)


@pytest.fixture(scope="session")
def whole(tiny_scorer: Scorer, varied: Columns) -> Predictions:
    return tiny_scorer.score(varied)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BATCHES)
def test_a_row_answers_the_same_in_any_batch_in_any_order_and_repeated(tiny_scorer: Scorer, varied: Columns, whole: Predictions, batch: list[int]) -> None:
    rows = np.asarray(batch, dtype=np.int64)
    same(tiny_scorer.score(varied.take(rows)), whole, rows)


def test_a_row_alone_answers_as_among_others(tiny_scorer: Scorer, varied: Columns, whole: Predictions) -> None:
    for row in range(ROWS):
        same(tiny_scorer.score(varied.take(np.asarray([row]))), whole, np.asarray([row]))


def test_a_reloaded_bundle_answers_the_same_bits(tiny_bundle: Path, varied: Columns, whole: Predictions, tmp_path: Path) -> None:
    same(Scorer(load_bundle(tiny_bundle)).score(varied), whole)
    same(Scorer(load_bundle(Path(shutil.copytree(tiny_bundle, tmp_path / "elsewhere")))).score(varied), whole)


def test_two_threads_get_the_same_bits_as_one(tiny_scorer: Scorer, varied: Columns, whole: Predictions) -> None:
    generator = np.random.default_rng(2)
    batches = [generator.integers(0, ROWS, int(size)) for size in generator.integers(1, 50, 60)]
    with ThreadPoolExecutor(2) as pool:
        for rows, found in zip(batches, pool.map(lambda rows: tiny_scorer.score(varied.take(rows)), batches), strict=True):
            same(found, whole, rows)


def test_the_self_test_passes_on_a_sound_bundle(tiny_scorer: Scorer) -> None:
    tiny_scorer.self_test()


def test_what_is_refused_and_what_is_not(tiny_scorer: Scorer) -> None:
    foreign = "ქართული ენა " * 20
    columns = rows_of(
        9,
        text=["", "", rows_of().text[0], rows_of().text[0], rows_of().text[0], foreign, "ქართული", rows_of().text[0], rows_of().text[0]],
        dates=np.asarray(["2022-05-01"] * 2 + ["2011-12-31", "2035-01-01", "NaT"] + ["2022-05-01"] * 2 + ["2013-01-01", "2033-12-31"], dtype="datetime64[D]"),
        categories={"kind": ["", "transfer"] + [""] * 7, "region": [""] * 9, "buyer": [""] * 9},
        numbers={"team": np.full(9, np.nan)},
    )
    assert tiny_scorer.score(columns).refusals == [
        Refusal.MISSING_ESSENTIALS,
        None,  # no text, but an attribute
        Refusal.DATE_OUTSIDE_SUPPORT,
        Refusal.DATE_OUTSIDE_SUPPORT,
        Refusal.DATE_OUTSIDE_SUPPORT,
        Refusal.OUT_OF_DISTRIBUTION,
        None,  # a word or two say too little to be called foreign
        None,  # the first year of support
        None,  # and the last
    ]


def test_a_familiar_alphabet_that_says_nothing_familiar_is_refused(tiny_scorer: Scorer) -> None:
    """All tokens are known, but their sum points where no centroid lies."""
    scorer = tiny_scorer
    limits = scorer.bundle.manifest.limits.model_copy(update={"familiarity": 1.1})
    strict = Scorer(replace(scorer.bundle, manifest=scorer.bundle.manifest.model_copy(update={"limits": limits})))
    found = strict.score(rows_of(2, text=[rows_of().text[0] * 4, "battery"]))
    assert found.refusals == [Refusal.OUT_OF_DISTRIBUTION, None]


@pytest.mark.parametrize(
    "poison",
    [
        {"text": ["", ""], "categories": {}, "numbers": {}},
        {"dates": np.asarray(["NaT", "2022-05-01"], dtype="datetime64[D]")},
        {"dates": np.asarray(["0001-01-01", "9999-12-31"], dtype="datetime64[D]")},
        {"text": ["ქართული ენა " * 50] * 2},
        {"text": ["电池 battery " * 30_000, "x" * 500_000]},
        {"numbers": {"team": np.asarray([np.inf, -np.inf])}},
        {"numbers": {"team": np.asarray([3.4e38, -3.4e38])}},
        {"categories": {"kind": ["a\x00b", "🛰️" * 5_000], "region": ["\n", " "], "buyer": ["", ""]}},
        {"titles": np.asarray([0, 10**9])},
    ],
    ids=["nothing", "no date", "far dates", "foreign", "long", "infinite", "huge", "odd categories", "long title"],
)
def test_no_row_spoils_its_neighbours(tiny_scorer: Scorer, poison: dict[str, Any]) -> None:
    bad = rows_of(2, **poison)
    full = replace(bad, categories={**rows_of(2).categories, **bad.categories}, numbers={**rows_of(2).numbers, **bad.numbers})
    alone = tiny_scorer.score(rows_of(3))
    together = tiny_scorer.score(Columns.concat([rows_of(2), full, rows_of(1)]))
    same(alone, together, np.asarray([0, 1, 4]))
    assert alone.refusals == [None] * 3


def test_a_refused_row_is_blank_in_every_head(tiny_scorer: Scorer) -> None:
    found = tiny_scorer.score(rows_of(2, dates=np.asarray(["NaT", "2022-05-01"], dtype="datetime64[D]")))
    for name, values in heads(found).items():
        if name != "embedding":
            assert np.isnan(values[0]).all() and np.isfinite(values[1]).all(), name


def test_unseen_categories_answer_like_each_other_and_a_missing_number_is_no_error(tiny_scorer: Scorer) -> None:
    unseen = {"kind": ["franchise", "never heard of"], "region": ["华东"] * 2, "buyer": [""] * 2}
    found = tiny_scorer.score(rows_of(2, categories=unseen, numbers={"team": np.full(2, np.nan)}))
    assert found.refusals == [None, None] and found.price is not None
    assert np.array_equal(found.price[0], found.price[1]) and np.isfinite(found.price).all()


def test_columns_that_are_not_there_are_unknown_and_others_are_not_read(tiny_scorer: Scorer) -> None:
    absent = tiny_scorer.score(rows_of(categories={"kind": ["transfer"], "region": ["华东"]}, numbers={"colour": np.asarray([1.0])}))
    given = tiny_scorer.score(rows_of(numbers={"team": np.full(1, np.nan)}))
    same(absent, given)


def test_no_rows_give_every_head_without_rows(tiny_scorer: Scorer) -> None:
    none = tiny_scorer.score(rows_of(3).take(np.asarray([], dtype=np.int64)))
    some = tiny_scorer.score(rows_of(3))
    assert len(none) == 0 and none.refusals == []
    assert {name: values.shape[1:] for name, values in heads(none).items()} == {name: values.shape[1:] for name, values in heads(some).items()}
    assert all(len(values) == 0 for values in heads(none).values())


def test_the_rest_of_a_very_long_text_is_not_read(tiny_scorer: Scorer) -> None:
    head = "battery " * 400
    one, other = (tiny_scorer.score(rows_of(text=[head + tail], titles=np.zeros(1, np.int64))) for tail in ("x" * 1_000, "y" * 1_000))
    assert np.array_equal(one.embedding, other.embedding)


def test_quantiles_ascend_levels_do_not_and_probabilities_are_some(tiny_scorer: Scorer, many_columns: Callable[[int], Columns]) -> None:
    found = tiny_scorer.score(many_columns(3_000))
    answered = np.asarray([reason is None for reason in found.refusals])
    assert answered.sum() > 2_000
    assert found.price is not None and found.maturity is not None and found.price_point is not None
    assert (np.diff(found.price[answered], axis=1) >= 0).all() and np.isfinite(found.price_point[answered]).all()
    assert (np.diff(found.maturity[answered], axis=1) <= 0).all()
    assert ((found.maturity[answered] >= 0) & (found.maturity[answered] <= 1)).all()
    assert np.allclose(sum(values[answered] for values in found.signals.values()), 1.0, atol=1e-6)
    for values in found.scores.values():
        assert ((values[answered] >= 0) & (values[answered] <= 100)).all() and (np.diff(values[answered], axis=1) >= 0).all()


def test_scores_beyond_the_scale_are_cut_to_it(tiny_run: Context, bundle_copy: Path, reseal: Callable[..., Manifest]) -> None:
    wide = tuple(replace(score, correction=np.asarray([-90.0, 0.0, 90.0])) for score in tiny_run.heads.scores)
    assert tiny_run.encoder.table is not None
    onnx.save(fused_model(tiny_run.encoder, replace(tiny_run.heads, scores=wide)), Layout(bundle_copy).graph)
    reseal(bundle_copy)
    found = Scorer(load_bundle(bundle_copy)).score(rows_of())
    assert all(values[0, 0] == 0 and values[0, 2] == 100 for values in found.scores.values())


def test_a_price_whose_level_is_hardly_known_is_refused(tiny_scorer: Scorer, bundle_copy: Path, reseal: Callable[..., Manifest]) -> None:
    plain = tiny_scorer.score(rows_of(40)).refusals
    limits = tiny_scorer.bundle.manifest.limits
    assert limits.level_deviation is not None and Refusal.THIN_SUPPORT not in plain and None in plain
    reseal(bundle_copy, limits=limits.model_copy(update={"level_deviation": 1e-6}))
    strict = Scorer(load_bundle(bundle_copy)).score(rows_of(40)).refusals
    assert strict == [one or Refusal.THIN_SUPPORT for one in plain]  # a reason found before it stands
    reseal(bundle_copy, limits=limits.model_copy(update={"level_deviation": None}))
    assert Scorer(load_bundle(bundle_copy)).score(rows_of(40)).refusals == plain


def test_absent_heads_are_none(tiny_run: Context, bundle_copy: Path, reseal: Callable[..., Manifest]) -> None:
    assert tiny_run.encoder.table is not None
    bare = Heads(None, None, (), None, tiny_run.heads.centroids, tiny_run.heads.limits)
    onnx.save(fused_model(tiny_run.encoder, bare), Layout(bundle_copy).graph)
    reseal(bundle_copy, price=None, maturity=None, scores={}, signals={})
    found = Scorer(load_bundle(bundle_copy)).score(rows_of(2))
    assert found.price is None and found.price_point is None and found.maturity is None and found.scores == {} and found.signals == {}
    assert found.refusals == [None, None] and found.embedding.shape == (2, 32)


def test_signals_keep_their_columns_whatever_the_order_in_the_manifest(tiny_scorer: Scorer) -> None:
    """The digest of a manifest does not see the order of its keys."""
    manifest = tiny_scorer.bundle.manifest
    turned = Scorer(replace(tiny_scorer.bundle, manifest=manifest.model_copy(update={"signals": dict(reversed(manifest.signals.items()))})))
    same(turned.score(rows_of(2)), tiny_scorer.score(rows_of(2)))


@pytest.mark.parametrize("changes", [{"price": None}, {"maturity": None}, {"scores": {}}, {"signals": {}}], ids=lambda one: next(iter(one)))
def test_a_graph_that_answers_something_else_than_the_manifest_says_is_refused(
    bundle_copy: Path, changes: dict[str, Any], reseal: Callable[..., Manifest]
) -> None:
    reseal(bundle_copy, **changes)
    with pytest.raises(BundleError, match=r"graph\.onnx: answers .* where the manifest says"):
        Scorer(load_bundle(bundle_copy))


@pytest.mark.parametrize("content", [b"", b"no graph", b"\x08\x09"], ids=["empty", "words", "cut"])
def test_a_graph_that_is_none_is_refused_by_name(bundle_copy: Path, content: bytes, reseal: Callable[..., Manifest]) -> None:
    Layout(bundle_copy).graph.write_bytes(content)
    reseal(bundle_copy)
    with pytest.raises(BundleError, match=r"graph\.onnx: ONNX Runtime cannot load it"):
        Scorer(load_bundle(bundle_copy))


@pytest.mark.parametrize("content", ["", "{}", "[1]"])
def test_a_tokenizer_that_is_none_is_refused_by_name(bundle_copy: Path, content: str, reseal: Callable[..., Manifest]) -> None:
    Layout(bundle_copy).tokenizer.write_text(content)
    reseal(bundle_copy)
    with pytest.raises(BundleError, match=r"tokenizer\.json: not a tokenizer"):
        Scorer(load_bundle(bundle_copy))


def test_the_self_test_names_the_golden_file_when_the_graph_answers_otherwise(tiny_run: Context, bundle_copy: Path, reseal: Callable[..., Manifest]) -> None:
    price = tiny_run.heads.price
    assert tiny_run.encoder.table is not None and price is not None
    shifted = replace(price, interval=replace(price.interval, scales=price.interval.scales * np.float32(1.001)))
    onnx.save(fused_model(tiny_run.encoder, replace(tiny_run.heads, price=shifted)), Layout(bundle_copy).graph)
    reseal(bundle_copy)
    with pytest.raises(BundleError, match=r"golden\.json: .*price differs"):
        Scorer(load_bundle(bundle_copy)).self_test()
