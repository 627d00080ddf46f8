"""HTTP/1.1 as the server reads it, where its own answers are problems too: a request that is none, a head that is too long or never ends.

uvicorn answers the first in plain text and bounds neither length nor time of a head that it reads with httptools; everything else is left as it is.
"""

from __future__ import annotations

import asyncio
import sys

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from service.body import WHOLE
from service.language import language_of
from service.problems import Problem, problem_response
from valuation.catalogue import say

MOST_HEAD = 65_536
"""Bytes of a request line and its headers; h11 has the same bound."""
EACH = 4
"""Bytes of a header beside its name and value, so that a flood of empty ones is counted too."""
HEAD_WITHIN = 30.0
"""Seconds that a connection has for the head of its first request, each request for the rest of one that has begun, and a body once it is answered."""
LAST_CALLS = 0.25
"""Seconds in which a request is still taken on a connection that was idle when the process was told to go: it may be on its way already."""
_OF_UPGRADES = (b"upgrade", b"connection", b"http2-settings")
_HEADERS = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"), (b"connection", b"close"))


class HeadTooLong(Exception):
    """Raised to the parser, which stops at it."""


class HttpProtocol(HttpToolsProtocol):
    """One connection."""

    _in_head = _begun = False
    """Whether a head is being read, and whether it began in the read at hand."""
    _head = _unfinished = 0
    """Bytes of the head that were parsed, and those of whole reads that did not finish it."""
    _received = _again = b""
    """The read at hand, and what of it is to be read once more, without an upgrade."""
    _patience: asyncio.TimerHandle | None = None
    _leaving = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_longer()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._in_head, self._begun, self._head, self._unfinished = True, True, 0, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._measure(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._measure(len(name) + len(value) + EACH)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._wait_no_longer()
        if not self.parser.should_upgrade():
            super().on_headers_complete()
            if self._leaving:
                self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        if self.parser.should_upgrade():
            return
        self.scope[WHOLE] = True  # type: ignore[literal-required]
        self._wait_no_longer()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete and self.cycle.more_body and not self.transport.is_closing():
            self._wait_for_head()  # answered before its end: the rest of the body is read and thrown away, but not for ever

    def data_received(self, data: bytes) -> None:
        self._again = data
        while self._again:  # a loop, for a client may send as many upgrades one behind the other as it likes
            data, self._again = self._again, b""
            self._begun, self._received = False, data
            super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            # The parser tells of a header when it has all of it: one without an end is known by what was read.
            self._unfinished += 0 if self._begun else len(data)
            if self._unfinished > MOST_HEAD:
                self._refuse(Problem("head_too_large", say("problems.head_bytes", limit=MOST_HEAD)))
            elif self._patience is None:
                self._wait_for_head()

    def shutdown(self) -> None:
        """Told to go: what has been asked is answered, and then the connection ends; an idle one ends after the last calls."""
        idle = self.cycle is None or self.cycle.response_complete
        if idle and not self._leaving:
            self._leaving = True
            self.loop.call_later(LAST_CALLS, self.shutdown)
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:
        if self._head > MOST_HEAD:
            self._refuse(Problem("head_too_large", say("problems.head_bytes", limit=MOST_HEAD)))
        else:
            self._refuse(Problem("http_error", say("problems.not_http")))

    def _unsupported_upgrade_warning(self) -> None:
        """An upgrade is not taken (RFC 9110 7.8): the request is read once more without it, because the parser passes over the body of one that has it."""
        stopped, method = sys.exc_info()[1], self.parser.get_method()
        if method == b"CONNECT" or not isinstance(stopped, httptools.HttpParserUpgrade):
            self.send_400_response("")
            return
        kept = [b"%b: %b\r\n" % (name, value) for name, value in self.headers if name not in _OF_UPGRADES]
        head = b"%b %b HTTP/%b\r\n%b\r\n" % (method, self.url, self.parser.get_http_version().encode(), b"".join(kept))
        self.parser = httptools.HttpRequestParser(self)
        self._again = head + self._received[stopped.args[0] :]

    def _measure(self, size: int) -> None:
        self._head += size
        if self._head > MOST_HEAD:
            raise HeadTooLong

    def _wait_for_head(self) -> None:
        self._patience = self.loop.call_later(HEAD_WITHIN, self._too_late)

    def _wait_no_longer(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _too_late(self) -> None:
        if self._in_head:
            self._refuse(Problem("idle", say("problems.head_seconds", seconds=HEAD_WITHIN)))
        else:
            self.transport.close()  # nothing has been asked, or it is answered

    def _refuse(self, problem: Problem) -> None:
        """Answers and hangs up. An answer that is under way is cut: no client could tell the two apart."""
        cycle = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            response = problem_response(problem, language_of({"headers": self.headers or ()}))
            lines = [b"%b: %b\r\n" % header for header in (*response.raw_headers, *_HEADERS)]
            self.transport.write(b"".join([STATUS_LINE[response.status_code], *lines, b"\r\n", bytes(response.body)]))
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()
