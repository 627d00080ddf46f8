"""What a run says of its bundle: the manifest before it is sealed."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.manifest import UNSTATED, AttributeInfo, HeadInfo, Manifest, PriceHead
from training.context import Context
from training.corpus import Corpus
from training.count_terms import terms_shares
from valuation.features import schema_hash
from valuation.five_values import ESTIMATE, SIGNAL, VALUES

LIBRARIES = ("lightgbm", "scikit-learn", "onnx", "onnxruntime", "tokenizers", "sentence-transformers", "torch", "numpy")
EXAMPLES = 12
MATURITY = "level_text: maturity as text and attributes suggest it"


def manifest_of(context: Context, created: str) -> Manifest:
    """The manifest of everything in the context, without file digests."""
    corpus, heads = context.corpus, context.heads
    signals = heads.signals
    signal_info = None if signals is None else HeadInfo(sources=_sources(corpus, corpus.dominant != ""), rows=signals.rows, meaning=SIGNAL)
    return Manifest(
        name=context.name,
        created=created,
        trained_by=context.trained_by,
        simulated=any(table.source.simulated for table in corpus.tables),
        languages=tuple(dict.fromkeys(language for table in corpus.tables for language in table.source.language)),
        price=_price(context),
        maturity=None if heads.maturity is None else HeadInfo(sources=_sources(corpus, corpus.levels[:, 0] > 0), rows=heads.maturity.rows, meaning=MATURITY),
        scores={
            score.value: HeadInfo(sources=_sources(corpus, np.isfinite(corpus.scores[:, VALUES.index(score.value)])), rows=score.rows, meaning=ESTIMATE)
            for score in heads.scores
        },
        signals={} if signals is None or signal_info is None else dict.fromkeys(signals.values, signal_info),
        encoder=context.encoder.info,
        features=corpus.schema,
        schema_hash=schema_hash(corpus.schema),
        attributes=_attributes(corpus),
        limits=heads.limits,
        terms=terms_shares(corpus.tables),
        data=context.data_info,
        seed=context.parameters.seed,
        versions={name: version(name) for name in LIBRARIES},
        parameters=(context.price_fit.parameters if context.price_fit is not None else context.parameters).flat(),
        metrics={**context.evaluation.metrics(), **context.encoder.judged, **context.float16.metrics()},
    )


def _price(context: Context) -> PriceHead | None:
    corpus = context.corpus
    rows = corpus.priced
    tables = corpus.price_tables
    price = tables[0].source.price if tables else None
    if context.heads.price is None or price is None:
        return None
    zh, en = price.labels
    dates = corpus.columns.dates[rows]
    return PriceHead(
        sources=tuple(table.source.name for table in tables),
        rows=len(rows),
        meaning="statistical price estimate of this kind of amount, not an appraisal",
        concept=price.concept,
        concept_zh=zh,
        concept_en=en,
        currency=price.currency,
        tax_basis=_tax_basis(corpus),
        first=dates.min().item(),
        last=dates.max().item(),
        calibrated_on=context.calibration.described if context.calibration is not None else "nothing: raw quantiles",
    )


def _tax_basis(corpus: Corpus) -> str:
    """What all price tables say of taxes; unstated where one of them does not say."""
    said = {table.source.price.tax_basis for table in corpus.price_tables if table.source.price is not None}
    return said.pop() if len(said) == 1 else UNSTATED


def _sources(corpus: Corpus, labelled: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(corpus.tables[at].source.name for at in np.unique(corpus.source[labelled]))


def _attributes(corpus: Corpus) -> tuple[AttributeInfo, ...]:
    deal = {name for table in corpus.tables for name in table.source.unknown_at_listing}
    labels = {name: one for table in reversed(corpus.tables) for name, one in table.source.attributes.items() if one.label_zh or one.label_en}

    def info(name: str, kind: Literal["category", "number"], examples: tuple[str, ...] = ()) -> AttributeInfo:
        known_at: Literal["listing", "deal"] = "deal" if name in deal else "listing"
        label = labels.get(name)
        return AttributeInfo(
            name=name, kind=kind, known_at=known_at, examples=examples, label_zh=label.label_zh if label else "", label_en=label.label_en if label else ""
        )

    found = []
    for name in corpus.schema.categories:
        common = Counter(value for value in corpus.columns.categories[name] if value).most_common(EXAMPLES)
        found.append(info(name, "category", tuple(value for value, _ in common)))
    return (*found, *(info(name, "number") for name in corpus.schema.numbers))
