"""How a bundle's graphs are run on a block of rows: fused in one session, or as encoder and heads, each where it belongs.

The heads are tree ensembles, for which ONNX Runtime has no CUDA kernels: their session is opened on the CPU alone. On a device the encoder gets blocks
padded to a few shapes, each run once at load, so that no caller waits for the memory and the kernels of a new one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.golden import DEVICE_TOLERANCE, TOLERANCE
from models.load import Bundle, BundleError
from models.providers import Providers, StaysOnCpu, device_encoder
from models.session import CPU, CUDA, ProviderMissing, open_session

_log = logging.getLogger(__name__)

Arrays = dict[str, NDArray[Any]]


class GraphRun(Protocol):
    """Graphs, ready to run; safe to call from several threads.

    `outputs`: names of what it answers. `in_flight`: how many blocks are worth running at once: 2 where a device encodes one while the CPU values the other.
    `tolerance`: greatest difference to the answers that the bundle was exported with.
    """

    outputs: frozenset[str]
    in_flight: int
    tolerance: float

    def run(self, feed: Arrays) -> Arrays:
        """All outputs for one block by name, rows in order; `feed` holds token_ids, token_mask (n, tokens), categories, numbers and years."""
        ...


@dataclass(frozen=True)
class Shapes:
    """Blocks that a device sees: numbers of rows and of tokens a row, ascending."""

    rows: tuple[int, ...] = (1, 8, 32, 128)
    tokens: tuple[int, ...] = (32, 64, 128, 256)

    def within(self, max_tokens: int) -> Shapes:
        """Those that texts of at most `max_tokens` need."""
        return Shapes(self.rows, (*(length for length in self.tokens if length < max_tokens), max_tokens))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((rows, tokens) for rows in self.rows for tokens in self.tokens)

    def padded(self, ids: NDArray[np.int64], mask: NDArray[np.float32]) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.float32]]]:
        """The block in pieces of these shapes: rows that count, ids and mask. Missing rows repeat the last one, missing tokens are masked."""
        width = next(length for length in self.tokens if length >= ids.shape[1])
        for start in range(0, len(ids), self.rows[-1]):
            part = slice(start, start + self.rows[-1])
            count = len(ids[part])
            height = next(rows for rows in self.rows if rows >= count)
            wide = [np.pad(one[part], ((0, 0), (0, width - one.shape[1]))) for one in (ids, mask)]
            full = [np.pad(one, ((0, height - count), (0, 0)), mode="edge") for one in wide]
            yield count, full[0], full[1]


class Part:
    """One session with the names of its inputs and outputs."""

    def __init__(self, graph: Path, provider: str = CPU) -> None:
        self._session = open_session(graph, provider)
        self._inputs = [one.name for one in self._session.get_inputs()]
        self.outputs = [one.name for one in self._session.get_outputs()]

    def run(self, feed: Arrays) -> Arrays:
        """All outputs by name, of those of the arrays that the graph reads."""
        return dict(zip(self.outputs, self._session.run(self.outputs, {name: feed[name] for name in self._inputs}), strict=True))


class FusedRun:
    """A static encoder and all heads in one session on the CPU."""

    in_flight, tolerance = 1, TOLERANCE

    def __init__(self, graph: Part) -> None:
        self._graph = graph
        self.outputs = frozenset(graph.outputs)

    def run(self, feed: Arrays) -> Arrays:
        """As `GraphRun.run`."""
        return self._graph.run(feed)


class RowByRow:
    """A transformer on the CPU: each row alone and without padding, for in another shape its attention would give other last bits."""

    def __init__(self, encoder: Part) -> None:
        self._encoder = encoder

    def run(self, feed: Arrays) -> Arrays:
        """What the encoder says of each row."""
        lengths = np.maximum(feed["token_mask"].sum(axis=1).astype(np.int64), 1)
        rows = [{name: feed[name][row : row + 1, :length] for name in ("token_ids", "token_mask")} for row, length in enumerate(lengths)]
        return _joined([self._encoder.run(row) for row in rows])


class Padded:
    """A transformer on a device: blocks of known shapes only, all of them run once before the first caller."""

    def __init__(self, encoder: Part, shapes: Shapes) -> None:
        self._encoder, self._shapes = encoder, shapes
        for shape in shapes:
            encoder.run({"token_ids": np.zeros(shape, dtype=np.int64), "token_mask": np.ones(shape, dtype=np.float32)})

    def run(self, feed: Arrays) -> Arrays:
        """What the encoder says of each row."""
        found = []
        for count, ids, mask in self._shapes.padded(feed["token_ids"], feed["token_mask"]):
            found.append({name: values[:count] for name, values in self._encoder.run({"token_ids": ids, "token_mask": mask}).items()})
        return _joined(found)


class SplitRun:
    """Encoder and heads in sessions of their own; on a device one block is encoded while the one before it is in the heads, on the CPU."""

    def __init__(self, encoder: RowByRow | Padded, heads: Part) -> None:
        self._encoder, self._heads = encoder, heads
        on_device = isinstance(encoder, Padded)
        # one block at a time: a second one would share the device and finish no sooner, and the heads would wait for both
        self._turn: AbstractContextManager[Any] = Lock() if on_device else nullcontext()
        self.in_flight, self.tolerance = (2, DEVICE_TOLERANCE) if on_device else (1, TOLERANCE)
        self.outputs = frozenset(["embedding", *heads.outputs])

    def run(self, feed: Arrays) -> Arrays:
        """As `GraphRun.run`."""
        with self._turn:
            encoded = self._encoder.run(feed)
        return {"embedding": encoded["embedding"], **self._heads.run(feed | encoded)}


def open_run(bundle: Bundle, providers: Providers = "cpu", device: str = CUDA, shapes: Shapes | None = None) -> GraphRun:
    """The bundle's graphs on the device where that is wanted, possible and worth it, else on the CPU, which is a warning where `cuda` was asked for.

    BundleError where a graph cannot be loaded, or does not answer what the manifest says. `device` is the provider that stands for one: tests name the CPU's.
    """
    run: GraphRun | None = None
    if providers != "cpu":
        try:
            run = _on_device(bundle, device, shapes or Shapes())
        except StaysOnCpu as reason:
            level = logging.WARNING if providers == "cuda" or reason.broken else logging.INFO
            _log.log(level, "The text encoder of %s runs on the CPU: %s.", bundle.manifest.name, reason)
    run = run or _on_cpu(bundle)
    _check_outputs(run, bundle)
    return run


def _on_cpu(bundle: Bundle) -> GraphRun:
    layout = bundle.layout
    if bundle.manifest.encoder.kind == "static":
        return FusedRun(_part(layout.graph))
    return SplitRun(RowByRow(_part(layout.encoder)), _part(layout.heads))


def _on_device(bundle: Bundle, device: str, shapes: Shapes) -> GraphRun:
    graph = device_encoder(bundle)
    try:
        encoder = Padded(Part(graph, device), shapes.within(bundle.manifest.encoder.max_tokens))
    except ProviderMissing as error:
        raise StaysOnCpu(str(error), broken=error.offered) from None
    except Exception as error:  # no memory, no kernel, a lost driver: ONNX Runtime raises its own undocumented types
        raise StaysOnCpu(f"{device} failed on the first blocks: {error}", broken=True) from error
    return SplitRun(encoder, _part(bundle.layout.heads))


def _part(path: Path) -> Part:
    try:
        return Part(path)
    except Exception as error:  # ONNX Runtime raises its own undocumented types for every fault of a graph
        raise BundleError(path.name, f"ONNX Runtime cannot load it: {error}") from error


def _check_outputs(run: GraphRun, bundle: Bundle) -> None:
    """BundleError where the graph does not answer what the manifest says it does."""
    manifest = bundle.manifest
    promised = {"embedding", "familiarity", *(f"score_{value}" for value in manifest.scores)}
    promised |= {"price", "price_point", "level_deviation"} if manifest.price is not None else set()
    promised |= {"maturity"} if manifest.maturity is not None else set()
    promised |= {"signals"} if manifest.signals else set()
    if promised != run.outputs:
        file = bundle.layout.graph if isinstance(run, FusedRun) else bundle.layout.heads
        raise BundleError(file.name, f"answers {', '.join(sorted(run.outputs))} where the manifest says {', '.join(sorted(promised))}")


def _joined(parts: list[Arrays]) -> Arrays:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
