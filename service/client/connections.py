"""Connections to one service, kept open and used again; any number of threads may share them."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from service.client.problem import Unreachable


class Answer(NamedTuple):
    """Status, headers by their names in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connections:
    """Those to the service at a URL, whose path goes before every path that is asked for."""

    def __init__(self, url: str, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no http:// or https:// address")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._prefix, self._context = parts.path.rstrip("/"), context
        self._idle: list[http.client.HTTPConnection] = []
        self._lock = threading.Lock()

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, timeout: float) -> Answer:
        """The whole answer. A connection that the service had closed meanwhile is replaced once; Unreachable where there is no answer."""
        connection, used = self._borrow(timeout)
        try:
            try:
                response = self._sent(connection, method, path, headers, body)
            except ConnectionError:
                connection.close()
                if not used:
                    raise
                connection = self._new(timeout)
                response = self._sent(connection, method, path, headers, body)
            answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise Unreachable(f"{method} {self._host}{self._prefix}{path}: {type(error).__name__}: {error}") from error
        if response.will_close:
            connection.close()
        else:
            with self._lock:
                self._idle.append(connection)
        return answer

    def close(self) -> None:
        """Closes those that are not in use."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _sent(self, connection: http.client.HTTPConnection, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> http.client.HTTPResponse:
        try:
            connection.request(method, self._prefix + path, body, dict(headers))
        except (BrokenPipeError, ConnectionResetError):
            # A service that refuses a body before it has all of it answers and hangs up: the answer may be there all the same.
            with suppress(OSError, http.client.HTTPException):
                return connection.getresponse()
            raise
        return connection.getresponse()

    def _borrow(self, timeout: float) -> tuple[http.client.HTTPConnection, bool]:
        """A connection, and whether it has been used before."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            return self._new(timeout), False
        connection.timeout = timeout
        if connection.sock is not None:
            connection.sock.settimeout(timeout)
        return connection, True

    def _new(self, timeout: float) -> http.client.HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(self._host, self._port, timeout=timeout, context=self._context)
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout)


def lines_of(body: bytes) -> Iterator[bytes]:
    """The lines of an NDJSON body that are not blank."""
    return (line for line in body.split(b"\n") if line.strip())
