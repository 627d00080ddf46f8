"""The file that `make tune` leaves: parameters for `PARAMS=`, under a head that says where they come from and what they gained."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from training.parameters import Parameters
from training.search_space import SPACE, differences
from valuation.field_error import FieldError

FIRST = "# Written by make tune."
WIDTH = 150


def check_file(out: Path) -> None:
    """FieldError unless the file may be written: a TOML file that is not there, or one of ours to replace."""
    if out.suffix != ".toml":
        raise FieldError("OUT", out, "is no TOML file", "Name one, e.g. OUT=params.toml.")
    if out.is_dir():
        raise FieldError("OUT", out, "is a folder", "Name a file, e.g. OUT=params.toml.")
    if out.exists() and not out.read_text(encoding="utf-8", errors="replace").startswith(FIRST):
        raise FieldError("OUT", out, "is there and was not written by make tune", "Name a new file, so that nothing written by hand is lost.")


def tuned_text(base: Parameters, found: Parameters, head: Sequence[str], *, kept: bool) -> str:
    """The file. All that differs from the defaults of `params.toml` is in it: what was given before the search, and, if `kept`, what it found; else what
    it found stands in comments. `head` are sentences.
    """
    why = {one.name: one.why for one in SPACE}
    new = differences(base, found)
    lines = [line for sentence in (FIRST, *(f"# {one}" for one in head)) for line in textwrap.wrap(sentence, WIDTH, subsequent_indent="# ")]
    if not kept and new:
        lines += ["#", "# Not kept, for whoever wants to look:", *(f"# {name} = {value!r}" for name, value in new.items())]
    values = differences(Parameters(), found if kept else base)
    for group in dict.fromkeys(name.rpartition(".")[0] for name in values):
        lines += ["", f"[{group}]"] if group else [""]
        for name, value in values.items():
            if name.rpartition(".")[0] == group:
                said = f"{why[name]}; {base.flat()[name]} before the search" if kept and name in new else "as given to the search"
                lines += [f"# {said}", f"{name.rpartition('.')[2]} = {_value(value)}"]
    return "\n".join(lines) + "\n"


def _value(value: float | int | str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)
