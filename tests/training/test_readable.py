from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.tables.mapping import Mapping
from training.context import Context
from training.corpus import Corpus
from training.lexical_fit import Target
from training.readable import readable
from training.text_targets import text_targets


def test_an_attribute_tells_only_where_every_source_that_teaches_states_it_before_the_deal(tiny_run: Context) -> None:
    corpus = tiny_run.corpus
    told = text_targets(corpus, tiny_run.parameters).numbers[0]
    names = corpus.schema.categories
    assert [names[at] for at in readable(corpus, told, names)] == ["kind"]  # the panel that teaches states no other
    both = replace(told, taught=np.ones(len(corpus), dtype=bool))
    assert [names[at] for at in readable(corpus, both, names)] == ["kind"]
    market = replace(told, taught=corpus.source == 0)
    assert "buyer" in names and [names[at] for at in readable(corpus, market, names)] == [name for name in names if name != "buyer"]
    assert readable(corpus, replace(told, taught=np.zeros(len(corpus), dtype=bool)), names) == []


def market(corpus: Corpus, **attributes: list[str]) -> tuple[Corpus, Target]:
    """The tiny market alone, with more attributes, and a label between 1 and 3 on every row."""
    rows = np.flatnonzero(corpus.source == 0)
    alone = corpus.take(rows)
    source = alone.tables[0].source
    content = {**source.model_dump(exclude_defaults=True), "attributes": dict.fromkeys(["kind", *attributes], "category")}
    content["maturity"] = {"stage": "phase", "stages": {"one": (1, 1), "two": (2, 2), "three": (3, 3)}}
    mapping = Mapping.of(content, "market")
    columns = replace(alone.columns, categories={**alone.columns.categories, **attributes})
    schema = alone.schema.model_copy(update={"categories": ("kind", *attributes), "numbers": ()})
    tables = (replace(alone.tables[0], source=mapping), *alone.tables[1:])
    label = np.random.default_rng(0).integers(1, 4, len(rows))
    return replace(alone, columns=columns, schema=schema, tables=tables), Target(label.astype(np.float64), np.ones(len(rows), dtype=bool))


@pytest.mark.parametrize("name", ["phase", "stage of the work"])
def test_a_label_is_not_told_by_itself_under_whatever_name(tiny_run: Context, name: str) -> None:
    rows = int((tiny_run.corpus.source == 0).sum())
    label = np.random.default_rng(0).integers(1, 4, rows)  # the label of `market`, drawn alike
    corpus, target = market(tiny_run.corpus, **{name: [f"phase {one}" for one in label]})
    assert [corpus.schema.categories[at] for at in readable(corpus, target, corpus.schema.categories)] == ["kind"]


def test_a_noisy_hint_may_tell_and_so_may_a_column_of_many_values(tiny_run: Context) -> None:
    rows = int((tiny_run.corpus.source == 0).sum())
    label = np.random.default_rng(0).integers(1, 4, rows)
    noisy = np.where(np.random.default_rng(1).random(rows) < 0.4, np.random.default_rng(2).integers(1, 4, rows), label)
    firms = [f"firm {at % 300} of phase {one}" for at, one in enumerate(label)]  # so many that chance would tell as much
    corpus, target = market(tiny_run.corpus, hint=[f"h{one}" for one in noisy], firm=firms)
    assert [corpus.schema.categories[at] for at in readable(corpus, target, corpus.schema.categories)] == ["kind", "hint", "firm"]


def test_a_number_that_is_the_label_is_left_out(tiny_run: Context) -> None:
    corpus, target = market(tiny_run.corpus)
    size = np.random.default_rng(3).normal(0, 1, len(corpus))
    content = {**corpus.tables[0].source.model_dump(exclude_defaults=True), "attributes": {"level": "number", "size": "number"}}
    columns = replace(corpus.columns, numbers={"level": 10 * target.truth + 0.1 * size, "size": size})
    schema = corpus.schema.model_copy(update={"categories": (), "numbers": ("level", "size")})
    numbered = replace(corpus, columns=columns, schema=schema, tables=(replace(corpus.tables[0], source=Mapping.of(content, "market")), *corpus.tables[1:]))
    assert readable(numbered, target, schema.numbers) == [1]
