"""Learning: the encoder on every text, then each head on the rows that carry its label."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.manifest import Limits
from models.scorer import FAMILIAR_TOKENS
from training.attribute_columns import with_attributes
from training.attribute_table import AttributeTable
from training.context import Context
from training.corpus import Corpus
from training.embedding import embed_tokens, token_counts, tokenise
from training.encoder import MAX_TOKENS, train_static
from training.familiar import SAMPLE, UNKNOWN_TOKENS, familiarity_limit, fit_centroids
from training.head_columns import HeadColumns, head_columns, head_rows
from training.index_choice import choose_index
from training.inputs import Inputs
from training.int8_gate import in_int8
from training.leak_check import refuse_leaks
from training.lexical_columns import with_columns
from training.maturity_head import fit_maturity
from training.price_model import FORESTS, PriceFit
from training.price_process import SUPPORTED
from training.process_choice import choose_process
from training.readable import readable
from training.segments import segment_columns
from training.signal_head import SignalModel, calibrate_signals, fit_signals
from training.text_choice import text_narrows
from training.text_targets import MATURITY, TextTargets, text_targets
from training.trained import Encoder, Heads
from training.transformer import export_transformer
from training.validation.borders import check_inputs
from training.value_heads import fit_scores
from valuation.features import decimal_years, features
from valuation.field_error import FieldError
from valuation.five_values import VALUES

INPUTS = ("sources", "corpus", "encoder_choice", "cuts")
PARAMETERS = ("seed", "threads", "encoder", "index", "price", "lexical", "attributes", "maturity", "values")
OUTPUTS = ("encoder", "inputs", "price_fit", "heads")
YEARS_BEFORE, ANY_YEAR = 2.0, (1900.0, 2200.0)
"""A bundle answers for dates a little before its data and as far ahead as its index extrapolates; without prices for any date."""


def run(context: Context) -> None:
    """Encoder, embeddings, heads."""
    corpus, parameters = context.corpus, context.parameters
    context.encoder = _encoder(context)
    with context.progress.stage("embed") as steps:
        ids = tokenise(context.encoder, corpus.columns.text)
        embedding = embed_tokens(context.encoder, ids, steps.reach)
    context.inputs = inputs = Inputs.of(features(corpus.columns, corpus.schema), embedding)
    check_inputs(inputs, corpus.schema)
    context.price_fit = _price_fit(corpus, inputs, context) if len(corpus.priced) else None
    with context.progress.stage("fit", 2 + FORESTS) as steps:
        price = None
        if context.price_fit is not None:
            rows = corpus.priced
            price = context.price_fit.fit(inputs.take(rows), np.log(corpus.amounts[rows]), done=steps.advance)
        told = text_targets(corpus, parameters)
        context.encoder, inputs = with_columns(context.encoder, inputs, ids, told.targets, corpus.projects, parameters)
        context.inputs, table = with_attributes(inputs, corpus, told, parameters)
        matrix = head_rows(context.inputs, table, parameters.attributes.hidden, parameters.seed)
        reads = {name: _reads(context, table, told, name) for name in (MATURITY, *VALUES)}
        maturity = fit_maturity(matrix, corpus.levels, corpus.projects, reads[MATURITY], parameters)
        steps.advance()
        scores = fit_scores(matrix, corpus.scores, corpus.projects, reads, parameters)
        steps.advance()
        signals = _signals(context, told, matrix.rows)
        centroids = fit_centroids(embedding, parameters.seed)
        familiarity = _familiarity(context, embedding, centroids)
        limits = _limits(corpus, familiarity, parameters.index.horizon)
        lexical = context.inputs.lexical is not None
        table = table if maturity is not None or scores else None
        context.heads = Heads(price, maturity, tuple(scores), signals, centroids, limits, lexical, table, inputs.numbers.shape[1])
        learned = _names(context.heads)
        if not learned:
            fix = "Name the columns of prices, maturity or values in a mapping file, or add labelled rows."
            raise FieldError("SOURCE", ", ".join(path.name for path in context.sources), "has too few labels, or too much alike, for any head", fix)
        steps.note(", ".join(learned))


def _reads(context: Context, table: AttributeTable | None, told: TextTargets, name: str) -> HeadColumns:
    """What the head of a name may read; of the source's own numbers, those that every source which teaches it states."""
    at, corpus = told.at(name), context.corpus
    numbers = [] if at is None else readable(corpus, told.targets[at], corpus.schema.numbers)
    return head_columns(context.inputs, table, at, numbers)


