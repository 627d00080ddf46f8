from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.trees.timed import timed


def test_each_form_is_charged_its_own_time_a_row_and_the_first_round_is_not_counted() -> None:
    now, slow = [0.0], [1.0]

    def run(seconds: float) -> Callable[[object], None]:
        def spend(part: object) -> None:
            now[0] += seconds * slow[0]

        return spend

    feed = {"numbers": np.zeros((8, 2), dtype=np.float32)}
    found = timed({"fast": run(4e-6), "slow": run(12e-6)}, feed, [4, 8], 3, clock=lambda: now[0])
    assert found.keys() == {4, 8}
    assert np.isclose(found[4]["fast"], 1.0) and np.isclose(found[4]["slow"], 3.0) and np.isclose(found[8]["slow"], 1.5)


def test_only_so_many_batches_are_run() -> None:
    seen: list[int] = []
    timed({"one": lambda part: seen.append(len(part["numbers"]))}, {"numbers": np.zeros((50, 1), dtype=np.float32)}, [2], 1, most=3)
    assert seen == [2] * 6
