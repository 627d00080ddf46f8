from __future__ import annotations

from pathlib import Path

import pytest

from models.layout import Layout
from models.scorer import Scorer
from models.session import open_session

SOURCES = [path for package in ("models", "service", "training", "valuation") for path in (Path(__file__).parents[2] / package).rglob("*.py")]


@pytest.fixture
def graph(tiny_scorer: Scorer) -> Path:
    layout: Layout = tiny_scorer.bundle.layout
    return layout.graph


def test_a_session_runs_in_the_callers_thread_alone_on_the_cpu(graph: Path) -> None:
    session = open_session(graph)
    options = session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"
    assert session.get_providers() == ["CPUExecutionProvider"]


def test_a_graph_opens_from_its_file_and_from_its_bytes(graph: Path) -> None:
    from_file, from_bytes = open_session(graph), open_session(graph.read_bytes())
    assert [one.name for one in from_file.get_outputs()] == [one.name for one in from_bytes.get_outputs()]


def test_no_other_module_opens_a_session_of_its_own() -> None:
    assert [path.name for path in SOURCES if "InferenceSession(" in path.read_text(encoding="utf-8")] == ["session.py"]
