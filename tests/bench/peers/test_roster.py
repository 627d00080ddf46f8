"""The peers' definitions, and the files of their servers."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest

from bench.peers.peer import RUNTIME, Peer
from bench.peers.roster import PEERS, peers
from valuation.field_error import FieldError

BENCH = Path(__file__).parents[3] / "bench"


def _packages(file: Path) -> set[str]:
    """What a file imports, except the standard library; modules of this project in full."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found |= {name if name.startswith("bench.") else name.split(".")[0] for name in names}
    return found - sys.stdlib_module_names


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.key)
def test_a_definition_is_complete(peer: Peer) -> None:
    assert (BENCH / "peers" / f"{peer.key}_server.py").is_file() and re.fullmatch(r"[a-z]+", peer.key) and peer.name and peer.path.startswith("/")
    assert peer.packages and all("==" in package for package in peer.packages)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.key)
def test_a_server_needs_nothing_but_its_framework_and_what_runs_the_graph(peer: Peer) -> None:
    installed = {re.split(r"[=\[]", package)[0] for package in (*peer.packages, *RUNTIME)}
    waiting, seen = [BENCH / "peers" / f"{peer.key}_server.py"], set[Path]()
    while waiting:
        file = waiting.pop()
        seen.add(file)
        found = _packages(file)
        assert {name for name in found if not name.startswith("bench.")} <= installed, file
        waiting += [own for name in found if name.startswith("bench.") and (own := BENCH.parent / f"{name.replace('.', '/')}.py") not in seen]


def test_mlflow_is_asked_for_rows_of_a_table_and_the_others_as_the_service_is() -> None:
    call = json.dumps({"achievements": [{"title": "铝"}]}).encode()
    asked = {peer.key: json.loads(peer.call(call)) for peer in PEERS}
    assert asked["mlflow"] == {"dataframe_records": [{"title": "铝"}]}
    assert all(found == json.loads(call) for key, found in asked.items() if key != "mlflow")


def test_valuations_are_found_in_every_shape_of_answer() -> None:
    answers = {
        "bentoml": [{"price": 1}],
        "litserve": {"valuations": [{"price": 1}]},
        "ray": {"valuations": [{"price": 1}]},
        "mlflow": {"predictions": [{"price": 1}]},
    }
    assert {peer.key: peer.valuations(answers[peer.key]) for peer in PEERS} == {key: [{"price": 1}] for key in answers}


def test_some_are_chosen_by_key_in_the_order_of_the_table_and_a_wrong_key_is_told() -> None:
    assert [peer.key for peer in peers("ray, bentoml")] == ["bentoml", "ray"] and peers("") == PEERS
    with pytest.raises(FieldError, match="triton"):
        peers("ray,triton")
