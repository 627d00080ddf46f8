"""A peer's definition."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import Peer


def test_its_server_runs_with_its_own_interpreter_and_the_versions_that_run_the_graph_here() -> None:
    peer = Peer("ray", "Ray", ("ray==1",))
    assert peer.command(Path("env/bin/python"), Path("b"), 81) == ["env/bin/python", "-m", "bench.peers.ray_server", "--bundle", "b", "--port", "81"]
    assert peer.requirements[-1] == "ray==1" and f"onnxruntime=={version('onnxruntime')}" in peer.requirements
