"""Memory of a model that has been let go: glibc keeps it unless it is told to give it back."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Gives what is free back to the system, as far as its C library can."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError):  # another C library
        return
    trim(0)
