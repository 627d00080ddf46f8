"""A run over two small files, and stages of a line each, which count how often they run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from training.context import Context
from training.parameters import Parameters
from training.progress import Progress
from training.runs.stage import Stage

MODULE = "training.held_out"
"""Any module of ours; its source stands for that of the stages."""


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[], Context]:
    """A context for the same files each time, with a new scratch folder."""
    (tmp_path / "m.toml").write_text('text = "text"', "utf-8")
    (tmp_path / "t.csv").write_text("text\na pump\n", "utf-8")
    made = Counter[str]()

    def build() -> Context:
        made["work"] += 1
        work = tmp_path / f"work{made['work']}"
        work.mkdir()
        return Context(
            name="pump",
            sources=(tmp_path / "m.toml",),
            data=(tmp_path / "t.csv",),
            out=tmp_path / "out",
            work=work,
            parameters=Parameters(),
            encoder_choice="static",
            progress=Progress(Console(file=StringIO(), width=200)),
        )

    return build


@pytest.fixture
def counted() -> Counter[str]:
    """How often each stage has run."""
    return Counter()


@pytest.fixture
def stages(counted: Counter[str]) -> tuple[Stage, ...]:
    """read (the table) ▸ learn (price.rounds; leaves a file) ▸ mend (overwrites what learn made) ▸ tell (makes nothing)."""

    def read(context: Context) -> None:
        counted["read"] += 1
        context.cuts = [context.data[0].read_text("utf-8")]  # type: ignore[list-item]

    def learn(context: Context) -> None:
        counted["learn"] += 1
        (context.work / "deep").mkdir()
        (context.work / "deep" / "words.json").write_text("learned", "utf-8")
        context.heads = {"file": context.work / "deep" / "words.json", "from": context.cuts}  # type: ignore[assignment]

    def mend(context: Context) -> None:
        counted["mend"] += 1
        context.heads = {**context.heads, "mended": True}  # type: ignore[assignment,dict-item]

    def tell(_: Context) -> None:
        counted["tell"] += 1

    return (
        Stage("read", MODULE, ("sources", "data"), (), ("cuts",), read),
        Stage("learn", MODULE, ("cuts",), ("price.rounds",), ("heads",), learn),
        Stage("mend", MODULE, ("heads",), ("maturity",), ("heads",), mend),
        Stage("tell", MODULE, ("heads",), (), (), tell),
    )
