"""Lines come whole, in whatever pieces they are written."""

from __future__ import annotations

import os
import time

from bench.soak.lines import Lines


def test_a_line_is_there_once_it_is_whole() -> None:
    read, write = os.pipe()
    lines = Lines(read)
    os.write(write, b"one\ntw")
    assert lines.within(0.02) == [b"one"]
    os.write(write, b"o\n")
    os.close(write)
    assert lines.within(0.02) == [b"two"]
    assert lines.within(0.0) == []
    os.close(read)


def test_it_waits_as_long_as_it_is_told_after_the_end_too() -> None:
    read, write = os.pipe()
    os.close(write)
    began = time.monotonic()
    Lines(read).within(0.05)
    assert 0.05 <= time.monotonic() - began < 1.0
    os.close(read)
