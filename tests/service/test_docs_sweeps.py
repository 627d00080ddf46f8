"""docs/sweeps.md: its examples run as they stand, against a service with the demo bundle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.app import create_app
from service.settings import Settings, variable
from tests.service.served import served

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
SHOWN = ["'id': 'A-1', 'price_p50': ", "A-1 valued\nA-2 invalid\nA-3 valued", "'price_p50'"]


@pytest.fixture(scope="module")
def address(keep: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(create_app(Settings(bundle=ROOT / "models/demo", data=keep(tmp_path_factory.mktemp("demo"))))) as found:
        yield found


@pytest.mark.parametrize(("example", "shown"), list(zip(EXAMPLES, SHOWN, strict=True)), ids=["arrow", "ndjson", "inference"])
def test_an_example_runs_as_it_stands(example: str, shown: str, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(example, "docs/sweeps.md", "exec"), {"address": address})
    assert shown in capsys.readouterr().out


def test_the_settings_that_the_page_names_are_settings() -> None:
    named = set(re.findall(r"`(VALUATION_[A-Z_]+)`", TEXT))
    assert named and named <= {variable(name) for name in Settings.model_fields}
