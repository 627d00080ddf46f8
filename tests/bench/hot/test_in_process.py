"""The loops' process answers question after question, each loop with its rate and its cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.hot.in_process import SHIPPED, in_process
from bench.hot.loops import BATCHES


@pytest.mark.slow
def test_questions_are_answered(reference: Path) -> None:
    with in_process(reference, SHIPPED) as limit:
        found = limit.alternate(0.1)
        assert set(found) == {*(f"limit_b{size}" for size in BATCHES), "scorer_b64", "shipped_b64"}
        assert all(loop["rate"] > 0 and loop["cpu_us"] > 0 for loop in found.values())
        assert limit.limit(0.1) > 0 and len(limit.paced(3)) == 3
