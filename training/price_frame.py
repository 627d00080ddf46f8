"""The frame of the price head: attributes, text and date as the matrix that the trees read, and the price level beside it.

The frame is fitted in NumPy but run only as a piece of ONNX graph, in training as in serving, so that the trees meet the same float32 bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.session import open_session
from training.codes import CategoryCodes, fit_codes
from training.graph import Graph, add_between, add_code, add_concat, add_knot
from training.inputs import Inputs
from training.segments import Segments, fit_segments
from training.time_index import TimeIndex, TimeIndexParameters, fit_time_index


class FrameNodes(NamedTuple):
    """Names in a graph: `matrix` (n, features), `level` and `year` (n, 1), and per depth the segment `keys` (n, 1)."""

    matrix: str
    level: str
    year: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class PriceFrame:
    """Codes per category column, segments, time index, how many `numbers` there are, and the prefix of the embedding (`text_width`) that the trees read."""

    codes: tuple[CategoryCodes, ...]
    segments: Segments
    index: TimeIndex
    text_width: int
    numbers: int

    @property
    def unknown(self) -> range:
        """Columns of the matrix in which a value may be unknown."""
        return range(len(self.codes), len(self.codes) + self.numbers)

    def add_to(self, graph: Graph, embedding: str) -> FrameNodes:
        """Adds the frame. Columns of the matrix: codes, numbers, the date (never beyond the data), ln(level), embedding prefix."""
        year = graph.node("Unsqueeze", graph.input("years"), graph.constant(np.asarray([1], dtype=np.int64)))
        keys = self.segments.add_to(graph)
        level = self._add_level(graph, year, keys)
        known_year = graph.node("Min", year, graph.constant(np.asarray([[self.index.last]], dtype=np.float32)))
        parts = [add_code(graph, at, codes.codes, codes.other) for at, codes in enumerate(self.codes)]
        parts += [graph.input("numbers"), known_year, level]
        if self.text_width:
            ends = [graph.constant(np.asarray([one], dtype=np.int64)) for one in (0, self.text_width, 1)]
            parts.append(graph.node("Slice", embedding, *ends))
        return FrameNodes(add_concat(graph, parts), level, year, tuple(keys))

    def _add_level(self, graph: Graph, year: str, keys: Sequence[str]) -> str:
        """Linear between yearly knots, summed over the nested segments; (n, 1)."""
        row, share = add_knot(graph, year, self.index.first, len(self.index.overall))
        total = add_between(graph, self.index.overall[:, None], row, None, share)
        for effect, key in zip(self.index.effects, keys, strict=True):
            total = graph.node("Add", total, add_between(graph, effect, row, key, share))
        return total

    def run(self, inputs: Inputs) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Matrix (n, features) float32 and ln(level) (n,) of rows, by the very graph that will serve."""
        graph = Graph("frame")
        nodes = self.add_to(graph, graph.input("embedding"))
        graph.node("Identity", nodes.matrix, output="matrix")
        graph.node("Identity", nodes.level, output="level")
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
    return PriceFrame(codes, segments, index, text_width, inputs.numbers.shape[1])
