"""A serving process sets itself up once; the tests' own process is put back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from service.process import SWITCH, settle


@pytest.fixture
def put_back() -> Iterator[None]:
    switch = sys.getswitchinterval()
    yield
    sys.setswitchinterval(switch)


@pytest.mark.usefixtures("put_back")
def test_a_serving_process_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOKENIZERS_PARALLELISM", raising=False)
    settle()
    assert os.environ["TOKENIZERS_PARALLELISM"] == "false"
    assert sys.getswitchinterval() == pytest.approx(SWITCH)


@pytest.mark.usefixtures("put_back")
def test_what_the_operator_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "true")
    settle()
    assert os.environ["TOKENIZERS_PARALLELISM"] == "true"
