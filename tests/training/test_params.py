"""`training/params.toml` and `training/parameters.py` say the same, in both directions."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from training.asked import DEFAULTS
from training.parameters import Parameters, bounds

TEXT = DEFAULTS.read_text("utf-8")


def flat(content: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for group, values in content.items()
        for name, value in ({f"{group}.{inner}": one for inner, one in values.items()} if isinstance(values, dict) else {group: values}).items()
    }


def comments() -> dict[str, str]:
    """Name → the comment lines right above it."""
    found, group, above = {}, "", ""
    for line in TEXT.splitlines():
        if line.startswith("#"):
            above = f"{above} {line[1:].strip()}".strip()
            continue
        if match := re.fullmatch(r"\[(\w+)\]", line):
            group = f"{match[1]}."
        elif match := re.match(r"(\w+) = ", line):
            found[group + match[1]] = above
        above = ""
    return found


def test_the_file_holds_every_parameter_with_its_default_in_the_same_order() -> None:
    listed = flat(tomllib.loads(TEXT))
    assert listed == Parameters().flat()
    assert list(listed) == list(Parameters().flat())
    assert {name: type(value) for name, value in listed.items()} == {name: type(value) for name, value in Parameters().flat().items()}


def test_every_parameter_has_a_reason_and_tells_its_bounds() -> None:
    found = comments()
    assert {name: comment.rpartition("Allowed: ")[2].rstrip(".") for name, comment in found.items()} == {name: bounds(name) for name in Parameters().flat()}
    assert not [name for name, comment in found.items() if not comment.rpartition("Allowed: ")[0].strip()]


def test_every_group_says_what_it_is_for() -> None:
    assert len(re.findall(r"^# .+\n\[\w+\]$", TEXT, re.MULTILINE)) == len(re.findall(r"^\[\w+\]$", TEXT, re.MULTILINE))
