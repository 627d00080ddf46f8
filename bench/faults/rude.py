"""Clients that do not do their part: half a body, a byte now and then."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.faults.injection import Injection
from bench.faults.scene import Scene
from bench.hot.bodies import read_bodies
from bench.hot.connection import request
from bench.hot.servers import HOST

RUDE = 100
"""Such clients at a time."""
ENDED = 100.0
"""Seconds after which the service has ended every one of them."""
DRIP = 0.5
"""Seconds between two bytes."""


@dataclass
class _Client:
    """`left`: what it still has to send, a byte at a time; nothing where it falls silent."""

    socket: socket.socket
    left: bytes
    heard: bytes = b""
    ended: bool = False


def half_a_body(scene: Scene) -> Injection:
    """The head and half of the body, then silence."""
    return _played(scene, lambda whole: (whole[: len(whole) - 200], b""))


def half_and_gone(scene: Scene) -> Injection:
    """The head and half of the body, then they hang up."""
    at = scene.under_load()
    for whole in _requests(scene):
        with socket.create_connection((HOST, scene.service.port)) as one:
            one.sendall(whole[: len(whole) - 200])
    return Injection(scene.callers.answered_since(at), times=RUDE)


def slow_head(scene: Scene) -> Injection:
    """The head a byte at a time (slow loris)."""
    return _played(scene, lambda whole: (whole[:20], whole[20:]))


def slow_body(scene: Scene) -> Injection:
    """The body a byte at a time."""
    end_of_head = 4
    return _played(scene, lambda whole: (whole[: whole.index(b"\r\n\r\n") + end_of_head], whole[whole.index(b"\r\n\r\n") + end_of_head :]))


def _played(scene: Scene, cut: Callable[[bytes], tuple[bytes, bytes]]) -> Injection:
    """They come all at once; the others are answered meanwhile, and these are ended one day."""
    at = scene.under_load()
    clients = []
    for whole in _requests(scene):
        first, left = cut(whole)
        clients.append(_Client(socket.create_connection((HOST, scene.service.port)), left))
        clients[-1].socket.sendall(first)
        clients[-1].socket.setblocking(False)
    recovered = scene.callers.answered_since(at)
    while time.monotonic() < at + ENDED and not all(client.ended for client in clients):
        time.sleep(DRIP)
        for client in clients:
            _turn(client)
    broken = _judged(clients)
    for client in clients:
        client.socket.close()
    return Injection(recovered, broken, RUDE)


def _turn(client: _Client) -> None:
    if client.ended:
        return
    try:
        if client.left:
            client.left = client.left[client.socket.send(client.left[:1]) :]
        piece = client.socket.recv(1 << 16)
    except BlockingIOError:
        return
    except OSError:
        client.ended = True
        return
    client.heard += piece
    client.ended = not piece


def _judged(clients: Sequence[_Client]) -> tuple[str, ...]:
    held = sum(not client.ended for client in clients)
    told = [client.heard for client in clients if client.heard and b" 408 " not in client.heard.split(b"\r\n", 1)[0]]
    broken = []
    if held:
        broken.append(f"{held} of {len(clients)} such clients were still held after {ENDED:.0f} seconds")
    if told:
        broken.append(f"{len(told)} such clients were answered something else than 408: {told[0][:80]!r}")
    return tuple(broken)


def _requests(scene: Scene) -> list[bytes]:
    bodies = read_bodies(scene.bodies)
    return [request((HOST, scene.service.port), "/v1/valuations", "application/json", bodies[at % len(bodies)]) for at in range(RUDE)]
