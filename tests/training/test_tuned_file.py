from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from training.parameters import Parameters
from training.search_space import changed
from training.tuned_file import FIRST, check_file, tuned_text
from valuation.field_error import FieldError

BASE = Parameters().updated({"threads": 1, "encoder": {"dimensions": 64}})
FOUND = changed(BASE, {"price.rate": 0.0312, "price.rounds": 310, "index.shrinkage": 4.5, "price.text_width": 0, "price.dropout": 0.00001234})


def test_what_was_found_and_what_was_given_come_back_as_parameters() -> None:
    text = tuned_text(BASE, FOUND, ["Better."], kept=True)
    assert Parameters().updated(tomllib.loads(text)) == FOUND
    assert f"{BASE.price.rate} before the search\nrate = 0.0312" in text and "# as given to the search\nthreads = 1" in text
    assert "leaves" not in tomllib.loads(text)["price"]


def test_what_is_not_kept_stands_in_comments_only() -> None:
    text = tuned_text(BASE, FOUND, ["Nothing is changed."], kept=False)
    assert Parameters().updated(tomllib.loads(text)) == BASE
    assert "# price.rate = 0.0312" in text
    plain = tuned_text(Parameters(), FOUND, ["Nothing is changed."], kept=False)
    assert tomllib.loads(plain) == {} and all(line.startswith("#") for line in plain.splitlines())


def test_the_head_is_comment_whatever_it_holds_and_however_long() -> None:
    text = tuned_text(BASE, BASE, ["word " * 200, "a\nb = 1"], kept=False)
    assert text.startswith(FIRST) and Parameters().updated(tomllib.loads(text)) == BASE
    assert max(map(len, text.splitlines())) <= 150


@pytest.mark.parametrize(("name", "content", "said"), [("p.txt", None, "no TOML"), ("p.toml", "rounds = 1\n", "not written by make tune")])
def test_nothing_written_by_hand_is_replaced(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(FieldError, match=said):
        check_file(tmp_path / name)


def test_a_new_file_and_one_of_an_earlier_search_may_be_written(tmp_path: Path) -> None:
    check_file(tmp_path / "new" / "p.toml")
    (tmp_path / "p.toml").write_text(tuned_text(BASE, FOUND, [], kept=True), "utf-8")
    check_file(tmp_path / "p.toml")
    (tmp_path / "d.toml").mkdir()
    with pytest.raises(FieldError, match="is a folder"):
        check_file(tmp_path / "d.toml")