def _signals(context: Context, told: TextTargets, rows: NDArray[np.float32]) -> SignalModel | None:
    """From the supervised columns of the classes, where there are any; else from the embedding."""
    corpus, width = context.corpus, context.inputs.embedding.shape[1]
    if context.inputs.lexical is None or told.signals is None:
        return fit_signals(rows, slice(0, width), corpus.dominant, corpus.projects, context.parameters)
    first = width + context.inputs.numbers.shape[1]
    columns = slice(first + told.signals.start, first + told.signals.stop)
    return calibrate_signals(rows, columns, corpus.dominant, corpus.projects, context.parameters)


def _encoder(context: Context) -> Encoder:
    tokenizer = context.work / "tokenizer.json"
    with context.progress.stage("encoder") as steps:
        if context.encoder_choice != "static":
            graph = context.work / "encoder.onnx"
            info = export_transformer(Path(context.encoder_choice), graph, tokenizer)
            encoder = Encoder(info, tokenizer, graph=graph)
            if context.parameters.encoder.int8:
                encoder = in_int8(encoder, context.corpus.columns.text, context.parameters.seed, context.work / "encoder_int8.onnx")
            steps.note(f"{info.name}, {info.dimensions} dimensions, {encoder.info.precision}")
            return encoder
        static = train_static(context.corpus.columns.text, context.parameters.encoder, context.parameters.seed, steps.reach)
        static.tokenizer.save(str(tokenizer))
        steps.note(f"{len(static.table):,} tokens × {static.table.shape[1]} dimensions, at most {MAX_TOKENS} tokens a text")
        return Encoder(static.info, tokenizer, table=static.table)


def _price_fit(corpus: Corpus, inputs: Inputs, context: Context) -> PriceFit:
    schema = corpus.schema
    deal = {name for table in corpus.price_tables for name in table.source.unknown_at_listing}
    rows = corpus.priced
    priced, log_price = inputs.take(rows), np.log(corpus.amounts[rows])
    refuse_leaks(priced, log_price, schema)
    columns = segment_columns(corpus, priced.categories, log_price)
    index = choose_index(context.cuts, priced, log_price, columns, context.parameters.index)
    fit = PriceFit(
        replace(context.parameters, index=index),
        columns,
        tuple(at for at, name in enumerate(schema.categories) if name in deal),
        tuple(at for at, name in enumerate(schema.numbers) if name in deal),
        choose_process(context.cuts, priced, log_price, columns),
    )
    return replace(fit, quantiles_read_text=text_narrows(context.cuts, priced, log_price, fit))


def _familiarity(context: Context, embedding: NDArray[np.float32], centroids: NDArray[np.float32]) -> float:
    """The limit from a sample of the corpus: counting the tokens of every text again would cost more than it tells."""
    rows = np.arange(len(embedding))[:: max(len(embedding) // SAMPLE, 1)]
    counts = token_counts(context.encoder, [context.corpus.columns.text[row] for row in rows])
    return familiarity_limit(embedding[rows], counts >= FAMILIAR_TOKENS, centroids)


def _limits(corpus: Corpus, familiarity: float, horizon: int) -> Limits:
    first, last = ANY_YEAR
    if len(corpus.priced):
        years = decimal_years(corpus.columns.dates[corpus.priced])
        first, last = float(np.floor(years.min())) - YEARS_BEFORE, float(np.ceil(years.max())) + horizon
    supported = SUPPORTED if len(corpus.priced) else None
    return Limits(first_year=first, last_year=last, familiarity=familiarity, unknown_tokens=UNKNOWN_TOKENS, level_deviation=supported)


def _names(heads: Heads) -> list[str]:
    found = ["price"] if heads.price is not None else []
    found += ["maturity"] if heads.maturity is not None else []
    found += [f"score {score.value}" for score in heads.scores]
    return found + ([f"signals {'/'.join(heads.signals.values)}"] if heads.signals is not None else [])
