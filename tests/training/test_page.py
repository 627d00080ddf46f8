from __future__ import annotations

from html.parser import HTMLParser

from training.page import Page

NASTY = '<script>alert("x")</script> & 价格'


def page() -> str:
    made = Page(NASTY)
    made.heading(NASTY)
    made.text(NASTY)
    made.warning(NASTY)
    made.preformatted(NASTY)
    made.table((NASTY, "b"), [(NASTY, "1"), ("x", "2")])
    made.picture("data:image/png;base64,AAAA", NASTY)
    return made.html()


def test_everything_given_is_shown_and_nothing_of_it_is_markup() -> None:
    found: list[str] = []
    starts: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            starts.append(tag)
            found.extend(value for name, value in attrs if name == "alt" and value)

        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(page())
    assert found.count(NASTY) == 9  # title, h1, and the seven parts
    assert "script" not in starts
    assert starts.count("table") == 1 and starts.count("tr") == 3 and starts.count("td") == 4


def test_a_page_needs_no_network() -> None:
    assert "http:" not in page() and "https:" not in page() and 'src="data:' in page()
    assert page().startswith("<!doctype html>") and 'charset="utf-8"' in page()


def test_parts_stand_in_the_order_they_were_added() -> None:
    made = Page("t")
    for word in ("first", "second", "third"):
        made.text(word)
    assert made.html().index("first") < made.html().index("second") < made.html().index("third")
