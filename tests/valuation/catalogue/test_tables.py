"""Each way in which a row or a file can be wrong is said somewhere, and nothing of a table is refused in one language alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from valuation.catalogue.tables import TEXTS

TABLES = Path(__file__).parents[3] / "models" / "tables"
REFUSALS = {"FieldError", "NoPrice"}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_said_somewhere(key: str, said: Callable[[str], bool]) -> None:
    assert said(key), f"nothing says {key}"


@pytest.mark.parametrize("file", sorted(TABLES.glob("*.py")), ids=lambda file: file.stem)
def test_no_reason_or_fix_is_plain_text(file: Path) -> None:
    assert not list(plain(file.read_text("utf-8"))), f"{file.name}: say it through the catalogue"


@pytest.mark.parametrize(
    ("refusal", "found"),
    [
        ('FieldError("f", 1, say("a"), say("b"))', 0),
        ('FieldError("f", 1, "wrong", say("b"))', 1),
        ('FieldError(*where, say("a"), f"Write {x}.")', 1),
        ('FieldError("f", 1, say("a"), suggestion(x) + " Also.")', 1),
        ('FieldError("f", 1, reason, say("b"))', 1),
        ('NoPrice("f", 1, told, say("b"), "free")', 0),
        ('FieldError("f", 1, given, say("b"))', 1),
    ],
)
def test_the_search_for_plain_text_finds_it(refusal: str, found: int) -> None:
    source = f'def f(given: str):\n    reason, told = "no " + x, say("c")\n    raise {refusal}'
    assert len(list(plain(source))) == found


def plain(source: str) -> Iterator[str]:
    """The reasons and fixes of refusals that are written as text, or as a name that stands for one."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            names = texts_in(function)
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REFUSALS:
                    first = 1 if call.args and isinstance(call.args[0], ast.Starred) else 2
                    yield from (
                        ast.unparse(each) for each in call.args[first : first + 2] if is_text(each) or (isinstance(each, ast.Name) and each.id in names)
                    )


def texts_in(function: ast.FunctionDef) -> set[str]:
    """The names that stand for a text in a function: parameters declared so, and what a text is assigned to."""
    arguments = (*function.args.args, *function.args.kwonlyargs)
    names = {each.arg for each in arguments if each.annotation is not None and "str" in ast.unparse(each.annotation).split(" | ")}
    for step in ast.walk(function):
        if isinstance(step, ast.Assign):
            for target in step.targets:
                pairs = zip(target.elts, step.value.elts, strict=True) if isinstance(target, ast.Tuple) and isinstance(step.value, ast.Tuple) else ()
                names |= {name.id for name, value in (*pairs, (target, step.value)) if isinstance(name, ast.Name) and is_text(value)}
    return names


def is_text(node: ast.expr) -> bool:
    return isinstance(node, (ast.JoinedStr, ast.BinOp)) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
