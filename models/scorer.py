"""The scorer: a verified bundle at work on batches of achievements, columns in and arrays out.

A row's answer depends on that row alone, to the last bit on a CPU: sessions run with one intra-op thread, pooling is exact in any order,
and a transformer encoder gets its rows one by one (see `docs/models.md`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.golden import compare, golden_columns
from models.graph_run import open_run
from models.load import Bundle, BundleError
from models.predictions import Predictions
from models.providers import Providers
from models.text_tokens import TextTokens, TokenBlock, blocks
from valuation.features import Columns, Features, FeatureSchema, features
from valuation.five_values import VALUES
from valuation.refusal import Refusal

FEW_TOKENS, FAMILIAR_TOKENS = 8, 24
"""A text shorter than the first says too little to be called foreign by its characters, one shorter than the second by its meaning."""

Arrays = dict[str, NDArray[Any]]


class Scorer:
    """Runs one bundle. Safe to call from several threads at once; `in_flight` of them are worth having."""

    def __init__(self, bundle: Bundle, providers: Providers = "cpu") -> None:
        manifest = bundle.manifest
        self.bundle = bundle
        self.schema: FeatureSchema = manifest.features
        self._limits = manifest.limits
        self._signals = tuple(value for value in VALUES if value in manifest.signals)  # the order of the graph's columns
        try:
            self._tokens = TextTokens(bundle.layout.tokenizer, manifest.encoder.max_tokens, special_tokens=manifest.encoder.kind == "transformer")
        except Exception as error:  # tokenizers raises a bare Exception for every fault of a file
            raise BundleError(bundle.layout.tokenizer.name, f"not a tokenizer: {error}") from error
        self._graph = open_run(bundle, providers)
        self.in_flight = self._graph.in_flight

    def score(self, columns: Columns) -> Predictions:
        """Predictions for every row, in order; a row that should not be answered carries its reason instead."""
        inputs = features(columns, self.schema)
        if not len(inputs):
            return self._nothing()
        ids = self._tokens.encode(inputs.text)
        lengths = np.fromiter(map(len, ids), np.int64, len(ids))
        refusals = self._refusals_before(inputs, ids, lengths)
        # fmax takes the number where the other is none: a date that is not known is refused, whatever stands for it in the graph
        years = np.fmin(np.fmax(inputs.years, self._limits.first_year), self._limits.last_year)
        outputs = self._run(inputs, years.astype(np.float32), ids)
        for row in np.flatnonzero((outputs["familiarity"] < self._limits.familiarity) & (lengths >= FAMILIAR_TOKENS)):
            refusals[row] = refusals[row] or Refusal.OUT_OF_DISTRIBUTION
        if self._limits.level_deviation is not None and "level_deviation" in outputs:
            for row in np.flatnonzero(outputs["level_deviation"] > self._limits.level_deviation):
                refusals[row] = refusals[row] or Refusal.THIN_SUPPORT
        return self._predictions(outputs, refusals)

    def self_test(self) -> None:
        """Scores the bundle's golden rows; BundleError where an answer is not the one it was exported with."""
        golden = self.bundle.golden
        difference = compare(self.score(golden_columns(golden)), golden, self._graph.tolerance)
        if difference is not None:
            raise BundleError(self.bundle.layout.golden.name, f"the self-test gives another answer: {difference}")

    def _refusals_before(self, inputs: Features, ids: list[list[int]], lengths: NDArray[np.int64]) -> list[Refusal | None]:
        """What can be said before the graph; the first reason of a row counts."""
        blank = inputs.known == 0
        if blank.any():
            blank &= np.fromiter((not text for text in inputs.text), bool, len(inputs))
        outside = ~((inputs.years >= self._limits.first_year) & (inputs.years <= self._limits.last_year))  # true of a date that is none
        foreign = (lengths >= FEW_TOKENS) & (self._tokens.unknown_share(ids) > self._limits.unknown_tokens)
        refusals: list[Refusal | None] = [None] * len(inputs)
        for reason, rows in ((Refusal.OUT_OF_DISTRIBUTION, foreign), (Refusal.DATE_OUTSIDE_SUPPORT, outside), (Refusal.MISSING_ESSENTIALS, blank)):
            for row in np.flatnonzero(rows):
                refusals[row] = reason
        return refusals

    def _run(self, inputs: Features, years: NDArray[np.float32], ids: list[list[int]]) -> Arrays:
        outputs: Arrays = {}
        if len(ids) == 1:  # nothing to pack or to put back in order
            return self._graph.run(_feed(next(blocks(ids)), inputs, years))
        for block in blocks(ids):
            for name, values in self._graph.run(_feed(block, inputs, years)).items():
                if name not in outputs:
                    outputs[name] = np.empty((len(inputs), *values.shape[1:]), dtype=values.dtype)
                outputs[name][block.rows] = values
        return outputs

    def _nothing(self) -> Predictions:
        """The shape of an answer to no rows: one blank row, cut away."""
        return self.score(Columns.blank())[:0]

    def _predictions(self, outputs: Arrays, refusals: list[Refusal | None]) -> Predictions:
        refused = [row for row, reason in enumerate(refusals) if reason is not None]

        def head(name: str) -> NDArray[np.float64] | None:
            if name not in outputs:
                return None
            values = outputs[name].astype(np.float64)
            if refused:
                values[refused] = np.nan
            return values

        scores = {value: found for value in VALUES if (found := head(f"score_{value}")) is not None}
        signals = head("signals")
        return Predictions(
            price_point=head("price_point"),
            price=head("price"),
            maturity=head("maturity"),
            scores=scores,
            signals={} if signals is None else {value: signals[:, at] for at, value in enumerate(self._signals)},
            embedding=outputs["embedding"],
            refusals=refusals,
        )


def _feed(block: TokenBlock, inputs: Features, years: NDArray[np.float32]) -> Arrays:
    rows = block.rows
    return {
        "token_ids": block.ids,
        "token_mask": block.mask,
        "categories": inputs.categories[rows],
        "numbers": inputs.numbers[rows],
        "years": years[rows],
    }
