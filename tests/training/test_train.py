from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.load import load_bundle
from models.scorer import Scorer
from tests.conftest import TinyTables
from training import train
from valuation.features import Columns

MAPPING = """
text = "text"
[price]
concept = "grant_amount"
amount = "amount"
unit = "CNY"
[date]
column = "day"
"""


@pytest.fixture
def small(tmp_path: Path) -> dict[str, str]:
    """A mapping and a table of 90 readable contracts."""
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    rows = [f"a pump for waste water number {at},{1000 + at},201{at % 10}-03-01" for at in range(90)]
    (tmp_path / "t.csv").write_text("\n".join(["text,amount,day", *rows]), "utf-8")
    return {"source": str(tmp_path / "m.toml"), "data": str(tmp_path / "t.csv"), "out": str(tmp_path / "out")}


def refused(capsys: pytest.CaptureFixture[str], **given: str) -> str:
    """What the command says when it gives up: the lines after those of the stages."""
    with pytest.raises(SystemExit) as stop:
        train.app([part for name, value in given.items() for part in (f"--{name}", value)])
    assert stop.value.code == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "Traceback" not in captured.err
    assert not Path(given["out"]).exists()
    return "\n".join(line for line in captured.err.splitlines() if not line.startswith("  "))


@pytest.mark.parametrize("which", ["source", "data"])
def test_a_missing_file_is_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str], which: str) -> None:
    said = refused(capsys, **{**small, which: "nowhere/x.toml"})
    assert said == f"{which.upper()}: no such file (value: 'nowhere/x.toml'). Give the path of an existing file; separate several by commas."


def test_unequal_numbers_of_sources_and_tables_are_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, **{**small, "source": f"{small['source']},{small['source']}"})
    assert said.count("\n") == 0 and "SOURCE, DATA" in said and "2 and 1" in said and "same order" in said


def test_a_table_with_no_usable_row_says_why(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(small["data"]).write_text("text,amount,day\na pump,much,2015-01-01\na pipe,little,2016-01-01\n", "utf-8")
    said = refused(capsys, **small)
    assert "none of the 2 rows can be used" in said and "not an amount of money" in said and "'much'" in said


def test_an_empty_table_is_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(small["data"]).write_text("text,amount,day\n", "utf-8")
    said = refused(capsys, **small)
    assert said.count("\n") == 0 and "t.csv" in said


def test_fewer_than_a_hundred_prices_are_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, **small) == "price.amount: fewer than 100 rows have a price (value: '90'). Add contracts, or leave the price out."


@pytest.mark.parametrize(
    ("content", "named"),
    [("[price]\nround = 5\n", "price.round"), ("[price]\nrounds = 'x'\n", "price.rounds"), ("[price\n", "not valid TOML"), (None, "cannot be read")],
)
def test_wrong_parameters_are_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str], content: str | None, named: str) -> None:
    params = Path(small["data"]).with_name("p.toml")
    if content is not None:
        params.write_text(content, "utf-8")
    said = refused(capsys, **small, params=str(params))
    assert said.startswith("PARAMS: ") and named in said and said.count("\n") == 0


def test_a_missing_encoder_folder_is_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(small["data"]).write_text("\n".join(["text,amount,day"] + [f"a pump,{at},2015-01-01" for at in range(1, 120)]), "utf-8")
    said = refused(capsys, **small, encoder="nowhere/model")
    assert said.count("\n") == 0 and "nowhere/model" in said


def test_a_path_in_square_brackets_is_shown_as_it_is(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "'[red]x/[0].csv'" in refused(capsys, **{**small, "data": "[red]x/[0].csv"})


def test_the_command_trains_a_bundle_that_scores(tiny_tables: TinyTables, tiny_columns: Columns, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole way with two sources, a seed, a name and a parameter file; smaller still than the shared run."""
    params = tmp_path / "p.toml"
    params.write_text(
        "threads = 1\n[encoder]\nvocabulary = 300\ndimensions = 16\nsteps = 3\nbatch = 32\n"
        "[price]\nrounds = 4\nquantile_rounds = 3\nleaves = 4\norigins = 1\n[maturity]\nrounds = 3\n[values]\nrounds = 3\n",
        "utf-8",
    )
    given: dict[str, Any] = {"source": ",".join(map(str, tiny_tables.sources)), "data": ",".join(map(str, tiny_tables.data)), "out": str(tmp_path / "made")}
    train.command(**{**given, "out": Path(given["out"])}, params=params, seed=99, name="my bundle")
    assert "Bundle:" in capsys.readouterr().err
    bundle = load_bundle(tmp_path / "made")
    assert (bundle.manifest.name, bundle.manifest.seed, bundle.manifest.parameters["price.rounds"]) == ("my bundle", 99, 4)
    assert Scorer(bundle).score(tiny_columns).price is not None


def test_a_folder_that_is_no_bundle_is_never_replaced(small: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.docx").write_text("years of work", "utf-8")
    with pytest.raises(SystemExit) as stop:
        train.app([part for name, value in {**small, "out": str(out)}.items() for part in (f"--{name}", value)])
    assert stop.value.code == 1
    assert capsys.readouterr().err.startswith("OUT: is a folder with other things")  # before any stage
    assert (out / "thesis.docx").read_text("utf-8") == "years of work"


def test_a_reject_in_square_brackets_is_shown_as_it_is(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with Path(small["data"]).open("a", encoding="utf-8") as file:
        file.write("\na pump,[/b],2015-01-01\n")
    with pytest.raises(SystemExit):
        train.app([part for name, value in small.items() for part in (f"--{name}", value)])
    assert "value '[/b]'" in capsys.readouterr().err
