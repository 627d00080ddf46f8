"""What a new OpenAPI document takes from those who rely on an old one: `python -m tools.openapi_breaking old.json new.json` lists it, exit code 1 if any.

A request flows from a client of the old document to a service of the new one, an answer the other way. In both, what the writer may write must be
what the reader expects; a field that is gone is missed either way. Additions break nothing: clients pass over fields that they do not know.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import gt, lt
from pathlib import Path
from typing import Any

Node = Mapping[str, Any]
_LOWER, _UPPER = (
    ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"),
    ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"),
)
_METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that is taken, and where."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def breaks(old: Node, new: Node) -> list[Break]:
    """Everything that a client of the old document may miss in the new one, once each."""
    return list(dict.fromkeys(_paths(old, new)))


def _paths(old: Node, new: Node) -> Iterator[Break]:
    for path, operations in old["paths"].items():
        for method in operations.keys() & set(_METHODS):
            where, found = f"{method.upper()} {path}", new["paths"].get(path, {}).get(method)
            if found is None:
                yield Break(where, "the operation is gone")
            else:
                yield from _operation(operations[method], found, where, old, new)


def _operation(old: Node, new: Node, where: str, old_root: Node, new_root: Node) -> Iterator[Break]:
    if old.get("operationId") != new.get("operationId"):
        yield Break(where, f"operationId {old.get('operationId')} is now {new.get('operationId')}")
    yield from _security(_let_in(old, old_root), _let_in(new, new_root), where)
    asked, answered = _Flow(old_root, new_root, old_writes=True), _Flow(new_root, old_root, old_writes=False)
    yield from _parameters(old, new, where, asked)
    yield from _body(old.get("requestBody"), new.get("requestBody"), where, asked)
    yield from _responses(old["responses"], new["responses"], where, answered)


def _let_in(operation: Node, root: Node) -> set[frozenset[str]]:
    """The alternatives of which any one lets in, each a set of `scheme:scope`; an empty one where nothing is asked."""
    stated = operation.get("security", root.get("security", []))
    return {frozenset(f"{scheme}:{scope}" for scheme, scopes in one.items() for scope in (scopes or [""])) for one in stated} or {frozenset()}


def _security(old: set[frozenset[str]], new: set[frozenset[str]], where: str) -> Iterator[Break]:
    for shown in sorted(old, key=sorted):
        if not any(enough <= shown for enough in new):
            yield Break(where, f"{' and '.join(sorted(shown)) or 'no credential'} no longer lets in")


def _parameters(old: Node, new: Node, where: str, flow: _Flow) -> Iterator[Break]:
    before, after = ({(one["in"], one["name"].lower()): one for one in side.get("parameters", ())} for side in (old, new))
    for key in sorted(before.keys() | after.keys()):
        at = f"{where}, {key[0]} parameter {key[1]}"
        if key not in after:
            yield Break(at, "is gone")
            continue
        if after[key].get("required") and not before.get(key, {}).get("required"):
            yield Break(at, "is now required")
        if key in before:
            yield from flow.misfits(before[key].get("schema", {}), after[key].get("schema", {}), at)


def _body(old: Node | None, new: Node | None, where: str, flow: _Flow) -> Iterator[Break]:
    if old is None:
        if new is not None and new.get("required"):
            yield Break(where, "a body is now required")
        return
    if new is None:
        yield Break(where, "the body is gone")
        return
    if new.get("required") and not old.get("required"):
        yield Break(where, "the body is now required")
    yield from _contents(old["content"], new["content"], f"{where}, body", flow)


def _responses(old: Node, new: Node, where: str, flow: _Flow) -> Iterator[Break]:
    for status, answer in old.items():
        at = f"{where}, {status}"
        if status not in new:
            if status.startswith("2"):
                yield Break(at, "the answer is gone")
            continue
        yield from _contents(answer.get("content", {}), new[status].get("content", {}), at, flow)
        for header in answer.get("headers", {}).keys() - new[status].get("headers", {}).keys():
            yield Break(at, f"the header {header} is gone")
    yield from (Break(f"{where}, {status}", "an answer of another success") for status in new.keys() - old.keys() if status.startswith("2"))


def _contents(old: Node, new: Node, where: str, flow: _Flow) -> Iterator[Break]:
    for kind, content in old.items():
        if kind not in new:
            yield Break(where, f"{kind} is gone")
        else:
            writer, reader = (content, new[kind]) if flow.old_writes else (new[kind], content)
            yield from flow.misfits(writer.get("schema", {}), reader.get("schema", {}), f"{where}, {kind}")


@dataclass
class _Flow:
    """Values that go from a writer, whose schemas are in one document, to a reader, whose are in another."""

    writer_root: Node
    reader_root: Node
    old_writes: bool
    _open: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of references that are being compared: schemas may hold themselves."""

    def misfits(self, writer: Node, reader: Node, at: str) -> Iterator[Break]:
        """Where what is written may not be what is expected."""
        pair = (str(writer.get("$ref", "")), str(reader.get("$ref", "")))
        if all(pair) and pair in self._open:
            return
        self._open.add(pair)
        try:
            yield from self._compared(_resolved(writer, self.writer_root), _resolved(reader, self.reader_root), at)
        finally:
            self._open.discard(pair)

    def _compared(self, writer: Node, reader: Node, at: str) -> Iterator[Break]:
        written, expected = _alternatives(writer), _alternatives(reader)
        if len(written) > 1 or len(expected) > 1:
            for one in written:
                tries = [list(self.misfits(one, other, at)) for other in expected]
                if all(tries):
                    yield from min(tries, key=len) if len(expected) == 1 else [Break(at, f"{_named(one)} {self._unknown}")]
            return
        yield from self._values(writer, reader, at)
        yield from self._fields(writer, reader, at)
        if "items" in writer and "items" in reader:
            yield from self.misfits(writer["items"], reader["items"], f"{at}[]")

    @property
    def _unknown(self) -> str:
        return "is no longer accepted" if self.old_writes else "was not answered before"

    def _values(self, writer: Node, reader: Node, at: str) -> Iterator[Break]:
        kinds, known = _types(writer), _types(reader)
        if known and (not kinds or not kinds <= known | ({"integer"} if "number" in known else set())):
            yield Break(at, f"{'/'.join(sorted(kinds)) or 'anything'} where {'/'.join(sorted(known))} is expected")
        values, expected = _enum(writer), _enum(reader)
        if expected is not None:
            for value in sorted((values or {"any value"}) - expected):
                yield Break(at, f"{value} {self._unknown}")
        for name in ("format", "pattern"):
            if name in reader and writer.get(name) != reader[name] and expected is None:
                yield Break(at, f"{name} {reader[name]} is expected, not {writer.get(name, 'any')}")
        if self.old_writes:
            for names, tighter in ((_LOWER, gt), (_UPPER, lt)):
                for name in names:
                    if name in reader and (name not in writer or tighter(reader[name], writer[name])):
                        yield Break(at, f"{name} is now {reader[name]}, and was {writer.get(name, 'not bound')}")

    def _fields(self, writer: Node, reader: Node, at: str) -> Iterator[Break]:
        written, expected = writer.get("properties", {}), reader.get("properties", {})
        before, after = (written, expected) if self.old_writes else (expected, written)
        for name in sorted(before.keys() - after.keys()):
            yield Break(f"{at}.{name}", "is gone")
        for name in sorted(set(reader.get("required", ())) - set(writer.get("required", ()))):
            if name in after:
                yield Break(f"{at}.{name}", "is now required" if self.old_writes else "may now be missing")
        for name in sorted(written.keys() & expected.keys()):
            yield from self.misfits(written[name], expected[name], f"{at}.{name}")
        others, taken = writer.get("additionalProperties", True), reader.get("additionalProperties", True)
        if self.old_writes and taken is False and others is not False:
            yield Break(at, "other fields are no longer accepted")
        if isinstance(others, Mapping) and isinstance(taken, Mapping):
            yield from self.misfits(others, taken, f"{at}.*")


def _resolved(schema: Node, root: Node) -> Node:
    """The schema without references at its top; what stands beside a reference is added to it."""
    while "$ref" in schema or len(schema.get("allOf", ())) == 1:
        inner: Node = schema["allOf"][0] if "$ref" not in schema else root["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        schema = {**inner, **{name: value for name, value in schema.items() if name not in ("$ref", "allOf")}}
    return schema


def _alternatives(schema: Node) -> list[Node]:
    found: list[Node] = list(schema.get("anyOf") or schema.get("oneOf") or [schema])
    return found


def _types(schema: Node) -> set[str]:
    stated = schema.get("type", [])
    return {stated} if isinstance(stated, str) else set(stated)


def _enum(schema: Node) -> set[str] | None:
    """The values, as JSON; None where any is allowed."""
    if "const" in schema:
        return {json.dumps(schema["const"])}
    return {json.dumps(value) for value in schema["enum"]} if "enum" in schema else None


def _named(schema: Node) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1] or "/".join(sorted(_types(schema))) or "a value"


if __name__ == "__main__":
    found = breaks(*(json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3]))
    sys.stdout.writelines(f"{one}\n" for one in found)
    sys.exit(1 if found else 0)
