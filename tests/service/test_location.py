from __future__ import annotations

from pathlib import Path

import pytest

from service.location import fetched_into, located, on_this_machine, shown
from service.settings import Settings


@pytest.mark.parametrize("given", ["s3://bucket/champion", "memory://champion", "file:///srv/champion", "gs://b/c/d"])
def test_a_url_stays_as_it_was_written(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("VALUATION_BUNDLE", given)
    assert Settings().bundle == located(given) == given


@pytest.mark.parametrize("given", ["models/demo", "/srv/champion", "a:b", "s3:/bucket"])
def test_everything_else_is_a_folder(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("VALUATION_CHALLENGER", given)
    assert Settings().challenger == located(given) == Path(given)


def test_what_is_shown_holds_no_secrets() -> None:
    assert shown("s3://name:secret@bucket/champion?token=secret#secret") == "s3://bucket/champion"
    assert shown(Path("models/demo")) == "models/demo"


def test_what_lies_elsewhere_is_read_where_it_was_fetched_to() -> None:
    assert on_this_machine(Path("models/demo"), Path("var")) == Path("models/demo")
    assert on_this_machine("s3://bucket/champion", Path("var")) == fetched_into(Path("var")) == Path("var/champion")
    assert fetched_into(Path("var"), "challenger") == Path("var/challenger")
