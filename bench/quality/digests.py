"""Digests under which answers are kept: the same code on the same contracts need not be run again."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIPELINE = ("training", "models", "valuation")
LIBRARIES = ("catboost", "lightgbm", "numpy", "onnxruntime", "scikit-learn", "scipy", "tokenizers")


def content_digest(files: Iterable[Path], *words: str) -> str:
    """sha256 over words and the contents of files, in order."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def pipeline_code(root: Path = ROOT) -> list[Path]:
    """Every file that decides what `make train` and `make score` do, bundles left out."""
    found = [file for room in PIPELINE for kind in ("*.py", "*.toml") for file in sorted((root / room).rglob(kind))]
    return [file for file in found if "bundles" not in file.parts]


def peer_code(module: str, root: Path = ROOT) -> list[Path]:
    """The file of a module of the bench and of every other module of the bench that it imports, at any remove."""
    waiting, found = [module], dict[str, Path]()
    while waiting:
        name = waiting.pop()
        file = root / (name.replace(".", "/") + ".py")
        if name in found or not file.is_file():
            continue
        found[name] = file
        imported = [node.module for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom) and node.module]
        waiting += [each for each in imported if each.startswith("bench.")]
    return [found[name] for name in sorted(found)]


def library_versions() -> str:
    """The versions of what the pipeline and its rivals are made of."""
    return " ".join(f"{name}={_version(name)}" for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
