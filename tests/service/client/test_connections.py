"""Connections are kept, replaced where the service has closed them, and their failures are one kind."""

from __future__ import annotations

import socket
import threading

import pytest

from service.client.connections import Connections, lines_of
from service.client.problem import Unreachable
from tests.service.client.answering import answering

OK = (200, {"X-Two": "2"}, b"{}")


def test_one_connection_serves_one_call_after_the_other() -> None:
    with answering(OK) as service:
        connections = Connections(service.url)
        answers = [connections.ask("GET", "/a", {}, None, 5) for _ in range(3)]
        connections.close()
    assert {answer.headers["x-two"] for answer in answers} == {"2"}
    assert len({asked.connection for asked in service.asked}) == 1


def test_a_connection_that_was_closed_meanwhile_is_replaced() -> None:
    with answering(OK, (0, {}, b""), OK) as service:
        connections = Connections(service.url)
        assert connections.ask("GET", "/a", {}, None, 5).status == 200
        assert connections.ask("POST", "/a", {}, b"again", 5).status == 200
        connections.close()
    assert [asked.body for asked in service.asked] == [b"", b"again", b"again"]


def test_the_path_of_the_address_goes_before_every_path() -> None:
    with answering(OK) as service:
        connections = Connections(service.url + "/valuing/")
        connections.ask("GET", "/live?x=1", {}, None, 5)
        connections.close()
    assert service.asked[0].path == "/valuing/live?x=1"


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://x", "http://", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is no http"):
        Connections(url)


def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(Unreachable, match="ConnectionRefusedError"):
            Connections(f"http://127.0.0.1:{port}").ask("GET", "/", {}, None, 1)


def test_silence_is_unreachable_after_the_time_given() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable, match="TimeoutError"):
        Connections(f"http://127.0.0.1:{silent.getsockname()[1]}").ask("GET", "/", {}, None, 0.05)


def test_an_answer_that_comes_before_the_body_was_taken_is_read() -> None:
    def refuse(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1_024)
            connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.shutdown(socket.SHUT_RDWR)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=refuse, args=(listener,))
        thread.start()
        try:
            status = Connections(f"http://127.0.0.1:{listener.getsockname()[1]}").ask("POST", "/", {}, b"x" * 50_000_000, 5).status
        except Unreachable:
            status = 413  # the kernel may throw the answer away with the rest of the body: then it is told as that
        thread.join()
    assert status == 413


def test_blank_lines_are_none() -> None:
    assert list(lines_of(b"a\n\n \r\nb\n")) == [b"a", b"b"]
