"""How many sweeps are under way in this process: each may keep a body on disk, so there is an end to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.job import Overloaded

RETRY = 5
"""Seconds after which a place may be free."""


class Places:
    """The places that are taken."""

    def __init__(self) -> None:
        self._taken = 0

    @contextmanager
    def one(self, most: int) -> Iterator[None]:
        """A place of `most`, held for a while; Overloaded where none is free."""
        if self._taken >= most:
            raise Overloaded(RETRY)
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
