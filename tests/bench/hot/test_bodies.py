"""Any bodies come back from their file as they were; a file cut short is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.hot.bodies import read_bodies, write_bodies


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_bodies_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("bodies") / "bodies"
    write_bodies(path, bodies)
    assert read_bodies(path) == bodies


def test_a_file_cut_short_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "bodies"
    write_bodies(path, [b"abc", b"defg"])
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match="cut short"):
        read_bodies(path)
