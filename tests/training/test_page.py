from __future__ import annotations

from html.parser import HTMLParser

from training.cells import Bar, Verdict
from training.page import Page, Tile

NASTY = '<script>alert("x")</script> & 价格'


def page() -> str:
    made = Page(NASTY, NASTY)
    made.heading(NASTY, NASTY)
    made.subheading(NASTY)
    made.text(NASTY)
    made.note(NASTY)
    made.warning(NASTY)
    made.attention(NASTY)
    made.preformatted(NASTY)
    made.items([NASTY])
    made.tiles([Tile(NASTY, NASTY, NASTY)])
    made.entry(NASTY, [NASTY], NASTY)
    made.table((NASTY, "b"), [(NASTY, "1"), (Verdict(NASTY, "bad"), Bar(0, 1))], NASTY)
    made.picture("data:image/png;base64,AAAA", NASTY, NASTY)
    return made.html()


def test_everything_given_is_shown_and_nothing_of_it_is_markup() -> None:
    found: list[str] = []
    starts: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            starts.append(tag)
            found.extend(value for name, value in attrs if name == "alt" and value)

        def handle_data(self, data: str) -> None:
            found.append(data.removeprefix("● "))

    Reader().feed(page())
    assert found.count(NASTY) == 25  # title, h1, subtitle, heading twice and subheading, attention on top too, and the other parts
    assert "script" not in starts
    assert starts.count("table") == 1 and starts.count("tr") == 3 and starts.count("td") == 2 and starts.count("th") == 4


def test_a_page_needs_no_network() -> None:
    assert "http:" not in page() and "https:" not in page() and 'src="data:' in page()
    assert page().startswith("<!doctype html>") and 'charset="utf-8"' in page()


def test_parts_stand_in_the_order_they_were_added() -> None:
    made = Page("t")
    for word in ("first", "second", "third"):
        made.text(word)
    assert made.html().index("first") < made.html().index("second") < made.html().index("third")


def test_a_page_fits_a_phone_and_a_reader_of_screens() -> None:
    html = page()
    assert '<meta name="viewport" content="width=device-width' in html and '<html lang="en">' in html
    assert '<div class="wide"><table>' in html and 'scope="col"' in html and 'scope="row"' in html
    assert '<span lang="zh">' in html and "prefers-color-scheme: dark" in html


def test_four_sections_have_a_table_of_contents_that_leads_to_them() -> None:
    made = Page("t")
    for at in range(3):
        made.heading(f"section {at}", "节")
    assert "<nav" not in made.html()
    made.heading("section 3")
    html = made.html()
    assert '<a href="#s4">section 3</a>' in html and '<h2 id="s4">section 3</h2>' in html and '<a href="#s1">section 0 节</a>' in html


def test_what_needs_attention_is_told_on_top_and_leads_to_its_section() -> None:
    made = Page("t")
    made.heading("one")
    made.heading("two")
    made.attention("look here")
    top, body = made.html().split("<main>")
    assert '<a href="#s2">look here</a>' in top and "look here" in body
    assert "Look at first" not in Page("t").html()


def test_pictures_that_follow_one_another_share_a_row() -> None:
    made = Page("t")
    made.picture("data:,a", "a")
    made.picture("data:,b", "b", "below")
    made.text("between")
    made.picture("data:,c", "c")
    body = made.html().split("<main>")[1]
    assert body.count('<div class="pictures">') == 2 and body.count("<figure>") == 3
    assert body.index("data:,b") < body.index("between") < body.index("data:,c")
    assert body.count("<div") == body.count("</div>")


def test_a_folded_table_opens_from_its_line() -> None:
    made = Page("t")
    made.table(("a", "b"), [("1", "2")], folded="two columns")
    assert "<details><summary>two columns</summary>" in made.html()
