from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables import text_encoding
from models.tables.text_encoding import decode
from valuation.field_error import FieldError

TEXT = "编号,名称\nA1,一种电池材料的制备方法\n"


@pytest.mark.parametrize(
    ("written", "found"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")]
)
def test_the_encoding_is_found_out(written, found):
    assert decode(TEXT.encode(written), "t.csv") == (TEXT, found)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=8, max_size=200))
def test_chinese_text_comes_back_from_utf8(text):
    assert decode(text.encode(), "t.csv")[0] == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(1, 9), st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]))
def test_blocks_of_any_size_tell_the_same_encoding(text, block, encoding):
    data = text.encode(encoding)
    with mock.patch.object(text_encoding, "_BLOCK", block):
        found = outcome(data)
    assert found == outcome(data)


@given(st.binary(max_size=60), st.integers(1, 9))
def test_blocks_of_any_size_find_the_same_fault(data, block):
    with mock.patch.object(text_encoding, "_BLOCK", block):
        found = outcome(data)
    assert found == outcome(data)


def outcome(data: bytes) -> str:
    """The encoding, or what is said of the bytes."""
    try:
        return decode(data, "t.csv")[1]
    except FieldError as error:
        return str(error)


def test_damaged_utf8_is_refused_with_its_line_rather_than_read_as_gb18030():
    damaged = (TEXT * 20).encode().replace("法".encode(), b"\xe6\xb3", 1)
    with pytest.raises(FieldError, match="broken UTF-8 at line 2"):
        decode(damaged, "t.csv")


def test_what_is_neither_names_the_way_out():
    with pytest.raises(FieldError, match=r"neither UTF-8 nor GB18030 at line 2.*\[table\] encoding"):
        decode("id,name\n1,caf\xe9\n".encode("latin-1"), "t.csv")


def test_a_named_encoding_is_taken_at_its_word():
    assert decode("café".encode("latin-1"), "t.csv", "latin-1") == ("café", "latin-1")
    with pytest.raises(FieldError, match="no such encoding"):
        decode(b"x", "t.csv", "utf-99")
    with pytest.raises(FieldError, match="not ascii"):
        decode("é".encode(), "t.csv", "ascii")
