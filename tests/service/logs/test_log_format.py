from __future__ import annotations

import io

import pytest

from service.logs.log_format import for_a_person


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("wanted", "at_a_terminal", "elsewhere"), [("auto", True, False), ("json", False, False), ("console", True, True)])
def test_a_person_looks_at_a_terminal_unless_told_otherwise(wanted: str, at_a_terminal: bool, elsewhere: bool) -> None:
    assert (for_a_person(Terminal(), wanted), for_a_person(io.StringIO(), wanted)) == (at_a_terminal, elsewhere)  # type: ignore[arg-type]
