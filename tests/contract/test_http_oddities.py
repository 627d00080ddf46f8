"""What the wire can bring that no client library sends: each is answered with a problem or the connection is ended, quickly, and the next caller is served."""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress

import pytest

from service.problems import PROBLEM_TYPES
from tests.contract.conftest import Standing

WITHIN = 10.0
GOOD = b'{"achievements": [{"text": "a"}]}'
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
ODD: dict[str, tuple[bytes, tuple[int, ...]]] = {
    # name: (what follows the head that all have, the statuses that may come; 0 is the end of the connection without an answer)
    "a length beyond the body": (b"Content-Length: 1000\r\n\r\n" + GOOD, (0,)),
    "a length within the body": (b"Content-Length: 5\r\n\r\n" + GOOD, (400,)),
    "a length of nothing": (b"Content-Length: 0\r\n\r\n" + GOOD, (400,)),
    "no length": (b"\r\n" + GOOD, (400,)),
    "an empty length": (b"Content-Length: \r\n\r\n" + GOOD, (400,)),
    "a negative length": (b"Content-Length: -5\r\n\r\n" + GOOD, (400,)),
    "a length with a sign": (b"Content-Length: +33\r\n\r\n" + GOOD, (400,)),
    "a hexadecimal length": (b"Content-Length: 0x21\r\n\r\n" + GOOD, (400,)),
    "a length beyond all numbers": (b"Content-Length: 99999999999999999999999\r\n\r\n" + GOOD, (400, 413)),
    "a length beyond the limit": (b"Content-Length: 9999999999\r\n\r\n" + GOOD, (413,)),
    "two lengths": (b"Content-Length: 33\r\nContent-Length: 5\r\n\r\n" + GOOD, (400,)),
    "length and chunks": (b"Content-Length: 5\r\n" + CHUNKED + b"21\r\n" + GOOD + b"\r\n0\r\n\r\n", (400,)),
    "good chunks": (CHUNKED + b"21\r\n" + GOOD + b"\r\n0\r\n\r\n", (200,)),
    "chunks of a byte": (CHUNKED + b"".join(b"1\r\n%c\r\n" % byte for byte in GOOD) + b"0\r\n\r\n", (200,)),
    "a chunk with an extension": (CHUNKED + b'21;name="value"\r\n' + GOOD + b"\r\n0\r\n\r\n", (200, 400)),
    "trailers": (CHUNKED + b"21\r\n" + GOOD + b"\r\n0\r\nX-Trailer: 1\r\nContent-Length: 3\r\n\r\n", (200, 400)),
    "a chunk without an end": (CHUNKED + b"21\r\n" + GOOD, (0,)),
    "a chunk longer than it says": (CHUNKED + b"5\r\n" + GOOD + b"\r\n0\r\n\r\n", (400,)),
    "a chunk of no number": (CHUNKED + b"zz\r\n" + GOOD + b"\r\n0\r\n\r\n", (400,)),
    "a chunk of a negative number": (CHUNKED + b"-21\r\n" + GOOD + b"\r\n0\r\n\r\n", (400,)),
    "a chunk beyond all numbers": (CHUNKED + b"fffffffffffffffff\r\n" + GOOD + b"\r\n0\r\n\r\n", (400,)),
    "a chunk of exabytes": (CHUNKED + b"7fffffffffffffff\r\n" + GOOD, (0, 400, 413)),
    "chunks, packed": (b"Transfer-Encoding: gzip, chunked\r\n\r\n21\r\n" + GOOD + b"\r\n0\r\n\r\n", (200, 400, 415)),
    "packed without chunks": (b"Transfer-Encoding: gzip\r\n\r\n" + GOOD, (400,)),
    "an unknown coding": (b"Transfer-Encoding: nonsense\r\n\r\n" + GOOD, (400,)),
    "a coding in pieces": (b"Transfer-Encoding:\r\n chunked\r\n\r\n" + b"0\r\n\r\n", (400,)),
    "it expects to be asked": (b"Expect: 100-continue\r\nContent-Length: 33\r\n\r\n" + GOOD, (200,)),
    "it expects something else": (b"Expect: the-unexpected\r\nContent-Length: 33\r\n\r\n" + GOOD, (200, 400, 417)),
    "a header that is folded": (b"X-Folded: a\r\n b\r\nContent-Length: 33\r\n\r\n" + GOOD, (200, 400)),
    "a header without a name": (b": x\r\nContent-Length: 33\r\n\r\n" + GOOD, (400,)),
    "a header with a blank in its name": (b"X Y: x\r\nContent-Length: 33\r\n\r\n" + GOOD, (400,)),
    "NUL in a header": (b"X-Nul: a\x00b\r\nContent-Length: 33\r\n\r\n" + GOOD, (400,)),
    "a header that is no ASCII": (b"X-Text: \xff\xfe\xe6\x8a\x80\r\nContent-Length: 33\r\n\r\n" + GOOD, (200, 400)),
    "lines that end with LF": (b"X-A: b\nContent-Length: 33\n\n" + GOOD, (200, 400)),
    "ten thousand headers": (b"X-A: b\r\n" * 10_000 + b"Content-Length: 33\r\n\r\n" + GOOD, (431,)),
    "a header of a megabyte": (b"X-A: " + b"b" * 2**20 + b"\r\nContent-Length: 33\r\n\r\n" + GOOD, (431,)),
    "a language without an end": (b"Accept-Language: " + b"a;q=0.5," * 6_000 + b"\r\nContent-Length: 33\r\n\r\n" + GOOD, (200,)),
    "a timeout that is none": (b"X-Request-Timeout: NaN\r\nContent-Length: 33\r\n\r\n" + GOOD, (200, 422)),
    "a traceparent that is none": (b"traceparent: 00-zz\r\nContent-Length: 33\r\n\r\n" + GOOD, (200,)),
    "an id with a line in it": (b"X-Request-Id: a\x0bb\r\nContent-Length: 33\r\n\r\n" + GOOD, (200, 400)),
    "a second request that is none": (b"Content-Length: 33\r\n\r\n" + GOOD + b"nonsense\r\n\r\n", (200, 400)),
}
LINES: dict[str, tuple[bytes, tuple[int, ...]]] = {
    "no version": (b"GET /live\r\n\r\n", (200, 400)),
    "a version to come": (b"GET /live HTTP/3.0\r\nHost: x\r\n\r\n", (400,)),
    "an unknown method": (b"BREW /live HTTP/1.1\r\nHost: x\r\n\r\n", (400,)),
    "a method in lower case": (b"get /live HTTP/1.1\r\nHost: x\r\n\r\n", (400,)),
    "TRACE": (b"TRACE /live HTTP/1.1\r\nHost: x\r\n\r\n", (405,)),
    "CONNECT": (b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", (400,)),
    "OPTIONS of all": (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", (400, 404, 405)),
    "PRI of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400,)),
    "a blank path": (b"GET  HTTP/1.1\r\nHost: x\r\n\r\n", (400,)),
    "blanks in a path": (b"GET /li ve HTTP/1.1\r\nHost: x\r\n\r\n", (400,)),
    "a whole address": (b"GET http://elsewhere/live HTTP/1.1\r\nHost: x\r\n\r\n", (200, 400)),
    "a path that climbs": (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
    "a path that climbs in disguise": (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
    "a path with NUL": (b"GET /live%00 HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
    "a path of broken percents": (b"GET /%zz%e6%8 HTTP/1.1\r\nHost: x\r\n\r\n", (400, 404)),
    "a path of broken UTF-8": (b"GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
    "a path of a megabyte": (b"GET /" + b"a" * 2**20 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (431,)),
    "a query of 60 kB": (b"GET /v1/model?" + b"lang=zh&" * 7_500 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (200, 401, 422)),
    "no host": (b"GET /live HTTP/1.1\r\n\r\n", (200, 400)),
    "two hosts": (b"GET /live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", (200, 400)),
    "blank lines before it": (b"\r\n\r\n\r\nGET /live HTTP/1.1\r\nHost: x\r\n\r\n", (200, 400)),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300), (400,)),
    "binary": (bytes(range(256)) * 16, (400,)),
    "nothing": (b"", (0,)),
}


def answer_to(standing: Standing, sent: bytes, *, leaves: bool = False) -> tuple[int, bytes, bytes]:
    """Status, head and body of the first answer that is not 100; 0 where the connection ends without one. A client that `leaves` has no more to say."""
    found, head, body = b"", b"", b""
    with socket.create_connection((standing.host, standing.port), timeout=WITHIN) as connection, suppress(OSError):  # it may end while there is more to send
        connection.sendall(sent)
        if leaves:
            connection.shutdown(socket.SHUT_WR)
        while not whole(head, body) and (part := connection.recv(65_536)):
            found = (found + part).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
            head, _, body = found.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]) if head else 0, head, body


def whole(head: bytes, body: bytes) -> bool:
    """Whether an answer has all of its body."""
    _, found, rest = head.lower().partition(b"content-length: ")
    return bool(found) and len(body) >= int(rest.partition(b"\r\n")[0])


def judge(standing: Standing, sent: bytes, allowed: tuple[int, ...]) -> None:
    began = time.monotonic()
    status, head, body = answer_to(standing, sent, leaves=0 in allowed)
    assert status in allowed, (status, body[:300])
    assert time.monotonic() - began < WITHIN
    if status >= 400:
        assert b"content-type: application/problem+json" in head.lower()
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        problem = json.loads(body[:length])
        assert problem["code"] in PROBLEM_TYPES and problem["status"] == status and problem["detail"]
    assert answer_to(standing, b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")[0] == 200


@pytest.mark.parametrize("name", ODD)
def test_an_odd_body_or_head_is_answered_or_ended(standing: Standing, name: str) -> None:
    rest, allowed = ODD[name]
    key = standing.key.encode()
    judge(standing, b"POST /v1/valuations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-API-Key: " + key + b"\r\n" + rest, allowed)


@pytest.mark.parametrize("name", LINES)
def test_an_odd_request_line_is_answered_or_ended(standing: Standing, name: str) -> None:
    judge(standing, *LINES[name])


def test_a_hundred_silent_connections_keep_nobody_out(standing: Standing) -> None:
    silent = [socket.create_connection((standing.host, standing.port), timeout=WITHIN) for _ in range(100)]
    try:
        for at, connection in enumerate(silent):
            connection.sendall(b"POST /v1/valuations HTTP/1.1\r\nHost: x\r\n"[: at % 40])
        assert answer_to(standing, b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")[0] == 200
    finally:
        for connection in silent:
            connection.close()
