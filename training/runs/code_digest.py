"""A digest of the code that a stage runs: its own source and that of every module of ours it imports, at any depth, and our data files.

Objects that a stage is handed need no look: they were made by an earlier stage, which imports their class, and whose key is in this one's.
Imports under `if TYPE_CHECKING:` are no code that runs. Comments count: a comment that changes runs a stage once too often, never too seldom.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("valuation", "models", "training")
DATA = (".toml", ".json", ".csv", ".css", ".html", ".js", ".svg", ".txt")
NO_DATA = (Path("models/demo"), Path("models/bundles"), Path("training/sources"), Path("training/params.toml"), Path("training/exclusions.toml"))
"""Bundles, and what is digested by its own content where a run uses it: mapping files, parameters and exclusion rules."""


def code_digest(module: str, root: Path = ROOT) -> str:
    """sha256 over the module `training.stages.x` and all it depends on under `root`; the same wherever the checkout lies."""
    found: set[Path] = set()
    wanted = [_file(module, root)]
    while wanted:
        file = wanted.pop()
        if file is not None and file not in found:
            found.add(file)
            wanted += _imported(file, root)
    digest = hashlib.sha256()
    for file in sorted(found) + _data(root):
        digest.update(f"{file.relative_to(root).as_posix()}\x00{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _file(module: str, root: Path) -> Path | None:
    """The file of a module of ours; None for anything else."""
    if module.partition(".")[0] not in ROOMS:
        return None
    place = root.joinpath(*module.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


@cache
def _imported(file: Path, root: Path) -> tuple[Path, ...]:
    names: list[str] = []
    for node in _nodes(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(dict.fromkeys(found for name in names if (found := _file(name, root)) is not None))


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those under `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from _nodes(child)


@cache
def _data(root: Path) -> list[Path]:
    files = sorted(file for room in ROOMS for file in (root / room).rglob("*") if file.suffix in DATA)
    return [file for file in files if not any(file.relative_to(root).is_relative_to(place) for place in NO_DATA)]
