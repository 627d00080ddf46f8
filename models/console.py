"""The console of every command: standard error, where what a table or a path holds is text and never markup."""

from __future__ import annotations

import sys

from rich.console import Console

LOG_WIDTH = 140
"""Columns where there is no terminal to ask."""


def stderr_console() -> Console:
    """A console on standard error; `[red]` or `:smile:` in a cell stays as it is."""
    return Console(stderr=True, markup=False, emoji=False, width=None if sys.stderr.isatty() else LOG_WIDTH)
