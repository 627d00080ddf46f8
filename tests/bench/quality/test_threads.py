"""Threads of the rivals."""

from __future__ import annotations

from bench.quality.threads import THREADS
from training.parameters import Parameters


def test_rivals_have_as_many_threads_as_the_pipeline() -> None:
    assert Parameters().threads == THREADS
