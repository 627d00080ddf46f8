"""All ways to run a bundle, timed in alternation over the same rows; what cannot be run is kept with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.gpu.contenders import Contender
from bench.gpu.feeds import feeds_of
from bench.gpu.measure import block_ms, moved, nodes_by_provider, valuations_per_second
from bench.gpu.outcome import Absent
from bench.hot.figures import Figures
from models.graph_run import GraphRun, Part, Shapes
from models.session import ProviderMissing
from valuation.features import Columns

RATE, MS, LN, NODES = "valuations/s", "ms a block", "ln(price)", "nodes"
BLOCK_ROWS = 64
SECONDS = 0.3
"""Of each shape of block."""


@dataclass
class Compared:
    """Figures as they come in, and those that cannot."""

    figures: Figures = field(default_factory=Figures)
    absent: list[Absent] = field(default_factory=list)


def compare(found: Compared, contenders: Sequence[Contender], columns: Columns, rounds: int, shapes: Shapes | None = None) -> None:
    """Whole valuations of one bundle: each way alone and, on a device, two blocks at a time; and by how much its prices differ from the first's."""
    runs: dict[str, GraphRun] = {}
    for one in contenders:
        try:
            runs[one.name] = one.opened(shapes or Shapes())
        except Exception as error:  # noqa: BLE001 - a device's faults come as ONNX Runtime's own undocumented types, and the rest is measured without it
            found.absent += [Absent(name, unit, why(one, error)) for name, unit in _figures_of(one)]
    feeds = feeds_of(contenders[0].bundle, columns, BLOCK_ROWS)
    present = [one for one in contenders if one.name in runs]
    for at in range(rounds):
        for one in present if at % 2 == 0 else present[::-1]:
            for blocks in range(1, runs[one.name].in_flight + 1):
                found.figures.add(_rate(one, blocks), valuations_per_second(runs[one.name], feeds, blocks), RATE)
    exact = [runs[contenders[0].name].run(feed) for feed in feeds]
    for one in present:
        if one.padded:
            found.figures.add(f"{one.name}_p999", moved([runs[one.name].run(feed) for feed in feeds], exact), LN)


def compare_encoders(
    found: Compared, contenders: Sequence[Contender], scratch: Path, rounds: int, shapes: Shapes | None = None, seconds: float = SECONDS
) -> None:
    """One block of each shape through each encoder, of a single row where it takes no more; and how many of its nodes ran on the device."""
    parts: dict[str, Part] = {}
    asked = {one.name: _shapes_of(one, shapes or Shapes()) for one in contenders}
    for one in contenders:
        if one.encoder is None:
            continue
        try:
            part = Part(one.encoder, one.provider)
            for shape in asked[one.name]:
                block_ms(part, *shape, seconds=0)  # the first of a shape pays for its memory
            ran = nodes_by_provider(one.encoder, one.provider, scratch, asked[one.name][0])
        except Exception as error:  # noqa: BLE001 - as above
            missing = [*((_block(one, shape), MS) for shape in asked[one.name]), (f"{one.name}_nodes", NODES), (f"{one.name}_nodes_elsewhere", NODES)]
            found.absent += [Absent(name, unit, why(one, error)) for name, unit in missing]
            continue
        parts[one.name] = part
        found.figures.add(f"{one.name}_nodes", float(ran[one.provider]), NODES)
        found.figures.add(f"{one.name}_nodes_elsewhere", float(ran.total() - ran[one.provider]), NODES)
    for _ in range(rounds):
        for one in contenders:
            for shape in asked[one.name] if one.name in parts else ():
                found.figures.add(_block(one, shape), block_ms(parts[one.name], *shape, seconds=seconds), MS)


def _shapes_of(one: Contender, shapes: Shapes) -> list[tuple[int, int]]:
    return [shape for shape in shapes.within(one.bundle.manifest.encoder.max_tokens) if one.padded or shape[0] == 1]


def _block(one: Contender, shape: tuple[int, int]) -> str:
    return f"{one.name}_encoder_{shape[0]}x{shape[1]}"


def why(one: Contender, error: Exception) -> str:
    """Why a way to run cannot be measured here."""
    return str(error) if isinstance(error, ProviderMissing) else f"{one.provider} failed: {error}"


def _figures_of(one: Contender) -> list[tuple[str, str]]:
    return [(_rate(one, 1), RATE), *([(_rate(one, 2), RATE), (f"{one.name}_p999", LN)] if one.padded else [])]


def _rate(one: Contender, blocks: int) -> str:
    return one.name if blocks == 1 else f"{one.name}_overlap"
