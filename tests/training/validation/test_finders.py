from __future__ import annotations

import pytest

from tests.training.validation.conftest import Ask, Register
from training.validation.finders import FINDERS


@pytest.mark.parametrize("finding", FINDERS)
def test_an_honest_register_gives_no_findings(register: Register, ask: Ask, finding: str) -> None:
    assert ask(finding, register()) == []


@pytest.mark.parametrize("finding", FINDERS)
def test_every_finder_works_without_prices_too(register: Register, ask: Ask, finding: str) -> None:
    corpus = register(mapping={"price": None, "maturity": {"low": "a", "high": "b"}}, amounts=register().amounts * float("nan"))
    assert ask(finding, corpus) == []
