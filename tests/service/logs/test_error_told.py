from __future__ import annotations

import errno
import os
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.logs.error_told import LONGEST, told, told_shortly


def raised(build: Any) -> BaseException:
    try:
        build()
    except BaseException as error:  # noqa: BLE001 - handed to the test
        return error
    raise AssertionError("nothing was raised")


@given(st.text(min_size=4).filter(lambda text: text not in "ValueError KeyError tests/service/logs/test_error_told.py"))
def test_no_message_of_an_error_or_of_its_cause_is_told(text: str) -> None:
    def build() -> None:
        try:
            raise KeyError("#" + text)
        except KeyError as error:
            raise ValueError("#" + text) from error

    error = raised(build)
    assert "#" + text not in repr(told(error)) + told_shortly(error)


def test_type_and_place_of_an_error_and_of_its_causes_are_told() -> None:
    def inner() -> None:
        raise KeyError("x")

    def build() -> None:
        try:
            inner()
        except KeyError as error:
            raise ValueError("y") from error

    last, first = told(raised(build))
    assert (last["type"], first["type"]) == ("ValueError", "KeyError")
    assert [frame.split()[-1] for frame in first["at"]] == ["build", "inner"]
    assert all(frame.startswith("tests/service/logs/test_error_told.py:") for frame in first["at"])


def test_a_failure_of_the_system_keeps_its_words_without_the_file() -> None:
    error = raised(lambda: open("/no/such/secret-name"))  # noqa: SIM115 - it does not open
    assert told(error)[0]["reason"] == os.strerror(errno.ENOENT)
    assert told_shortly(error).startswith("FileNotFoundError (No such file or directory) at tests/service/logs/")
    assert "secret-name" not in repr(told(error))


def test_a_suppressed_context_is_not_told_and_a_group_tells_its_members() -> None:
    def build() -> None:
        try:
            raise KeyError
        except KeyError:
            raise ExceptionGroup("g", [ValueError("a"), TypeError("b")]) from None

    (group,) = told(raised(build))
    assert [members[0]["type"] for members in group["of"]] == ["ValueError", "TypeError"]


def test_a_long_chain_and_a_deep_stack_are_cut() -> None:
    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        raise ValueError

    def chained(left: int) -> None:
        try:
            if left:
                chained(left - 1)
            raise ValueError
        except Exception as error:
            raise KeyError from error

    assert len(told(raised(lambda: deep(200)))[0]["at"]) == 40
    assert len(told(raised(lambda: chained(20)))) == LONGEST
