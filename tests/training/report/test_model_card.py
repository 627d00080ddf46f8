from __future__ import annotations

import re
from typing import Any

from models.card import SECTIONS, card
from training.page import Page
from training.report.finished import Finished
from training.report.model_card import add_card, add_markdown


def test_the_card_stands_word_for_word(shown: Any, finished: Finished) -> None:
    text, rows, _ = shown(add_card, finished)
    for line in card(finished.manifest).splitlines():
        if line.startswith("|"):
            cells = [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
            assert set(cells) == {"---"} or cells in rows
        else:
            assert re.sub(r"[*`#]|^- ", "", line).strip() in text
    assert all(f"{heading}" in text for heading in SECTIONS)


def test_markdown_becomes_parts_of_the_page() -> None:
    page = Page("t")
    add_markdown(page, "# A\n\none\ntwo\n\n- first\n- second\n\n| a | b |\n|---|---|\n| `1` | **2** |\n")
    html = page.html()
    assert "<h3>A</h3><p>one two</p><ul><li>first</li><li>second</li></ul>" in html
    assert '<th scope="row">1</th><td class="words">2</td>' in html
