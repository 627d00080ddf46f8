"""A serving framework as it is measured: what is installed for it, how its server is started, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

RUNTIME = ("numpy", "onnxruntime", "tokenizers")
"""What runs the graph: in the versions of the environment at hand, so that all servers run it alike."""

Valuations = list[dict[str, Any]]


def unchanged(call: bytes) -> bytes:
    """A call as the service takes it."""
    return call


def named_valuations(answer: Any) -> Valuations:
    """Of an answer shaped like the service's."""
    found: Valuations = answer["valuations"]
    return found


@dataclass(frozen=True)
class Peer:
    """`key` names its environment, its rows and, as bench/peers/<key>_server.py, its server; `packages` are pip requirements, at exact versions.

    It is called with a POST of `call(body of the service)` to `path`, and `valuations` finds the list in its parsed answer; it is ready once it answers one.
    """

    key: str
    name: str
    packages: tuple[str, ...]
    path: str = "/v1/valuations"
    call: Callable[[bytes], bytes] = unchanged
    valuations: Callable[[Any], Valuations] = named_valuations
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def requirements(self) -> tuple[str, ...]:
        """All that pip installs for it."""
        return (*(f"{name}=={version(name)}" for name in RUNTIME), *self.packages)

    def command(self, python: Path, bundle: Path, port: int) -> list[str]:
        """Starts its server, with the interpreter of its own environment."""
        return [str(python), "-m", f"bench.peers.{self.key}_server", "--bundle", str(bundle), "--port", str(port)]
