"""The scorer: a verified bundle at work on batches of achievements, columns in and arrays out.

A row's answer depends on that row alone, to the last bit on a CPU: sessions run with one intra-op thread, pooling is exact in any order,
and a transformer encoder gets its rows one by one (see `docs/models.md`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from models.golden import compare, golden_columns
from models.load import Bundle, BundleError
from models.manifest import Manifest
from models.predictions import Predictions
from models.session import open_session
from models.text_tokens import TextTokens, TokenBlock, blocks
from valuation.features import Columns, Features, FeatureSchema, features
from valuation.five_values import VALUES
from valuation.refusal import Refusal

FEW_TOKENS, FAMILIAR_TOKENS = 8, 24
"""A text shorter than the first says too little to be called foreign by its characters, one shorter than the second by its meaning."""

Arrays = dict[str, NDArray[Any]]


class Scorer:
    """Runs one bundle. Safe to call from several threads at once."""

    def __init__(self, bundle: Bundle) -> None:
        manifest = bundle.manifest
        self.bundle = bundle
        self.schema: FeatureSchema = manifest.features
        self._limits = manifest.limits
        self._signals = tuple(value for value in VALUES if value in manifest.signals)  # the order of the graph's columns
        self._one_by_one = manifest.encoder.kind == "transformer"
        try:
            self._tokens = TextTokens(bundle.layout.tokenizer, manifest.encoder.max_tokens, special_tokens=self._one_by_one)
        except Exception as error:  # tokenizers raises a bare Exception for every fault of a file
            raise BundleError(bundle.layout.tokenizer.name, f"not a tokenizer: {error}") from error
        paths = [bundle.layout.encoder, bundle.layout.heads] if self._one_by_one else [bundle.layout.graph]
        self._sessions = [_session(path) for path in paths]
        _check_outputs(self._sessions, manifest, paths[-1].name)

    def score(self, columns: Columns) -> Predictions:
        """Predictions for every row, in order; a row that should not be answered carries its reason instead."""
        inputs = features(columns, self.schema)
        if not len(inputs):
            return self._nothing()
        ids = self._tokens.encode(inputs.text)
        refusals = self._refusals_before(columns, inputs, ids)
        years = np.clip(np.nan_to_num(inputs.years, nan=self._limits.first_year), self._limits.first_year, self._limits.last_year)
        outputs = self._run(inputs, years.astype(np.float32), ids)
        for row in np.flatnonzero(outputs["familiarity"] < self._limits.familiarity):
            if refusals[row] is None and len(ids[row]) >= FAMILIAR_TOKENS:
                refusals[row] = Refusal.OUT_OF_DISTRIBUTION
        if self._limits.level_deviation is not None and "level_deviation" in outputs:
            for row in np.flatnonzero(outputs["level_deviation"] > self._limits.level_deviation):
                refusals[row] = refusals[row] or Refusal.THIN_SUPPORT
        return self._predictions(outputs, refusals)

    def self_test(self) -> None:
        """Scores the bundle's golden rows; BundleError where an answer is not the one it was exported with."""
        golden = self.bundle.golden
        difference = compare(self.score(golden_columns(golden)), golden)
        if difference is not None:
            raise BundleError(self.bundle.layout.golden.name, f"the self-test gives another answer: {difference}")

    def _refusals_before(self, columns: Columns, inputs: Features, ids: list[list[int]]) -> list[Refusal | None]:
        unknown = self._tokens.unknown_share(ids)
        refusals: list[Refusal | None] = [None] * len(inputs)
        for row in range(len(inputs)):
            year = inputs.years[row]
            if not inputs.text[row] and inputs.known[row] == 0:
                refusals[row] = Refusal.MISSING_ESSENTIALS
            elif np.isnat(columns.dates[row]) or not self._limits.first_year <= year <= self._limits.last_year:
                refusals[row] = Refusal.DATE_OUTSIDE_SUPPORT
            elif len(ids[row]) >= FEW_TOKENS and unknown[row] > self._limits.unknown_tokens:
                refusals[row] = Refusal.OUT_OF_DISTRIBUTION
        return refusals

    def _run(self, inputs: Features, years: NDArray[np.float32], ids: list[list[int]]) -> Arrays:
        outputs: Arrays = {}
        for block in blocks(ids, one_by_one=self._one_by_one):
            answers = self._answers(block, inputs, years)
            for name, values in answers.items():
                if name not in outputs:
                    outputs[name] = np.empty((len(inputs), *values.shape[1:]), dtype=values.dtype)
                outputs[name][block.rows] = values
        return outputs

    def _answers(self, block: TokenBlock, inputs: Features, years: NDArray[np.float32]) -> Arrays:
        feed: Arrays = {"token_ids": block.ids, "token_mask": block.mask, "numbers": inputs.numbers[block.rows], "years": years[block.rows]}
        feed["categories"] = inputs.categories[block.rows]
        answers: Arrays = {}
        for session in self._sessions:
            wanted = {one.name for one in session.get_inputs()}
            names = [one.name for one in session.get_outputs()]
            found = dict(zip(names, session.run(names, {name: feed[name] for name in wanted}), strict=True))
            feed |= found
            answers |= found
        return answers

    def _nothing(self) -> Predictions:
        """The shape of an answer to no rows: one blank row, cut away."""
        blank = Columns([""], np.zeros(1, dtype=np.int64), np.full(1, np.datetime64("NaT"), dtype="datetime64[D]"), {}, {})
        return self.score(blank)[:0]

    def _predictions(self, outputs: Arrays, refusals: list[Refusal | None]) -> Predictions:
        refused = np.asarray([reason is not None for reason in refusals], dtype=bool)

        def head(name: str) -> NDArray[np.float64] | None:
            if name not in outputs:
                return None
            values = outputs[name].astype(np.float64)
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


def _check_outputs(sessions: list[InferenceSession], manifest: Manifest, file: str) -> None:
    """BundleError where the graph does not answer what the manifest says it does."""
    promised = {"embedding", "familiarity", *(f"score_{value}" for value in manifest.scores)}
    promised |= {"price", "price_point", "level_deviation"} if manifest.price is not None else set()
    promised |= {"maturity"} if manifest.maturity is not None else set()
    promised |= {"signals"} if manifest.signals else set()
    found = {one.name for session in sessions for one in session.get_outputs()}
    if promised != found:
        raise BundleError(file, f"answers {', '.join(sorted(found))} where the manifest says {', '.join(sorted(promised))}")


def _session(path: Path) -> InferenceSession:
    try:
        return open_session(path)
    except Exception as error:  # ONNX Runtime raises its own undocumented types for every fault of a graph
        raise BundleError(path.name, f"ONNX Runtime cannot load it: {error}") from error
