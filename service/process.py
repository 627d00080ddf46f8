"""What a process that serves sets for itself, once, before its first call. Three habits of an interpreter that cost a busy server most."""

from __future__ import annotations

import gc
import os
import sys

SWITCH = 0.0005
"""Seconds after which a thread that wants the interpreter gets it: a batch that comes back must not wait 5 ms behind the decoding of the next calls."""
YOUNG = 20_000
"""Objects after which the youngest are looked through for cycles: a call makes hundreds of objects and no cycle."""


def settle() -> None:
    """Sets them; what has been loaded so far is taken out of every later search for garbage."""
    # Texts of a batch are tokenised in the thread that scores them: a pool of threads would take the cores from the other scoring threads.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)
