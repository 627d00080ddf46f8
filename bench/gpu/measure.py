"""What is timed: valuations a second through encoder and heads, one block of a shape through an encoder, and where its nodes ran."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from models.graph_run import Arrays, GraphRun, Part
from models.session import open_session


def valuations_per_second(run: GraphRun, feeds: Sequence[Arrays], at_once: int) -> float:
    """Rows of all blocks over the seconds they take, `at_once` blocks at a time."""
    rows = sum(len(feed["years"]) for feed in feeds)
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda _: None, range(at_once)))  # threads are there before the clock starts
        started = time.perf_counter()
        for _ in pool.map(run.run, feeds):
            pass
        return rows / (time.perf_counter() - started)


def block_ms(encoder: Part, rows: int, tokens: int, seconds: float) -> float:
    """Milliseconds of one block of that shape, the mean of as many as fit into the time, one at least."""
    generator, done, started = np.random.default_rng(rows * tokens), 0, time.perf_counter()
    while done == 0 or time.perf_counter() - started < seconds:
        encoder.run({"token_ids": generator.integers(4, 1_000, (rows, tokens)), "token_mask": np.ones((rows, tokens), dtype=np.float32)})
        done += 1
    return (time.perf_counter() - started) / done * 1e3


def moved(found: Sequence[Arrays], exact: Sequence[Arrays]) -> float:
    """The 99.9th percentile of what a row's prices move by at most, in ln(price), over all blocks."""
    apart = [[one[name] - other[name] for name in ("price", "price_point")] for one, other in zip(found, exact, strict=True)]
    return float(np.quantile(np.concatenate([np.abs(np.column_stack(block)).max(axis=1) for block in apart]), 0.999))


def nodes_by_provider(graph: Path, provider: str, scratch: Path, shape: tuple[int, int]) -> Counter[str]:
    """How many nodes of a graph ran on which provider, by ONNX Runtime's own profile of one block."""
    session = open_session(graph, provider, scratch / "profile")
    session.run(None, {"token_ids": np.ones(shape, dtype=np.int64), "token_mask": np.ones(shape, dtype=np.float32)})
    profile = Path(session.end_profiling())
    events = json.loads(profile.read_text("utf-8"))
    profile.unlink()
    ran = [event["args"]["provider"] for event in events if event.get("cat") == "Node" and event["name"].endswith("_kernel_time")]
    return Counter(ran)
