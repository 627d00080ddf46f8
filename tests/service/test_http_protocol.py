"""What the server answers itself is a problem too, and nobody holds a connection for nothing."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn

from service import http_protocol
from service.app import create_app
from service.http_protocol import MOST_HEAD, HttpProtocol
from service.settings import Settings
from tests.service.conftest import FakeScorer, manifest
from tests.service.served import served

GET = b"GET /live HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /v1/valuations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address(keep: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with served(create_app(Settings(data=keep(tmp_path_factory.mktemp("protocol"))), FakeScorer(manifest()))) as url:
        yield str(urlsplit(url).hostname), int(urlsplit(url).port or 0)


def said(address: tuple[str, int], *sent: bytes, end: bool = False) -> bytes:
    """Everything that comes back until the server hangs up."""
    with socket.create_connection(address, timeout=5) as connection:
        try:
            for part in sent:
                connection.sendall(part)
            if end:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has hung up already
        found = b""
        try:
            while part := connection.recv(65_536):
                found += part
        except ConnectionResetError:
            pass
    return found


def problem_in(answer: bytes) -> dict[str, Any]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head.lower()
    found: dict[str, Any] = json.loads(body)
    assert head.startswith(f"HTTP/1.1 {found['status']} ".encode())
    return found


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /live HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        GET + b"bad header\r\n\r\n",
        GET + b"Bad\x00: x\r\n\r\n",
        POST + b"Content-Length: ten\r\n\r\n{}",
        POST + b"Content-Length: -1\r\n\r\n{}",
        POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    ],
    ids=range(12),
)
def test_what_is_no_request_is_answered_with_a_problem(address: tuple[str, int], sent: bytes) -> None:
    found = problem_in(said(address, sent))
    assert (found["status"], found["code"], found["title"]) == (400, "http_error", "The request cannot be served")


def test_it_is_told_in_the_language_of_the_headers_that_were_read(address: tuple[str, int]) -> None:
    assert problem_in(said(address, GET + b"Accept-Language: zh-CN\r\nAccept: */*\r\nbad header\r\n\r\n"))["title"] == "请求无法处理"


def test_a_tunnel_is_refused(address: tuple[str, int]) -> None:
    assert problem_in(said(address, b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n"))["code"] == "http_error"


@pytest.mark.parametrize(
    "sent",
    [
        [GET, b"X: " + b"a" * MOST_HEAD + b"\r\n\r\n"],
        [GET, *[b"X-%d: a\r\n" % at for at in range(9_000)], b"\r\n"],
        [GET, b"X: ", *[b"a" * 8_192] * 40],
        [b"GET /" + b"a" * (MOST_HEAD + 1) + b" HTTP/1.1\r\nHost: x\r\n\r\n"],
        [b"GET /", *[b"a" * 8_192] * 40],
    ],
    ids=["one long header", "a flood of headers", "a header without an end", "a long path", "a path without an end"],
)
def test_a_head_that_is_too_long_is_refused(address: tuple[str, int], sent: list[bytes]) -> None:
    found = problem_in(said(address, *sent))
    assert (found["status"], found["code"]) == (431, "head_too_large")


def test_a_head_just_below_the_bound_is_read(address: tuple[str, int]) -> None:
    assert said(address, GET + b"X: " + b"a" * (MOST_HEAD - 200) + b"\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(("sent", "status"), [(b"", b""), (GET, b"HTTP/1.1 408 "), (b"GET", b"HTTP/1.1 408 ")], ids=["silence", "no end", "no line"])
def test_a_head_that_does_not_come_is_not_waited_for(address: tuple[str, int], sent: bytes, status: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_WITHIN", 0.1)
    started = time.monotonic()
    answer = said(address, sent)
    assert answer.startswith(status) and bool(answer) == bool(status)
    assert time.monotonic() - started < 3


def test_who_was_answered_before_the_end_of_the_body_is_not_listened_to_for_ever(address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_WITHIN", 0.2)
    refused = POST.replace(b"application/json", b"text/plain") + b"Content-Length: 100000\r\n\r\n"
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(refused)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 415 ")
        started = time.monotonic()
        with pytest.raises(ConnectionError):
            while time.monotonic() - started < 3:
                connection.sendall(b"x")
                time.sleep(0.01)


def test_a_body_that_ends_with_its_connection_gets_no_answer_and_harms_nobody(address: tuple[str, int]) -> None:
    assert said(address, POST + b"Content-Length: 100\r\n\r\n{", end=True) == b""
    assert said(address, GET + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_requests_on_one_connection_are_answered_one_after_the_other_each_with_a_bound_of_its_own(address: tuple[str, int]) -> None:
    one = GET + b"X: " + b"a" * 30_000 + b"\r\n"
    answers = said(address, *[one + b"\r\n"] * 4, GET + b"Connection: close\r\n\r\n")
    assert answers.count(b"HTTP/1.1 200 ") == 5


def test_an_upgrade_is_read_as_the_request_that_it_is(address: tuple[str, int]) -> None:
    for protocol in (b"websocket", b"h2c"):
        asked = (
            POST
            + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: "
            + protocol
            + b"\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nContent-Length: 20\r\n\r\n"
        )
        answers = said(address, asked, b'{"achievements": ', b"[]}", GET + b"Connection: close\r\n\r\n")
        assert answers.startswith(b"HTTP/1.1 422 ") and b"HTTP/1.1 200 " in answers


def test_upgrades_one_behind_the_other_are_answered_one_after_the_other(address: tuple[str, int]) -> None:
    upgrade = b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    answers = said(address, upgrade * 2_000 + GET + b"Connection: close\r\n\r\n")
    assert answers.count(b"HTTP/1.1 200 ") == 2_001 and b"HTTP/1.1 500" not in answers


def test_a_request_that_was_on_its_way_when_the_process_was_told_to_go_is_answered_as_the_last_one(settings: Settings) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, FakeScorer(manifest())),
            port=0,
            http=HttpProtocol,
            ws="none",
            log_level="critical",
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    address = server.servers[0].sockets[0].getsockname()
    with socket.create_connection(address, timeout=5) as kept, socket.create_connection(address, timeout=5) as silent:
        kept.sendall(GET + b"\r\n")
        assert kept.recv(65_536).startswith(b"HTTP/1.1 200 ")
        server.should_exit = True
        with pytest.raises(ConnectionError):  # from then on it takes nobody new
            while True:
                socket.create_connection(address, timeout=5).close()
        kept.sendall(GET + b"\r\n")
        answer = b""
        while part := kept.recv(65_536):
            answer += part
        assert answer.startswith(b"HTTP/1.1 200 ") and b"connection: close" in answer.lower()
        assert silent.recv(1) == b""
    thread.join(10)
    assert not thread.is_alive()
