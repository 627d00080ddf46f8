from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.champion import Pointer, is_subject, is_version, pointer_file

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
versions = st.lists(st.text("0123456789abcdef", min_size=12, max_size=12), min_size=1, max_size=6, unique=True)


@given(versions)
def test_a_pointer_names_its_versions_in_order_and_survives_the_file(named: list[str]) -> None:
    pointer = Pointer.of(named, NOW)
    assert list(pointer.versions) == named
    assert pointer.current == named[0] and pointer.previous == (named[1] if len(named) > 1 else None)
    assert Pointer.model_validate_json(pointer.model_dump_json()) == pointer


@given(st.text(max_size=410))
def test_who_publishes_is_a_name_on_one_line_or_no_pointer_names_them(by: str) -> None:
    if is_subject(by):
        pointer = Pointer.of(["0123456789ab"], NOW, by)
        assert Pointer.model_validate_json(pointer.model_dump_json()) == pointer
    else:
        with pytest.raises(ValidationError):
            Pointer.of(["0123456789ab"], NOW, by)


def test_nobody_is_not_written_down() -> None:
    assert "by" not in Pointer.of(["0123456789ab"], NOW).model_dump_json()


@pytest.mark.parametrize("name", ["", "abc", "../../etc/pass", "0123456789AB", "0123456789abc", "0123456789a/", "0123456789ab\n"])
def test_what_is_no_version_can_never_be_pointed_to(name: str) -> None:
    assert not is_version(name)
    with pytest.raises(ValidationError):
        Pointer(current=name, changed=NOW)
    with pytest.raises(ValidationError):
        Pointer(current="0123456789ab", earlier=(name,), changed=NOW)


def test_the_pointer_lies_in_the_folder() -> None:
    assert pointer_file(Path("champion")) == Path("champion/current.json")
