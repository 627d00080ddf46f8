"""What a stage says it needs, reads and sets is what its code does."""

from __future__ import annotations

import ast
import importlib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from training.context import Context
from training.corpus import Corpus
from training.parameters import Parameters
from training.stages import STAGES, ingest, split

ROOT = Path(__file__).parents[3]
ALWAYS = {"out", "work", "progress", "parameters", "run", "runs"}
"""Of the run itself, not made by any stage."""
ASKED = {"name", "trained_by", "sources", "data", "encoder_choice", "exclusions"}
MADE = {field.name for field in fields(Context)} - ALWAYS - ASKED


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def files(stage: ModuleType) -> list[Path]:
    """The stage, and the modules it imports whose functions take the context."""
    own = ROOT / f"{stage.__name__.replace('.', '/')}.py"
    imported = [node.module for node in ast.walk(tree(own)) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("training.")]
    others = [ROOT / f"{name.replace('.', '/')}.py" for name in imported if name]
    return [own, *(file for file in others if "context: Context" in file.read_text("utf-8"))]


def touched(stage: ModuleType, how: type[ast.expr_context]) -> set[str]:
    """Names of `context.<name>` that are read (Load) or set (Store)."""
    return {
        node.attr
        for file in files(stage)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "context" and isinstance(node.ctx, how)
    }


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_a_stage_declares_what_it_needs_and_sets(stage: ModuleType) -> None:
    assert set(stage.OUTPUTS) == touched(stage, ast.Store)
    read = touched(stage, ast.Load) - ALWAYS
    assert set(stage.INPUTS) == read - (set(stage.OUTPUTS) - set(stage.INPUTS))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_every_parameter_that_a_stage_reads_by_name_is_declared(stage: ModuleType) -> None:
    known = {*Parameters().flat(), *(name.split(".")[0] for name in Parameters().flat())}
    assert set(stage.PARAMETERS) <= known
    read = {
        node.attr
        for node in ast.walk(tree(files(stage)[0]))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("context.parameters", "parameters") and node.attr in known
    }
    assert read <= {name.split(".")[0] for name in stage.PARAMETERS}
    assert len(set(stage.PARAMETERS)) == len(stage.PARAMETERS)


def test_no_parameter_is_without_a_stage_that_reads_it() -> None:
    declared = {name for stage in STAGES for name in stage.PARAMETERS}
    assert not [name for name in Parameters().flat() if not declared & {name, name.split(".")[0]}]


def test_the_split_reads_what_it_declares_and_no_other_parameter(fresh: Context) -> None:
    """The one stage that reads single parameters of a group: watched while it works."""
    ingest.run(fresh)
    fresh.corpus = replace(fresh.corpus, columns=replace(fresh.corpus.columns, dates=one_year(fresh.corpus)))  # so that it needs its seed too
    read: set[str] = set()
    fresh.parameters = cast(Parameters, Watched(fresh.parameters, read))
    split.run(fresh)
    assert read == set(split.PARAMETERS)


class Watched:
    """Parameters that write down which of them are read."""

    def __init__(self, group: object, read: set[str], prefix: str = "") -> None:
        self._group, self._read, self._prefix = group, read, prefix

    def __getattr__(self, name: str) -> object:
        value = getattr(self._group, name)
        if is_dataclass(value):
            return Watched(value, self._read, f"{self._prefix}{name}.")
        self._read.add(f"{self._prefix}{name}")
        return value


def one_year(corpus: Corpus) -> NDArray[np.datetime64]:
    days = np.where(np.isnan(corpus.amounts), np.datetime64("NaT"), np.datetime64("2023-03-01"))
    return days.astype("datetime64[D]")


def test_every_stage_needs_only_what_was_asked_for_or_made_before_it() -> None:
    made = set(ASKED)
    for stage in STAGES:
        assert set(stage.INPUTS) <= made, stage.__name__
        made |= set(stage.OUTPUTS)
    assert made == ASKED | MADE


def test_every_stage_module_is_in_the_list() -> None:
    found = {file.stem for file in (ROOT / "training" / "stages").glob("*.py")} - {"__init__", "promote"}  # a person's, not a run's
    assert {stage.__name__.rpartition(".")[2] for stage in STAGES} == found
    assert all(importlib.import_module(stage.__name__) is stage for stage in STAGES)
