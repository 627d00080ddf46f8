"""What a process that serves sets for itself, once, before its first call."""

from __future__ import annotations

import os
import sys

SWITCH = 0.0005
"""Seconds after which a thread that wants the interpreter gets it: a batch that comes back must not wait 5 ms behind the decoding of the next calls."""


def settle() -> None:
    """Sets them, unless the operator has."""
    # Texts of a batch are tokenised in the thread that scores them: a pool of threads would take the cores from the other scoring threads.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    sys.setswitchinterval(SWITCH)
