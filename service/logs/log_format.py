"""Who reads the log: a program, which gets JSON, or a person at a terminal."""

from __future__ import annotations

from typing import Literal, TextIO

LogFormat = Literal["auto", "json", "console"]


def for_a_person(stream: TextIO, wanted: LogFormat) -> bool:
    """Whether lines on the stream are in words; `auto` looks whether it is a terminal."""
    return wanted == "console" or (wanted == "auto" and stream.isatty())
