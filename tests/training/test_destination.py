from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from training.destination import check_destination
from valuation.field_error import FieldError


def test_a_new_an_empty_and_an_earlier_folder_may_take_a_bundle(tmp_path: Path, bundle_copy: Path) -> None:
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "new" / "deep", tmp_path / "empty", bundle_copy):
        check_destination(out)


def test_a_folder_of_other_things_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", "utf-8")
    (tmp_path / "manifest.json").write_text("{}", "utf-8")  # of some other program
    with pytest.raises(FieldError, match="OUT: is a folder with other things than a bundle"):
        check_destination(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(FieldError, match="OUT: is a file"):
        check_destination(tmp_path / "file")


@pytest.mark.parametrize("out", [".", "..", "/", "sub/.."])
def test_the_working_folder_and_those_around_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, bundle_copy: Path) -> None:
    place = Path(shutil.copytree(bundle_copy, tmp_path / "work" / "here"))  # even where it is a bundle
    (place / "sub").mkdir()
    monkeypatch.chdir(place)
    with pytest.raises(FieldError, match="OUT: is the working folder or one around it"):
        check_destination(Path(out))
