from __future__ import annotations

from pathlib import Path

import pytest

from service.store.folder import private_folder


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    made = private_folder(tmp_path / "deep" / "var")
    assert made.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir(mode=0o750)
    assert private_folder(tmp_path / "var").stat().st_mode & 0o777 == 0o750


def test_a_file_in_its_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(OSError):
        private_folder(tmp_path / "var")
