"""What a person asks of a run on the command line, for `make train` and `make stage` alike."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cyclopts import Parameter

from training.context import EXCLUSIONS, Context
from training.parameters import Parameters
from training.progress import Progress
from training.runs.run_store import RunStore
from training.runs.stage_cache import StageCache
from valuation.field_error import FieldError

DEFAULTS = Path(__file__).parent / "params.toml"
STAGES_FOLDER = "stages"
RUNS = Path("runs")
KEPT_GIB = 4.0


@Parameter(name="*")
@dataclass(frozen=True)
class Asked:
    """The words of the command line.

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
        TOML file with parameters that differ from those of `training/params.toml`.
    seed
        Seed of everything random.
    name
        Name of the bundle; the folder's own if absent.
    exclusions
        TOML file with the rules of what to leave out, instead of `training/exclusions.toml`.
    runs
        Folder of the runs: their records, and what their stages made.
    keep
        GiB of finished stages that the folder of runs keeps.
    type
        What the run is: a `test` or a `candidate`; `rejected` and `final` are the promotion's words.
    note
        A sentence for the table of runs.
    by
        Who trains, as the service knows them (`key:<prefix>`, `oidc:<issuer>#<sub>`); they cannot confirm what the bundle values.
    fresh
        Runs every stage asked for, whatever was finished before.
    """

    source: str
    data: str
    out: Path
    encoder: str = "static"
    params: Path | None = None
    seed: int | None = None
    name: str | None = None
    exclusions: Path = EXCLUSIONS
    runs: Path = RUNS
    keep: float = KEPT_GIB
    type: Literal["test", "candidate"] = "candidate"
    note: str = ""
    by: str | None = None
    fresh: bool = False

    def context(self, work: Path, progress: Progress) -> Context:
        """A run of these words that nothing has been made for; FieldError for files that are not there and wrong parameters."""
        return Context(
            name=self.name or self.out.resolve().name,
            sources=_paths(self.source, "SOURCE"),
            data=_paths(self.data, "DATA"),
            out=self.out,
            work=work,
            parameters=parameters_of(self.params, self.seed),
            encoder_choice=self.encoder,
            progress=progress,
            runs=self.runs,
            exclusions=_paths(str(self.exclusions), "EXCLUSIONS")[0],
            trained_by=self.by or None,
        )

    @property
    def store(self) -> RunStore:
        """The records in the folder of runs."""
        return RunStore(self.runs)

    @property
    def cache(self) -> StageCache:
        """The finished stages in it."""
        return StageCache(self.runs / STAGES_FOLDER, int(self.keep * 2**30))


def parameters_of(file: Path | None, seed: int | None = None) -> Parameters:
    """The parameters of `params.toml`, with those of a file and a seed laid over them."""
    parameters = Parameters().updated(_toml(DEFAULTS))
    if file is not None:
        parameters = parameters.updated(_toml(file))
    return parameters if seed is None else parameters.updated({"seed": seed})


def _paths(given: str, name: str) -> tuple[Path, ...]:
    paths = tuple(Path(part.strip()) for part in given.split(",") if part.strip())
    for path in paths:
        if not path.is_file():
            raise FieldError(name, path, "no such file", "Give the path of an existing file; separate several by commas.")
    return paths


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FieldError("PARAMS", file, f"cannot be read: {error.strerror}", "Give the path of a TOML file with parameters.") from None
    except ValueError as error:
        raise FieldError("PARAMS", file, f"not valid TOML in UTF-8: {error}", "Correct it.") from None
