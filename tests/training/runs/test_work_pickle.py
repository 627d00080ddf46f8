from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np

from training.runs.work_pickle import dump, load


def test_paths_in_the_scratch_folder_move_with_it_and_others_stay(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    file = BytesIO()
    dump({"inside": [old / "a" / "b.json"], "folder": old, "outside": tmp_path / "c", "numbers": np.arange(3)}, file, old)
    file.seek(0)
    found = load(file, new)
    assert (found["inside"], found["folder"], found["outside"]) == ([new / "a" / "b.json"], new, tmp_path / "c")
    assert found["numbers"].tolist() == [0, 1, 2]


def test_objects_that_are_one_stay_one(tmp_path: Path) -> None:
    shared, file = [1], BytesIO()
    dump({"a": shared, "b": shared}, file, tmp_path)
    file.seek(0)
    found = load(file, tmp_path)
    assert found["a"] is found["b"]
