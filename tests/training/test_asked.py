from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from training.asked import Asked, parameters_of
from training.parameters import Parameters
from training.progress import Progress
from valuation.field_error import FieldError


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    for name in ("a.toml", "b.toml", "a.csv", "b.csv"):
        (tmp_path / name).write_text("", "utf-8")
    return Asked(
        source=f"{tmp_path / 'a.toml'}, {tmp_path / 'b.toml'}", data=f"{tmp_path / 'a.csv'},{tmp_path / 'b.csv'}", out=tmp_path / "mine", runs=tmp_path / "runs"
    )


def test_words_become_a_run_to_begin(asked: Asked, tmp_path: Path) -> None:
    context = asked.context(tmp_path / "work", Progress(Console()))
    assert [path.name for path in (*context.sources, *context.data)] == ["a.toml", "b.toml", "a.csv", "b.csv"]
    assert (context.name, context.out, context.work, context.encoder_choice) == ("mine", tmp_path / "mine", tmp_path / "work", "static")
    assert context.parameters == Parameters() and (context.run, context.runs) == (None, tmp_path / "runs")
    assert asked.store.folder == tmp_path / "runs" and asked.cache.folder == tmp_path / "runs" / "stages" and asked.cache.limit == 4 * 2**30


def test_the_folder_of_runs_is_not_made_by_asking(asked: Asked, tmp_path: Path) -> None:
    asked.context(tmp_path, Progress(Console()))
    assert not (tmp_path / "runs").exists()


def test_a_file_lies_over_the_defaults_and_the_seed_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("seed = 3\n[price]\nrounds = 5\n", "utf-8")
    assert parameters_of(tmp_path / "p.toml") == Parameters().updated({"seed": 3, "price": {"rounds": 5}})
    assert parameters_of(tmp_path / "p.toml", 4).seed == 4 and parameters_of(None, 4) == Parameters().updated({"seed": 4})


def test_a_folder_of_parameters_and_bytes_that_are_no_text_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match="PARAMS: cannot be read"):
        parameters_of(tmp_path)
    (tmp_path / "p.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FieldError, match="PARAMS: not valid TOML in UTF-8"):
        parameters_of(tmp_path / "p.toml")
