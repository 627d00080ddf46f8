from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from importlib.metadata import version

import numpy as np
import pytest

from training.context import Context
from training.facts import manifest_of
from training.trained import Heads
from valuation.features import schema_hash
from valuation.five_values import ESTIMATE, SIGNAL

WHEN = "2026-01-02T03:04:05Z"


def test_the_price_is_told_with_its_kind_currency_span_and_calibration(tiny_run: Context) -> None:
    price = manifest_of(tiny_run, WHEN).price
    assert price is not None and tiny_run.calibration is not None
    assert (price.concept, price.concept_zh, price.currency) == ("registered_contract_amount", "合同成交总金额", "CNY")
    assert price.sources == ("tiny-market",) and price.rows == len(tiny_run.corpus.priced)
    assert date(2015, 1, 1) <= price.first < date(2015, 3, 1) and date(2023, 11, 1) < price.last <= date(2023, 12, 31)
    assert price.calibrated_on == tiny_run.calibration.described and "not an appraisal" in price.meaning


@pytest.mark.parametrize("stated", ["vat_included", "vat_exempt", "unstated"])
def test_whether_prices_hold_tax_is_told_as_the_mapping_says(tiny_run: Context, stated: str) -> None:
    table = tiny_run.corpus.tables[0]
    assert table.source.price is not None
    source = table.source.model_copy(update={"price": table.source.price.model_copy(update={"tax_basis": stated})})
    corpus = replace(tiny_run.corpus, tables=(replace(table, source=source), *tiny_run.corpus.tables[1:]))
    context = copy(tiny_run)
    context.corpus = corpus
    price = manifest_of(context, WHEN).price
    assert price is not None and price.tax_basis == stated


def test_each_head_names_the_sources_of_its_labels(tiny_run: Context) -> None:
    manifest = manifest_of(tiny_run, WHEN)
    assert manifest.maturity is not None and manifest.maturity.sources == ("tiny-panel",)
    assert manifest.scores.keys() == {"scientific", "economic"} and all(head.meaning == ESTIMATE for head in manifest.scores.values())
    assert manifest.signals and all(head.sources == ("tiny-panel",) and head.meaning == SIGNAL for head in manifest.signals.values())


def test_attributes_say_what_a_listing_can_know_and_give_examples(tiny_run: Context) -> None:
    told = {attribute.name: attribute for attribute in manifest_of(tiny_run, WHEN).attributes}
    assert {name: (one.kind, one.known_at) for name, one in told.items()} == {
        "kind": ("category", "listing"),
        "region": ("category", "listing"),
        "buyer": ("category", "deal"),
        "team": ("number", "listing"),
    }
    assert told["kind"].examples[0] == "development" and set(told["buyer"].examples) == {"firm", "institute"}


def test_the_manifest_says_where_the_run_came_from(tiny_run: Context) -> None:
    manifest = manifest_of(tiny_run, WHEN)
    assert (manifest.name, manifest.created, manifest.seed, manifest.simulated) == ("tiny", WHEN, 7, True)
    assert manifest.languages == ("zh", "en") and manifest.schema_hash == schema_hash(tiny_run.corpus.schema)
    assert manifest.versions["lightgbm"] == version("lightgbm")
    assert [info.source for info in manifest.data] == ["tiny-market", "tiny-panel"]
    assert manifest.metrics["price.rmse"] is not None and manifest.files == {}


def test_parameters_are_told_as_used_not_as_asked(tiny_run: Context) -> None:
    parameters = manifest_of(tiny_run, WHEN).parameters
    assert tiny_run.parameters.index.damping < 0 <= float(parameters["index.damping"])
    assert parameters["price.rounds"] == 25


def test_one_simulated_source_makes_the_bundle_simulated(tiny_run: Context) -> None:
    real = [replace(table, source=table.source.model_copy(update={"simulated": False})) for table in tiny_run.corpus.tables]
    assert not manifest_of(replace_corpus(tiny_run, tuple(real)), WHEN).simulated
    assert manifest_of(replace_corpus(tiny_run, (real[0], tiny_run.corpus.tables[1])), WHEN).simulated


def test_heads_that_were_not_learned_are_absent(tiny_run: Context) -> None:
    heads = tiny_run.heads
    changed = shallow(tiny_run)
    changed.heads = Heads(None, None, (), None, heads.centroids, heads.limits)
    changed.price_fit = changed.calibration = None
    manifest = manifest_of(changed, WHEN)
    assert manifest.price is None and manifest.maturity is None and not manifest.scores and not manifest.signals
    assert manifest.parameters == tiny_run.parameters.flat()


def test_a_price_without_calibration_says_so(tiny_run: Context) -> None:
    changed = shallow(tiny_run)
    changed.calibration = None
    price = manifest_of(changed, WHEN).price
    assert price is not None and price.calibrated_on == "nothing: raw quantiles"


def test_labels_of_no_row_name_no_source(tiny_run: Context) -> None:
    changed = replace_corpus(tiny_run, tiny_run.corpus.tables)
    changed.corpus = replace(changed.corpus, levels=np.zeros_like(changed.corpus.levels))
    maturity = manifest_of(changed, WHEN).maturity
    assert maturity is not None and maturity.sources == ()


def shallow(context: Context) -> Context:
    """The same run, to be changed without harm to others."""
    changed = object.__new__(Context)
    changed.__dict__.update(context.__dict__)
    return changed


def replace_corpus(context: Context, tables: tuple) -> Context:  # type: ignore[type-arg]
    changed = shallow(context)
    changed.corpus = replace(context.corpus, tables=tables)
    return changed


def test_the_bundle_says_who_trained_it_where_it_was_told(tiny_run: Context) -> None:
    context = copy(tiny_run)
    context.trained_by = "key:trainer1"
    assert (manifest_of(tiny_run, WHEN).trained_by, manifest_of(context, WHEN).trained_by) == (None, "key:trainer1")
