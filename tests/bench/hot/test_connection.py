"""An answer is whole when its length or its last chunk says so, in whatever pieces it comes."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from bench.hot.connection import Answered, BrokenAnswer, Connection, request

PLAIN = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
EMPTY = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
BUSY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 2\r\n\r\n{}"


class Pair:
    def __init__(self) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        self.near = Connection(listener.getsockname())
        self.far, _ = listener.accept()
        listener.close()

    def hear(self, pieces: list[bytes]) -> list[Answered]:
        found = []
        for piece in pieces:
            self.far.sendall(piece)
            self.near.socket.setblocking(True)
            answer = self.near.receive()
            if answer is not None:
                found.append(answer)
        return found


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.near.close()
    made.far.close()


@pytest.mark.parametrize(("raw", "status", "body"), [(PLAIN, 200, b"hello"), (EMPTY, 204, b""), (CHUNKED, 200, b"3\r\nabc\r\n0\r\n\r\n"), (BUSY, 429, b"{}")])
def test_an_answer_is_whole_at_its_last_byte_and_not_before(pair: Pair, raw: bytes, status: int, body: bytes) -> None:
    pieces = [raw[at : at + 7] for at in range(0, len(raw), 7)]
    assert not pair.hear(pieces[:-1])
    (answer,) = pair.hear(pieces[-1:])
    assert (answer.status, answer.body, answer.retry_after) == (status, body, status == 429)


def test_the_last_answer_of_a_connection_says_so(pair: Pair) -> None:
    (answer,) = pair.hear([PLAIN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")])
    assert answer.last and not pair.hear([PLAIN])[0].last


def test_one_connection_takes_answer_after_answer(pair: Pair) -> None:
    assert [answer.status for answer in pair.hear([PLAIN, BUSY, CHUNKED, EMPTY])] == [200, 429, 200, 204]


def test_a_server_that_hangs_up_is_noticed(pair: Pair) -> None:
    pair.hear([PLAIN[:20]])
    pair.far.close()
    with pytest.raises(BrokenAnswer):
        pair.near.receive()


def test_an_answer_without_a_length_is_not_waited_for(pair: Pair) -> None:
    with pytest.raises(BrokenAnswer):
        pair.hear([b"HTTP/1.1 200 OK\r\n\r\nhello"])


def test_a_large_request_goes_out_in_parts(pair: Pair) -> None:
    call = request(("127.0.0.1", 1), "/x", "application/json", b"a" * 20_000_000)
    assert not pair.near.send(call)
    got = 0
    while got < len(call):
        got += len(pair.far.recv(1 << 20))
        pair.near.flush()
    assert call.startswith(b"POST /x HTTP/1.1\r\n") and b"Content-Length: 20000000\r\n\r\n" in call[:200]
