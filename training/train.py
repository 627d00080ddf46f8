"""`make train`: tables and mapping files in, a verified bundle with its report out."""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from cyclopts import App

from models.console import stderr_console
from training.context import Context
from training.destination import check_destination
from training.parameters import Parameters
from training.parity import ParityError
from training.progress import Progress
from training.stages import STAGES
from training.summary import summary
from training.transformer import UnusableEncoder
from training.trees import UnsupportedTrees
from valuation.field_error import FieldError

app = App(name="train", help=__doc__)


def train(context: Context) -> Context:
    """Runs every stage in order; FieldError before the first where `out` holds something else than a bundle."""
    check_destination(context.out)
    with context.progress:
        for stage in STAGES:
            stage.run(context)
    return context


@app.default
def command(source: str, data: str, out: Path, encoder: str = "static", params: Path | None = None, seed: int | None = None, name: str | None = None) -> None:
    """Trains a bundle.

    Parameters
    ----------
    source
        Mapping file, or several separated by commas.
    data
        Table of each mapping file, in the same order.
    out
        Folder of the bundle: a new or an empty one, or an earlier bundle, replaced when the new one is complete.
    encoder
        `static`, or a local sentence-transformers folder.
    params
        TOML file with parameters that differ from the defaults.
    seed
        Seed of everything random.
    name
        Name of the bundle; the folder's own if absent.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    console = stderr_console()
    try:
        with tempfile.TemporaryDirectory(prefix="valuation-") as work:
            context = Context(
                name=name or out.resolve().name,
                sources=_paths(source, "SOURCE"),
                data=_paths(data, "DATA"),
                out=out,
                work=Path(work),
                parameters=_parameters(params, seed),
                encoder_choice=encoder,
                progress=Progress(console),
            )
            console.print(summary(train(context)))
    except (FieldError, ParityError, UnusableEncoder, UnsupportedTrees, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


def _paths(given: str, name: str) -> tuple[Path, ...]:
    paths = tuple(Path(part.strip()) for part in given.split(",") if part.strip())
    for path in paths:
        if not path.is_file():
            raise FieldError(name, path, "no such file", "Give the path of an existing file; separate several by commas.")
    return paths


def _parameters(file: Path | None, seed: int | None) -> Parameters:
    parameters = Parameters() if file is None else Parameters().updated(_toml(file))
    return parameters if seed is None else parameters.updated({"seed": seed})


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FieldError("PARAMS", file, f"cannot be read: {error.strerror}", "Give the path of a TOML file with parameters.") from None
    except ValueError as error:
        raise FieldError("PARAMS", file, f"not valid TOML in UTF-8: {error}", "Correct it.") from None


if __name__ == "__main__":
    app()
