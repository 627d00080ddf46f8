from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from optuna.study import get_all_study_names

from tests.conftest import TinyTables
from training import parameter_search, search_space, search_verdict, tune
from training.parameters import Parameters
from training.runs.run_store import RunStore
from training.search_space import SPACE
from training.tuned_file import FIRST

PARAMS = (
    "threads = 1\n[encoder]\nvocabulary = 300\ndimensions = 16\nsteps = 3\nbatch = 32\n"
    "[price]\nrounds = 2\nrate = 0.02\nquantile_rounds = 2\nquantile_rate = 0.02\nleaves = 4\ntext_width = 4\norigins = 3\n"
    "[maturity]\nrounds = 2\n[values]\nrounds = 2\n"
)


def made_up(_: object, parameters: Parameters, cuts: Sequence[object]) -> Iterator[NDArray[np.float64]]:
    """Losses that follow the rate and, a little, the seed; `test_parameter_search.py` searches on fits."""
    for _ in cuts:
        yield np.full((1, 2), 0.5 + np.log(parameters.price.rate / 0.2) ** 2 + 1e-4 * (parameters.seed % 3))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stages that some test here has finished, for the others."""
    return tmp_path_factory.mktemp("finished")


@pytest.fixture
def given(tiny_tables: TinyTables, finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The priced source alone, a bad default, and two parameters to search."""
    monkeypatch.setattr(search_space, "SPACE", tuple(replace(one, low=0.01) for one in SPACE if one.name in ("price.rate", "price.quantile_rate")))
    for module in (parameter_search, search_verdict):
        monkeypatch.setattr(module, "walk", made_up)
    if (finished / "stages").is_dir():
        shutil.copytree(finished, tmp_path / "runs")
    (tmp_path / "p.toml").write_text(PARAMS, "utf-8")
    yield {
        "source": str(tiny_tables.sources[0]),
        "data": str(tiny_tables.data[0]),
        "out": str(tmp_path / "found" / "params.toml"),
        "params": str(tmp_path / "p.toml"),
        "runs": str(tmp_path / "runs"),
        "trials": "5",
    }
    if (tmp_path / "runs" / "stages").is_dir():
        shutil.copytree(tmp_path / "runs" / "stages", finished / "stages", dirs_exist_ok=True)


def words(given: dict[str, str]) -> list[str]:
    return [part for name, value in given.items() for part in (f"--{name}", value)]


def said(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    tune.app(words(given), result_action="return_value")
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def refused(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stop:
        tune.app(words(given))
    assert stop.value.code == 1
    return capsys.readouterr().err


def test_a_bad_default_is_improved_written_for_params_and_gone_on_with(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    told, out = said(given, capsys), Path(given["out"])
    for part in ("Parameters", "Loss by origin", "check", "chose the parameters, so their figures flatter", "Kept: ", f"make train PARAMS={out}"):
        assert part in told
    text = out.read_text("utf-8")
    found, before = Parameters().updated(tomllib.loads(text)), Parameters().updated(tomllib.loads(PARAMS))
    assert text.startswith(FIRST) and "sha256" in text and "5 trials" in text
    assert found.encoder == before.encoder and found.seed == before.seed and found.price != before.price

    longer = said({**given, "trials": "7"}, capsys)
    assert "7 trials" in longer and "fit          unchanged" in longer and "7 trials" in out.read_text("utf-8")
    (file,) = (Path(given["runs"]) / "searches").glob("*.sqlite")
    assert get_all_study_names(f"sqlite:///{file}") == [file.stem]
    first, second = RunStore(Path(given["runs"])).records()
    assert (first.type, list(first.stages), first.to_do) == ("test", ["ingest", "validate", "split", "fit"], ())
    assert all(stage.taken_from for stage in second.stages.values())


def test_where_nothing_is_better_nothing_is_changed(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    told = said({**given, "trials": "1"}, capsys)
    assert "Nothing is changed: no trial cost less than the default" in told and "holds no found parameter" in told
    assert Parameters().updated(tomllib.loads(Path(given["out"]).read_text("utf-8"))) == Parameters().updated(tomllib.loads(PARAMS))


def test_the_seed_of_a_search_is_no_finding(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    said({**given, "trials": "1", "seed": "77"}, capsys)
    text = Path(given["out"]).read_text("utf-8")
    assert "seed" not in tomllib.loads(text) and "Seed 77" in text


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"trials": "0"}, "TRIALS: "),
        ({"timeout": "0"}, "TIMEOUT: "),
        ({"timeout": "nan"}, "TIMEOUT: "),
        ({"out": "params.txt"}, "OUT: is no TOML"),
        ({"data": "nowhere.csv"}, "DATA: no such file"),
    ],
)
def test_wrong_words_are_one_sentence_before_anything_is_run(
    given: dict[str, str], capsys: pytest.CaptureFixture[str], change: dict[str, str], named: str
) -> None:
    told = refused({**given, **change}, capsys)
    assert told.startswith(named) and told.count("\n") == 1 and not (Path(given["runs"]) / "searches").exists()


def test_an_unknown_option_is_refused(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        tune.app(words({**given, "tries": "3"}))
    captured = capsys.readouterr()
    assert stop.value.code and "--tries" in captured.out + captured.err and not Path(given["out"]).exists()


def test_a_file_written_by_hand_is_never_replaced(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "was not written by make tune" in refused({**given, "out": given["params"]}, capsys)
    assert Path(given["params"]).read_text("utf-8") == PARAMS


def test_sources_without_prices_are_one_sentence(given: dict[str, str], tiny_tables: TinyTables, capsys: pytest.CaptureFixture[str]) -> None:
    told = refused({**given, "source": str(tiny_tables.sources[1]), "data": str(tiny_tables.data[1])}, capsys)
    assert told.splitlines()[-1].startswith("SOURCE: has no prices")
