"""What a stage says it needs, reads and sets is what its code does."""

from __future__ import annotations

import ast
import importlib
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from training.context import Context
from training.parameters import Parameters
from training.stages import STAGES

ROOT = Path(__file__).parents[3]
ALWAYS = {"name", "out", "work", "progress", "parameters"}
"""Of the run itself, not made by any stage."""
ASKED = {"sources", "data", "encoder_choice"}
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


def test_every_stage_needs_only_what_was_asked_for_or_made_before_it() -> None:
    made = set(ASKED)
    for stage in STAGES:
        assert set(stage.INPUTS) <= made, stage.__name__
        made |= set(stage.OUTPUTS)
    assert made == ASKED | MADE


def test_every_stage_module_is_in_the_list() -> None:
    found = {file.stem for file in (ROOT / "training" / "stages").glob("*.py")} - {"__init__"}
    assert {stage.__name__.rpartition(".")[2] for stage in STAGES} == found
    assert all(importlib.import_module(stage.__name__) is stage for stage in STAGES)
