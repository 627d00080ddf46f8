"""The key of a stage: a digest of all that its outcome follows from, known before it runs.

That is its code, the libraries, the values of the parameters it declares, the contents of the files it reads, and the keys of the stages that
made its inputs. So a change re-runs the stages that depend on it and no other, and a key met before stands for an outcome already there.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from models.manifest import sha256_of
from training.context import Context
from training.parameters import Parameters
from training.runs.code_digest import code_digest
from training.runs.stage import Stage

LIBRARIES = (
    *("lightgbm", "numpy", "onnx", "onnxruntime", "optuna", "pandera", "pyarrow", "pydantic", "python-calamine", "scikit-learn", "scipy"),
    *("sentence-transformers", "tokenizers", "torch", "transformers"),
)
"""Those whose other version may give other numbers or could not read what was kept."""


def stage_keys(context: Context, stages: Sequence[Stage]) -> dict[str, str]:
    """Key of each stage, by its name; the files are read as they are now."""
    libraries = {name: _version(name) for name in LIBRARIES} | {"python": platform.python_version()}
    made: dict[str, object] = {
        "name": context.name,
        "trained_by": context.trained_by,
        "sources": [[path.name, sha256_of(path)] for path in context.sources],
        "data": [[path.name, sha256_of(path)] for path in context.data],
        "encoder_choice": _encoder(context.encoder_choice),
        "exclusions": sha256_of(context.exclusions),
    }
    keys: dict[str, str] = {}
    for stage in stages:
        facts = {
            "stage": stage.name,
            "code": code_digest(stage.module),
            "libraries": libraries,
            "environment": {name: os.environ.get(name) for name in stage.environment},
            "parameters": declared(context.parameters, stage.parameters),
            "inputs": {name: made[name] for name in stage.inputs},
        }
        keys[stage.name] = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]
        made |= dict.fromkeys(stage.outputs, keys[stage.name])
    return keys


def declared(parameters: Parameters, names: Sequence[str]) -> dict[str, float | int | str | bool]:
    """The values that a stage reads, a group (`price`) standing for all of it."""
    return {name: value for name, value in parameters.flat().items() if name in names or name.partition(".")[0] in names}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _encoder(choice: str) -> object:
    """`static`, or the contents of the folder; a folder that is not there is the stage's to refuse."""
    folder = Path(choice)
    if choice == "static" or not folder.is_dir():
        return choice
    return [[file.relative_to(folder).as_posix(), sha256_of(file)] for file in sorted(folder.rglob("*")) if file.is_file()]
