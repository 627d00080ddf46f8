"""An error as a log may hold it: its type and where it was raised, never its message, which may quote what a caller sent.

What an operator needs of a message is kept: the number and words of a failure of the operating system, without the file's name.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = str(Path(__file__).parents[2]) + os.sep
DEEPEST, LONGEST = 40, 5
"""Frames of one error, and errors of one chain, that are told."""


def told(error: BaseException) -> list[dict[str, Any]]:
    """The error and what it came from, the last one first: `type`, `at` (frames, the innermost last), `errno` and `reason` of the system."""
    chain: list[dict[str, Any]] = []
    known: BaseException | None = error
    while known is not None and len(chain) < LONGEST:
        chain.append({"type": _name(known), **_system(known), "at": _frames(known.__traceback__)[-DEEPEST:]})
        if isinstance(known, BaseExceptionGroup):
            chain[-1]["of"] = [told(one) for one in known.exceptions[:LONGEST]]
        known = known.__cause__ or (None if known.__suppress_context__ else known.__context__)
    return chain


def told_shortly(error: BaseException) -> str:
    """The same of the error alone in one line: `ValueError at models/scorer.py:61`."""
    frames, system = _frames(error.__traceback__), _system(error)
    reason = f" ({system['reason']})" if "reason" in system else ""
    return f"{_name(error)}{reason}" + (f" at {frames[-1].partition(' ')[0]}" if frames else "")


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _system(error: BaseException) -> dict[str, Any]:
    if not isinstance(error, OSError) or error.errno is None:
        return {}
    return {"errno": error.errno, "reason": os.strerror(error.errno)}


def _frames(traceback: TracebackType | None) -> list[str]:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{_short(code.co_filename)}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return frames


def _short(path: str) -> str:
    """A path from the repository's root, or from the folder of installed packages, on."""
    _, found, package = path.rpartition("site-packages" + os.sep)
    return package if found else path.removeprefix(ROOT)
