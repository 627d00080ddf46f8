"""A serving process sets itself up once; the tests' own process is put back."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest

from service.process import SWITCH, YOUNG, settle, tokenise_alone


@pytest.fixture
def put_back() -> Iterator[None]:
    switch, thresholds = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(switch)
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@pytest.mark.usefixtures("put_back")
def test_what_is_loaded_is_never_searched_for_garbage_again() -> None:
    settle()
    assert sys.getswitchinterval() == pytest.approx(SWITCH)
    assert gc.get_threshold()[0] == YOUNG and gc.get_freeze_count() > 10_000


@pytest.mark.parametrize(("given", "kept"), [(None, "false"), ("true", "true")])
def test_a_batch_is_tokenised_by_one_thread_unless_the_operator_says_otherwise(monkeypatch: pytest.MonkeyPatch, given: str | None, kept: str) -> None:
    monkeypatch.delenv("TOKENIZERS_PARALLELISM", raising=False)
    if given is not None:
        monkeypatch.setenv("TOKENIZERS_PARALLELISM", given)
    tokenise_alone()
    assert os.environ["TOKENIZERS_PARALLELISM"] == kept
