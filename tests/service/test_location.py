from __future__ import annotations

from pathlib import Path

import pytest

from service.location import located, shown
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
