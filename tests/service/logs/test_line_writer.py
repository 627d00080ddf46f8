from __future__ import annotations

import threading
import time

from service.logs.line_writer import LineWriter


def test_lines_are_written_whole_in_order_and_together() -> None:
    written: list[bytes] = []
    lines = LineWriter(written.append, every=0.02)
    for at in range(100):
        lines(b"%d\n" % at)
    lines.close()
    assert b"".join(written) == b"".join(b"%d\n" % at for at in range(100))
    assert len(written) < 20


def test_a_reader_that_stands_still_holds_up_nobody_and_is_told_what_it_missed() -> None:
    reading, written = threading.Event(), list[bytes]()

    def write(some: bytes) -> None:
        reading.wait(5)
        written.append(some)

    lines = LineWriter(write, most=10, every=0.0)
    began = time.perf_counter()
    for _ in range(1_000):
        lines(b"x\n")
    assert time.perf_counter() - began < 1
    reading.set()
    lines.close(5)
    text = b"".join(written).decode()
    kept = text.count("x\n")
    assert kept < 50
    assert f'"event":"{1_000 - kept} lines were dropped: the log is not read"' in text


def test_a_log_that_is_gone_ends_nothing() -> None:
    written: list[bytes] = []

    def write(some: bytes) -> None:
        written.append(some)
        raise BrokenPipeError

    lines = LineWriter(write, every=0.0)
    lines(b"a\n")
    while not written:
        time.sleep(0.001)
    lines(b"b\n")
    lines.close()
    assert b"".join(written) == b"a\nb\n"


def test_one_that_was_never_used_closes_too() -> None:
    LineWriter(lambda _: None).close()
