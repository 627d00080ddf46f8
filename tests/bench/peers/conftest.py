"""Serving frameworks that are not installed here, as far as the servers' files need them, and a model whose answers tell whose they are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

Items = list[dict[str, Any]]


class Echo:
    """Answers each achievement with its title, and remembers how many came at once."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def answers(self, items: Sequence[Mapping[str, Any]], day: object) -> Items:
        self.batches.append(len(items))
        return [{"price": item["title"]} for item in items]


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def server_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Imports the server's file of a key beside the given stand-ins for its framework, and forgets it afterwards."""
    names = []

    def imported(key: str, **frameworks: ModuleType) -> Any:
        for name, module in frameworks.items():
            monkeypatch.setitem(sys.modules, name, module)
        names.append(f"bench.peers.{key}_server")
        return import_module(names[-1])

    yield imported
    for name in names:
        sys.modules.pop(name, None)


def module(name: str, **holds: Any) -> ModuleType:
    """A stand-in for a framework."""
    made = ModuleType(name)
    for key, value in holds.items():
        setattr(made, key, value)
    return made
