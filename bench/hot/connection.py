"""One HTTP/1.1 connection that is kept alive, as cheap as Python allows: bytes out, and of what comes back the status, the length and the time.

It shares the processor with the server that it measures, so it parses nothing that it does not need.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from time import perf_counter

_PIECE = 1 << 18


class BrokenAnswer(ConnectionError):
    """The server closed the connection within an answer, or answered in no HTTP that is understood here."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer's status, seconds since its request was sent, whether it said when to come again, its body, whether it is the last on its connection."""

    status: int
    seconds: float
    retry_after: bool
    body: bytes
    last: bool = False


class Connection:
    """Sends one request at a time and gathers its answer; never blocks once it is open."""

    __slots__ = ("_chunked", "_head", "_length", "_parts", "_received", "_unsent", "socket", "started")

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.started = 0.0
        self._unsent = memoryview(b"")
        self._clear()

    def fileno(self) -> int:
        """Of the socket, for an epoll."""
        return self.socket.fileno()

    def close(self) -> None:
        """Closes the socket."""
        self.socket.close()

    def send(self, request: bytes) -> bool:
        """Begins a request; False where the rest of it waits for `flush`."""
        self.started = perf_counter()
        self._unsent = memoryview(request)
        return self.flush()

    def flush(self) -> bool:
        """Sends what the socket takes; whether all of the request is out."""
        while self._unsent:
            try:
                self._unsent = self._unsent[self.socket.send(self._unsent) :]
            except BlockingIOError:
                return False
        return True

    def receive(self) -> Answered | None:
        """Reads what is there; the answer once it is whole. BrokenAnswer where none will come."""
        try:
            piece = self.socket.recv(_PIECE)
        except BlockingIOError:
            return None
        except OSError as error:
            raise BrokenAnswer(str(error)) from error
        if not piece:
            raise BrokenAnswer("closed by the server")
        if self._length < 0 and not self._chunked:
            piece = self._open(self._head + piece)
            if not piece and self._length < 0 and not self._chunked:
                return None
        self._parts.append(piece)
        self._received += len(piece)
        return self._whole()

    def _open(self, raw: bytes) -> bytes:
        """Reads the head, once it is there, and returns what of the body came with it."""
        end = raw.find(b"\r\n\r\n")
        if end < 0:
            self._head = raw
            return b""
        self._head = raw[:end].lower()
        at = self._head.find(b"\r\ncontent-length:")
        if at >= 0:
            self._length = int(self._head[at + 17 :].split(b"\r\n", 1)[0])
        elif b"\r\ntransfer-encoding: chunked" in self._head:
            self._chunked = True
        else:
            raise BrokenAnswer(f"neither a length nor chunks in {self._head[:80]!r}")
        return raw[end + 4 :]

    def _whole(self) -> Answered | None:
        if self._chunked:
            if not b"".join(self._parts[-2:]).endswith(b"0\r\n\r\n"):
                return None
        elif self._received < self._length:
            return None
        status = int(self._head[9:12])
        told_when, last = status == 429 and b"\r\nretry-after:" in self._head, b"\r\nconnection: close" in self._head
        answer = Answered(status, perf_counter() - self.started, told_when, b"".join(self._parts), last)
        self._clear()
        return answer

    def _clear(self) -> None:
        self._head, self._length, self._chunked, self._received = b"", -1, False, 0
        self._parts: list[bytes] = []


def request(address: tuple[str, int], path: str, media_type: str, body: bytes, key: str = "") -> bytes:
    """A POST, from its first line to the end of its body; with an API key where there is one."""
    head = f"POST {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n"
    return (head + (f"X-API-Key: {key}\r\n\r\n" if key else "\r\n")).encode() + body
