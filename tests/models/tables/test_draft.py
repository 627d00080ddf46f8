from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.draft import draft, toml
from models.tables.guess import Guess
from models.tables.mapping_parts import TableLayout


@given(st.text())
def test_every_text_survives_as_a_toml_value(text):
    assert tomllib.loads(f"x = {toml(text)}")["x"] == text


def test_a_guess_of_nothing_is_a_draft_of_questions_that_is_still_toml():
    text = draft(Guess(), "t.csv", "t", TableLayout(header_row=3), [])
    content = tomllib.loads(text)
    assert content["table"] == {"header_row": 3} and content["name"] == "t"
    for asked in ("contract id", "running text", "amount", "date", "same project"):
        assert any(line.startswith("# ?") and asked in line for line in text.splitlines())


@pytest.mark.parametrize("name", ["t\n[price].csv", "t\x00.csv"])
def test_a_file_name_cannot_break_out_of_its_comment(name):
    assert "price" not in tomllib.loads(draft(Guess(), name, "t", TableLayout(), []))
