from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings, setting_errors, unknown_variables, variable

DOCS = Path(__file__).parents[2] / "docs" / "service.md"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_the_docs_with_its_default(name: str) -> None:
    field = Settings.model_fields[name]
    assert f"| `{variable(name)}` | `{field.default}` | {field.description} |" in DOCS.read_text(encoding="utf-8")


def test_the_docs_name_no_setting_that_does_not_exist() -> None:
    named = set(re.findall(r"^\| `(VALUATION_\w+|DATABASE_URL)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {variable(name) for name in Settings.model_fields}


def test_the_environment_sets_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_BUNDLE", "models/bundles/x")
    monkeypatch.setenv("VALUATION_PORT", "9001")
    settings = Settings()
    assert (settings.bundle, settings.port) == (Path("models/bundles/x"), 9001)


def test_the_database_is_a_file_in_the_data_folder_unless_a_url_names_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_DATA", "kept")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert Settings().storage == "sqlite:///kept/valuation.db"
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db/valuation")
    assert Settings().storage == "postgres://me:secret@db/valuation"
    assert "secret" not in repr(Settings())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("VALUATION_PORT", "http", "valid integer"),
        ("VALUATION_PORT", "70000", "65535"),
        ("VALUATION_WORKERS", "0", "greater than or equal to 1"),
        ("VALUATION_PROVIDERS", "tpu", "'auto', 'cuda' or 'cpu'"),
        ("VALUATION_DEADLINE", "0", "greater than 0"),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_the_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    (sentence,) = setting_errors(caught.value)
    assert sentence.startswith(f"{name}='{value}'")
    assert says in sentence


def test_the_queue_must_hold_a_whole_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_MAX_QUEUE", "100")
    with pytest.raises(ValidationError) as caught:
        Settings()
    (sentence,) = setting_errors(caught.value)
    assert "VALUATION_MAX_QUEUE=100 is below VALUATION_MAX_ITEMS=1024" in sentence


def test_a_misspelt_variable_is_noticed() -> None:
    assert unknown_variables({"VALUATION_BUNDEL": "x", "VALUATION_PORT": "1", "PATH": "y"}) == [
        "VALUATION_BUNDEL is no setting of this service; did you mean VALUATION_BUNDLE?"
    ]
