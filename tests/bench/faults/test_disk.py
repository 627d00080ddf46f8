"""A small disk is full to the last byte, and free again."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults.disk import Disk, disk
from bench.faults.injection import NotPossibleHere


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Disk]:
    try:
        with disk(tmp_path / "disk", 1) as mounted:
            yield mounted
    except NotPossibleHere as reason:
        pytest.skip(str(reason))


def test_not_a_byte_more_is_taken_until_it_is_freed(small: Disk) -> None:
    small.fill()
    with pytest.raises(OSError) as refused, (small.folder / "more").open("wb", buffering=0) as file:
        file.write(b"x")
    assert refused.value.errno == errno.ENOSPC
    small.free()
    (small.folder / "more").write_bytes(b"x" * 1_000)


def test_where_one_may_not_mount_it_is_not_possible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mount").write_text("#!/bin/sh\necho no >&2\nexit 32\n")
    os.chmod(tmp_path / "mount", 0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(NotPossibleHere, match="no"), disk(tmp_path / "disk", 1):
        raise AssertionError("mounted")
