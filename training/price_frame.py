"""The frame of the price head: attributes, text and date as the matrix that the trees read, and the price level beside it.

The frame is fitted in NumPy but run only as a piece of ONNX graph, in training as in serving, so that the trees meet the same float32 bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from models.session import open_session
from training.codes import CategoryCodes, fit_codes
from training.graph import Graph, add_code, add_concat, add_key
from training.inputs import Inputs
from training.segments import Segments, fit_segments
from training.time_index import TimeIndex, TimeIndexParameters, fit_time_index


@dataclass(frozen=True)
class PriceFrame:
    """Codes per category column, segments, time index, and the prefix of the embedding (`text_width`) that the trees read."""

    codes: tuple[CategoryCodes, ...]
    segments: Segments
    index: TimeIndex
    text_width: int

    def add_to(self, graph: Graph, embedding: str) -> tuple[str, str]:
        """Adds the frame; names of the matrix (n, features) and of ln(level) (n, 1).

        Columns: codes, numbers, the date (never beyond the data), ln(level), embedding prefix.
        """
        year = graph.node("Unsqueeze", graph.input("years"), graph.constant(np.asarray([1], dtype=np.int64)))
        level = self._add_level(graph, year)
        known_year = graph.node("Min", year, graph.constant(np.asarray([[self.index.last]], dtype=np.float32)))
        parts = [add_code(graph, at, codes.codes, codes.other) for at, codes in enumerate(self.codes)]
        parts += [graph.input("numbers"), known_year, level]
        if self.text_width:
            ends = [graph.constant(np.asarray([one], dtype=np.int64)) for one in (0, self.text_width, 1)]
            parts.append(graph.node("Slice", embedding, *ends))
        return add_concat(graph, parts), level

    def _add_level(self, graph: Graph, year: str) -> str:
        """Linear between yearly knots, summed over the nested segments; (n, 1)."""
        knots = len(self.index.overall)
        at = graph.node("Sub", year, graph.constant(np.float32(self.index.first)))
        at = graph.node("Clip", at, graph.constant(np.float32(0)), graph.constant(np.float32(knots - 1)))
        low = graph.node("Min", graph.node("Floor", at), graph.constant(np.float32(knots - 2)))
        share = graph.node("Sub", at, low)
        row = graph.node("Cast", low, to=TensorProto.INT64)
        terms = [self._add_term(graph, self.index.overall[:, None], row, None, share)]
        number = ""
        for depth, column in enumerate(self.segments.columns):
            value = add_key(graph, column, self.segments.values[depth])
            if number:
                value = graph.node("Add", graph.node("Mul", number, graph.constant(np.int64(self.segments.radices[depth]))), value)
            number = value
            combos = self.segments.combos[depth]
            key = graph.node("LabelEncoder", number, domain="ai.onnx.ml", keys_int64s=list(combos), values_int64s=list(combos.values()), default_int64=0)
            terms.append(self._add_term(graph, self.index.effects[depth], row, key, share))
        total = terms[0]
        for term in terms[1:]:
            total = graph.node("Add", total, term)
        return total

    @staticmethod
    def _add_term(graph: Graph, table: NDArray[np.float64], row: str, key: str | None, share: str) -> str:
        width = table.shape[1]
        flat = graph.constant(table.astype(np.float32).reshape(-1))
        step = graph.constant(np.int64(width))
        low = graph.node("Mul", row, step)
        if key is not None:
            low = graph.node("Add", low, key)
        below = graph.node("Gather", flat, low)
        above = graph.node("Gather", flat, graph.node("Add", low, step))
        return graph.node("Add", below, graph.node("Mul", share, graph.node("Sub", above, below)))

    def run(self, inputs: Inputs) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Matrix (n, features) float32 and ln(level) (n,) of rows, by the very graph that will serve."""
        graph = Graph("frame")
        matrix, level = self.add_to(graph, graph.input("embedding"))
        graph.node("Identity", matrix, output="matrix")
        graph.node("Identity", level, output="level")
        session = open_session(graph.model({"matrix": "features", "level": 1}).SerializeToString())
        rows, levels = session.run(["matrix", "level"], inputs.feed({one.name for one in session.get_inputs()}))
        return rows, levels[:, 0].astype(np.float64)


def fit_frame(
    inputs: Inputs,
    log_price: NDArray[np.float64],
    segment_columns: tuple[int, ...],
    text_width: int,
    minimum_count: int,
    parameters: TimeIndexParameters,
) -> PriceFrame:
    """Fits level and codes to training rows; the codes are ordered by what the overall level leaves of ln(price)."""
    segments = fit_segments(inputs.categories, segment_columns)
    years = inputs.years.astype(np.float64)
    index = fit_time_index(log_price, years, segments.keys(inputs.categories), segments.sizes, parameters)
    overall = TimeIndex(index.first, index.last, index.overall, ())
    residual = log_price - overall.level(years, ())
    codes = tuple(fit_codes(inputs.categories[:, at], residual, minimum_count) for at in range(inputs.categories.shape[1]))
    return PriceFrame(codes, segments, index, text_width)
