"""Runs to begin and runs to change: a fresh context over the tiny tables, and a copy of the finished run that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.conftest import SMALL, TinyTables
from training.context import Context
from training.parameters import Parameters
from training.progress import Progress


@pytest.fixture
def fresh(tiny_tables: TinyTables, tmp_path: Path) -> Context:
    """Asked for, not begun."""
    (tmp_path / "work").mkdir()
    return Context(
        name="fresh",
        sources=tiny_tables.sources,
        data=tiny_tables.data,
        out=tmp_path / "out",
        work=tmp_path / "work",
        parameters=Parameters().updated(SMALL),
        encoder_choice="static",
        progress=Progress(Console(file=StringIO(), width=200)),
    )


@pytest.fixture
def finished(tiny_run: Context, fresh: Context) -> Context:
    """All that the finished run knows, with a work folder and a place for the bundle of its own."""
    shutil.copy(tiny_run.work / "rejects.csv", fresh.work)
    shutil.copy(tiny_run.work / "tokenizer.json", fresh.work)
    for name, value in vars(tiny_run).items():
        if name not in ("out", "work", "progress"):
            setattr(fresh, name, value)
    return fresh


@pytest.fixture
def said() -> Callable[[Context], str]:
    """What a run has printed so far."""

    def read(context: Context) -> str:
        file = context.progress.console.file
        assert isinstance(file, StringIO)
        return file.getvalue()

    return read
