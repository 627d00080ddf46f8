"""A fault as the roster lists it, and what one injection of it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bench.faults.scene import Scene

Store = Literal["sqlite", "postgresql"]


@dataclass(frozen=True)
class Stage:
    """What a fault is played on: the database, worker processes, MiB of a disk of its own for what the service keeps (0: the ordinary disk), whether its
    clock can be moved, whether it serves a champion folder, and settings that differ from the defaults, to make the wait shorter.
    """

    store: Store = "sqlite"
    workers: int = 1
    disk: int = 0
    clock: bool = False
    champion: bool = False
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Injection:
    """One time that it was done; or `times` where many clients did it at once. `recovered`: seconds from the moment when the cause was gone (or the process
    killed) to the first acknowledged call sent after it; `broken`: promises that did not hold, each a sentence.
    """

    recovered: float
    broken: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True)
class Fault:
    """`what` is done, what callers hear `meanwhile`, in words and as `tolerated` kinds (`bench.faults.heard.Heard.kind`): any other breaks the promise.
    `bound`: seconds in which it has to be over. `unanswered`: a record may be written and its caller not answered any more. `once`: many clients at a time, in
    one injection.
    """

    name: str
    what: str
    meanwhile: str
    stage: Stage
    inject: Callable[[Scene], Injection]
    tolerated: frozenset[str] = frozenset()
    bound: float = 5.0
    unanswered: bool = False
    once: bool = False


class NotPossibleHere(RuntimeError):
    """A fault that this machine does not allow to be injected; the message says what is missing."""
