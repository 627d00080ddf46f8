from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.tables import utf8_text
from models.tables.utf8_text import Utf8Text

TEXT = '合同登记表\r\n编号,"名\n称"\r\nA1,电池\rA2,x'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("block", [1, 3, 1 << 20])
def test_the_text_below_its_preamble_comes_in_utf8_whatever_its_encoding(tmp_path, monkeypatch, encoding, block):
    monkeypatch.setattr(utf8_text, "_CHARACTERS", block)
    (tmp_path / "t.csv").write_bytes(TEXT.encode(encoding))
    text = Utf8Text(tmp_path / "t.csv", encoding, 1)
    with text.opened() as source:
        assert source.read().decode() == TEXT.partition("\n")[2]
    assert text.quotes() == 2 and not text.blank()


def test_a_preamble_longer_than_the_file_leaves_nothing(tmp_path):
    (tmp_path / "t.csv").write_text("a\nb", encoding="utf-8")
    assert Utf8Text(tmp_path / "t.csv", "utf-8", 5).blank()


@settings(max_examples=60)
@given(st.text(st.sampled_from('a,"\r\n字'), max_size=60))
def test_the_csv_module_reads_its_lines_as_it_reads_the_whole_text(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("lines") / "t.csv"
    path.write_bytes(content.encode())
    assert list(csv.reader(Utf8Text(path, "utf-8").lines())) == list(csv.reader(io.StringIO(content, newline="")))
