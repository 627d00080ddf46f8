"""A scene without a service: callers and a service that say what a test wants, and remember what was done to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from bench.faults.heard import Heard
from bench.faults.scene import Scene


@dataclass
class Callers:
    """Who were always answered `after` so many seconds."""

    after: float = 0.25
    calls: list[Heard] = field(default_factory=list)

    def answered_since(self, moment: float, patience: float = 60.0, count: int = 1) -> float:
        return self.after

    def refused_since(self, moment: float, patience: float = 60.0, count: int = 1) -> float:
        return self.after

    def heard(self) -> Sequence[Heard]:
        return self.calls


@dataclass
class Service:
    """`probes`: what a path is answered; `goes`: status and seconds of a stop."""

    probes: dict[str, int] = field(default_factory=lambda: {"/ready": 200, "/live": 200})
    goes: tuple[int, float] = (0, 0.5)
    workers: list[int] = field(default_factory=list)
    port: int = 0
    done: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def status(self, path: str) -> int:
        return self.probes[path]

    def start(self) -> float:
        self.done.append("start")
        return 0.1

    def stop(self) -> tuple[int, float]:
        self.done.append("stop")
        return self.goes

    def kill(self) -> None:
        self.done.append("kill")

    def kill_first(self) -> None:
        self.done.append("kill first")


class Store:
    """A database or disk that notes what is done to it."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *_: self.done.append(name)


def staged(service: Service | None = None, callers: Callers | None = None, folder: Path = Path(), **props: Any) -> Scene:
    """A scene of these."""
    props = {"postgresql": None, "disk": None, "clock": None, "champions": None} | props
    return Scene(
        cast(Any, service or Service()),
        cast(Any, callers or Callers()),
        "",
        folder,
        folder / "bodies",
        *(props[name] for name in ("postgresql", "disk", "clock", "champions")),
    )
