"""What the documents and the layout promise: commands that exist, links that lead somewhere, door plates, small files, a test beside each module."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("valuation", "models", "training", "service")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MODULES = sorted(file for room in (*ROOMS, "tools", "bench") for file in (ROOT / room).rglob("*.py"))
LONGEST = 400


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_make_command_in_the_docs_exists(page: Path) -> None:
    named = set(re.findall(r"(?:^\s*|`)make(?: -s)? ([a-z][a-z-]*)", page.read_text("utf-8"), re.MULTILINE))
    assert not named - targets().keys(), f"{shown(page)} names make targets that the Makefile lacks"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_list_every_target(name: str) -> None:
    named = set(re.findall(r"^\| `make ([a-z-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
    assert named == targets().keys() - {"help"}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_variable_that_the_docs_give_to_a_target_is_one_it_reads(page: Path) -> None:
    wrong = [
        f"make {target}: {variable}"
        for target, variables in re.findall(r"make (?:-s )?([a-z-]+)((?: [A-Z_]+=\S*)+)", page.read_text("utf-8"))
        for variable in re.findall(r"([A-Z_]+)=", variables)
        if variable not in targets()[target] | {"PYTHON", "WHEELS"}
    ]
    assert not wrong, f"{shown(page)}: {wrong}"


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_link_leads_to_a_file_here(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:|#", link)]
    dead = [link for link in links if not (page.parent / link).exists()]
    assert not dead, f"{shown(page)} links to {dead}"


def test_the_changelog_has_a_place_for_what_is_not_released_and_knows_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert text.index("## [Unreleased]") < (text.index(f"## [{version}]") if f"## [{version}]" in text else len(text))


def test_the_licence_is_the_one_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert project["license"] == "Apache-2.0" and "Apache License" in text and "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_every_module_has_its_door_plate(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text("utf-8"))), f"{shown(module)} does not say what it is for"


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_no_module_outgrows_its_concept(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", [file for file in MODULES if file.name not in {"__init__.py", "__main__.py"}], ids=shown)
def test_every_module_has_a_test_named_after_it(module: Path) -> None:
    room = ROOT / "tests" / module.parent.relative_to(ROOT)
    if room.name == "tools":  # the tools' tests stand at the top, beside this one
        room = room.parent
    assert list(room.glob(f"test_{module.stem}.py")) + list(room.glob(f"test_{module.stem}_*.py")), f"no {shown(room)}/test_{module.stem}.py"


def test_nothing_that_ships_names_a_place_of_one_machine() -> None:
    places = re.compile(r"/work/|/root/|/home/\w|\.\./shared")
    files = [*MODULES, *PAGES, ROOT / "Makefile", ROOT / "pyproject.toml", *(ROOT / "requirements").glob("*"), *(ROOT / "training").rglob("*.toml")]
    assert not [shown(file) for file in files if places.search(file.read_text("utf-8"))]


def targets() -> dict[str, set[str]]:
    """The Makefile's public targets, each with the variables that its recipe or its help line names."""
    found: dict[str, set[str]] = {}
    current = ""
    for line in (ROOT / "Makefile").read_text("utf-8").splitlines():
        if match := re.match(r"([a-z-]+):.*## (.*)", line):
            current = match[1]
            found[current] = set(re.findall(r"\b([A-Z_]+)=", match[2]))
        elif line.startswith("\t") and current:
            found[current] |= set(re.findall(r"\$\(call \w+,([A-Z_]+)", line))
    return found
