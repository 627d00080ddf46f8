"""The import rule: service → models → valuation, bench → training → models → valuation; and each folder imports only what its extra declares.

The declared dependencies of pyproject.toml are the rule for third-party packages: `valuation` has the project's own (numpy, pydantic),
`models` and `service` add the service extra, `training` adds its own. Imports are read from the source, so that one inside a function counts.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {
    "valuation": {"valuation"},
    "models": {"models", "valuation"},
    "service": {"service", "models", "valuation"},
    "training": {"training", "models", "valuation"},
    "bench": {"bench", "training", "models", "valuation"},
}
EXTRAS = {"valuation": (), "models": ("service",), "service": ("service",), "training": ("service", "training"), "bench": ("service", "training", "bench")}
WINGS = {"service/telemetry/": "telemetry", "bench/faults/": "dev", "bench/fuzz/": "dev"}
"""Parts of a room that are imported only where an extra of their own is installed, and may use that too."""
INSIDE = ("bench/audit/", "bench/faults/", "bench/fuzz/")
"""Benches of the service's inside: they may import it."""
NEVER_SERVED = {"torch", "lightgbm", "sklearn", "sentence_transformers", "transformers", "scipy", "pandas", "mlflow", "matplotlib", "onnx"}
"""Not in a service install, whatever pyproject.toml says; nor is anything that loads a pickle."""
PICKLES = {"pickle", "joblib", "dill", "cloudpickle", "shelve"}


APART = re.compile(r"bench/peers/\w+_server\.py")
"""Run in environments of their own: tests/bench/peers/test_roster.py holds each to its own packages."""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    files = [file for file in sorted((ROOT / room).rglob("*.py")) if not APART.fullmatch(file.relative_to(ROOT).as_posix())]
    broken = [line for file in files for line in violations(room, file.read_text("utf-8"), str(file.relative_to(ROOT)))]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("room", "source", "named"),
    [
        ("valuation", "import models.load", "models"),
        ("valuation", "from fastapi import FastAPI", "fastapi"),
        ("valuation", "import pyarrow", "pyarrow"),
        ("models", "from service.app import app", "service"),
        ("models", "def late():\n    import torch", "torch"),
        ("models", "import onnx.helper", "onnx"),
        ("models", "import pickle", "pickle"),
        ("service", "import training", "training"),
        ("service", "import importlib\nimportlib.import_module('pandas')", "pandas"),
        ("service", "if True:\n    from sklearn import tree", "sklearn"),
        ("service", "import tests.conftest", "tests"),
        ("training", "from service import app", "service"),
        ("training", "import hypothesis", "hypothesis"),
        ("training", "from bench.quality import roster", "bench"),
        ("training", "import catboost", "catboost"),
        ("bench", "from service import app", "service"),
        ("bench", "import hypothesis", "hypothesis"),
        ("training", "import no_such_package", "no_such_package"),
    ],
)
def test_a_planted_violation_is_found(room: str, source: str, named: str) -> None:
    (found,) = violations(room, source, "planted.py")
    assert named in found and "planted.py" in found


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("valuation", "import numpy as np\nfrom pydantic import BaseModel\nfrom . import money\nimport math"),
        ("models", "import onnxruntime\nimport python_calamine\nfrom valuation import money"),
        ("service", "from models.load import load_bundle\nimport prometheus_client"),
        ("training", "import lightgbm\nimport sklearn.metrics\nfrom models import layout"),
        ("bench", "import catboost\nimport lightgbm\nfrom training import price_losses"),
    ],
)
def test_what_is_allowed_passes(room: str, source: str) -> None:
    assert not list(violations(room, source, "fine.py"))


def test_only_a_bench_of_the_services_inside_may_import_it() -> None:
    assert not list(violations("bench", "from service import app", "bench/audit/fine.py"))
    assert list(violations("bench", "from service import app", "bench/hot/planted.py"))


def test_the_extra_of_a_wing_is_for_that_wing_alone() -> None:
    source = "from opentelemetry.sdk.trace import TracerProvider"
    assert not list(violations("service", source, "service/telemetry/fine.py"))
    assert list(violations("service", source, "service/door.py"))


def violations(room: str, source: str, path: str) -> Iterator[str]:
    """One line for each import in `source` that its room may not have."""
    declared = _declared(room, *(extra for wing, extra in WINGS.items() if path.startswith(wing)))
    providers = _providers()
    for line, package in _imports(ast.parse(source)):
        where = f"{path}:{line} imports {package}"
        if package in ROOMS or package in {"tests", "tools"}:
            if package not in ROOMS[room] and not (package == "service" and path.startswith(INSIDE)):
                yield f"{where}: {room} may import only {', '.join(sorted(ROOMS[room]))}"
        elif room in {"models", "service"} and package in NEVER_SERVED | PICKLES:
            yield f"{where}: never in {room}"
        elif package not in sys.stdlib_module_names and not declared & {_normal(name) for name in providers.get(package, [package])}:
            yield f"{where}: not among the dependencies that pyproject.toml declares for {room}"


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.split(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
            if name in {"import_module", "__import__"}:
                yield node.lineno, node.args[0].value.split(".")[0]


def _declared(room: str, *wings: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in (*EXTRAS[room], *wings) for line in project["optional-dependencies"][extra])]
    return {_normal(re.split(r"[\s\[<>=!~;]", line)[0]) for line in lines} | {"pydantic-core"}  # pydantic's own errors live there, at its exact version


@cache
def _providers() -> Mapping[str, list[str]]:
    return packages_distributions()  # half a second: it reads every installed package's files


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
