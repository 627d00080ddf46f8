"""What a process that serves sets for itself, once, when its model is loaded and before its first call."""

from __future__ import annotations

import gc
import os
import sys

SWITCH = 0.0001
"""Seconds after which a thread that wants the interpreter gets it: a batch that comes back must not wait the usual 5 ms behind the decoding of others."""
YOUNG = 20_000
"""Objects after which the youngest are looked through for cycles: a call makes hundreds of objects and hardly a cycle."""


def settle() -> None:
    """Sets them. What has been loaded so far is taken out of every later search for garbage: each of those stood still for 50 ms (`docs/experiments.md`)."""
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)


def tokenise_alone() -> None:
    """Texts of a batch are tokenised in the thread that scores them, unless the operator wants it otherwise: a pool of threads would take the cores from
    the other scoring threads. To be said before the first text, for this process and those it starts.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
