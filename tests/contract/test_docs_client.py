"""What README and docs show of the client is run as it stands, against a service with keys, and prints what they say."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from service.client.client import Client
from service.client.operations import OPERATIONS
from tests.contract.conftest import ROOT, Standing

PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "docs" / "client.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_example_prints_what_the_page_says(standing: Standing, page: Path) -> None:
    found = re.search(r"```python\n(from service\.client.*?)```\n+```text\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert found is not None
    shown = "" if "key=" in found[1] else f', key="{standing.key}"'  # the README calls the open demo mode
    code = found[1].replace("val_…", standing.key).replace('"http://127.0.0.1:8000"', f'"{standing.url}"{shown}')
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(code, page.name, "exec"), {})
    assert printed.getvalue() == found[2]


def test_the_page_lists_every_method_and_every_operation() -> None:
    page = (ROOT / "docs" / "client.md").read_text("utf-8")
    methods = [name for name, value in vars(Client).items() if callable(value) and not name.startswith("_")]
    assert [name for name in methods if f"`{name}(" not in page] == []
    assert [name for name in OPERATIONS if f"`{name}`" not in page] == []
