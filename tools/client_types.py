"""The types and operations of the Python client, written from `openapi.json`: `python -m tools.client_types`; `make openapi` does both."""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tools.openapi_file import FILE

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "service" / "client"
MODULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "achievement": ("What is asked about: an achievement and all that may be said of it.", ("Achievement",)),
    "advice": ("Pricing advice by mode, as it is answered.", ("PricingAdvice",)),
    "evidence": ("What evidence bears out: the five values, the maturity gate, the rights gate.", ("EvidenceValues", "MaturityGate", "RightsGate")),
    "valuation": ("Valuations, as they are answered.", ("Valuations",)),
    "acts": (
        "What people tell the service and what it keeps of that: records, confirmations, listings, outcomes, keys.",
        ("ValuationRecord", "ConfirmationCall", "Confirmation", "ListingHistory", "OutcomeCall", "OutcomeAnswer", "KeyTerms", "NewKey", "KeyList", "Rotation"),
    ),
    "serving": ("Everything else: calls, the model, its state, the Open Inference Protocol, problems.", ()),
}
"""Module → its door plate and the schemas that it begins with; each takes what they hold and no earlier one has, the last one the rest."""
MOST = 140
"""Characters of a door plate."""
WORDS = {"string": "str", "number": "float", "integer": "int", "boolean": "bool", "null": "None"}
MANY = 12
"""Values beyond which a choice is written as a plain string: codes of a list are the list's business."""
HEAD = '"""{plate} Written by `python -m tools.client_types`."""\n\nfrom __future__ import annotations\n\n'
Schemas = Mapping[str, Mapping[str, Any]]


def generated(document: Mapping[str, Any]) -> dict[str, str]:
    """File, below `service/client/`, → its text, unformatted."""
    schemas: Schemas = document["components"]["schemas"]
    homes: dict[str, str] = {}
    for module, (_, roots) in MODULES.items():
        for name in _held([root for root in roots if root in schemas] if roots else schemas, schemas):
            homes.setdefault(name, module)
    files = {f"types/{module}.py": _module(module, homes, schemas) for module in MODULES}
    return files | {"types/__init__.py": _exports({_class_name(name): home for name, home in homes.items()}), "operations.py": _operations(document["paths"])}


def annotation(schema: Mapping[str, Any]) -> str:
    """A schema as a type."""
    if "$ref" in schema:
        return _class_name(_name(schema["$ref"]))
    if alternatives := schema.get("anyOf") or schema.get("oneOf") or (schema.get("allOf") if len(schema.get("allOf", ())) == 1 else None):
        return " | ".join(dict.fromkeys(annotation(one) for one in alternatives))
    if (values := [schema["const"]] if "const" in schema else schema.get("enum")) and len(values) <= MANY:
        return f"Literal[{', '.join(map(repr, values))}]"
    match schema.get("type"):
        case "array":
            return f"list[{annotation(schema.get('items', {}))}]"
        case "object":
            others = schema.get("additionalProperties", {})
            return f"dict[str, {annotation(others if isinstance(others, Mapping) else {})}]"
        case str(word):
            return WORDS[word]
        case list(words):
            return " | ".join(annotation({**schema, "type": word}) for word in words)
    return "Any"


def _module(module: str, homes: Mapping[str, str], schemas: Schemas) -> str:
    # A class says what it holds in words that are read later, another name for several classes at once: those come behind them.
    own = sorted((name for name, home in homes.items() if home == module), key=lambda name: ("properties" not in schemas[name], name))
    body = "\n\n".join(_type(name, schemas[name]) for name in own)
    words = [word for word in ("Any", "Literal", "NotRequired", "TypedDict") if re.search(rf"\b{word}\b", body)]
    lines = [f"from typing import {', '.join(words)}"]
    for home in MODULES:
        used = [_class_name(name) for name, where in homes.items() if where == home != module and re.search(rf"\b{_class_name(name)}\b", body)]
        if used:
            lines.append(f"from service.client.types.{home} import {', '.join(sorted(used))}")
    return HEAD.format(plate=MODULES[module][0]) + "\n".join(lines) + "\n\n" + body + "\n"


def _type(name: str, schema: Mapping[str, Any]) -> str:
    name = _class_name(name)
    if "properties" not in schema:
        return f"{name} = {annotation(schema)}"
    required = schema.get("required", ())
    fields = {field: annotation(one) if field in required else f"NotRequired[{annotation(one)}]" for field, one in schema["properties"].items()}
    if all(field.isidentifier() and not keyword.iskeyword(field) for field in fields):
        return f'class {name}(TypedDict):\n    """{_plate(schema)}"""\n\n' + "\n".join(f"    {field}: {kind}" for field, kind in fields.items())
    return f"{name} = TypedDict({name!r}, {{{', '.join(f'{field!r}: {kind!r}' for field, kind in fields.items())}}})"


def _plate(schema: Mapping[str, Any]) -> str:
    """The first sentence of what the schema says of itself."""
    said = " ".join(str(schema.get("description", "As it goes over the wire.")).split()).replace('"', "'").replace("\\", "")
    return re.split(r"(?<=[.。]) ", said)[0][:MOST].removesuffix(".") + "."


def _exports(homes: Mapping[str, str]) -> str:
    lines = [f"from service.client.types.{home} import {', '.join(sorted(name for name, where in homes.items() if where == home))}" for home in sorted(MODULES)]
    plate = "What goes to the service and comes from it, as `openapi.json` has it."
    return HEAD.format(plate=plate) + "\n".join(lines) + f"\n\n__all__ = {sorted(homes)!r}\n"


def _operations(paths: Mapping[str, Any]) -> str:
    lines = [
        f"    {operation['operationId']!r}: Operation({method.upper()!r}, {path!r}, {_stores(operation)!r}),"
        for path, operations in paths.items()
        for method, operation in operations.items()
    ]
    return (
        HEAD.format(plate="The service's operations by their ids.")
        + "from typing import NamedTuple\n\n\nclass Operation(NamedTuple):\n"
        + '    """Method and path; `stores` says that it takes an Idempotency-Key."""\n\n    method: str\n    path: str\n    stores: bool\n\n\n'
        + "OPERATIONS = {\n"
        + "\n".join(lines)
        + "\n}\n"
    )


def _stores(operation: Mapping[str, Any]) -> bool:
    return any(parameter["in"] == "header" and parameter["name"].lower() == "idempotency-key" for parameter in operation.get("parameters", ()))


def _held(roots: Iterable[str], schemas: Schemas) -> list[str]:
    """The roots and everything that they refer to, directly or not."""
    found: dict[str, None] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += [_name(reference) for reference in re.findall(r'"\$ref": "([^"]+)"', json.dumps(schemas[name]))]
    return list(found)


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[1]


def _class_name(name: str) -> str:
    """A schema's name as a class of this language has it: `Missing`, or `PricingModesAnswerMissing` where two modules have one of that name."""
    return name if name.isidentifier() and "_" not in name else "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+|_+", name))


def formatted(text: str) -> str:
    """As the house writes it."""
    for step in (["check", "--select", "I,F401", "--fix-only", "--quiet"], ["format", "--quiet"]):
        text = subprocess.run([sys.executable, "-m", "ruff", *step, "-"], input=text, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return text


if __name__ == "__main__":
    for name, text in generated(json.loads(FILE.read_text(encoding="utf-8"))).items():
        (CLIENT / name).write_text(formatted(text), encoding="utf-8")
        sys.stdout.write(f"{CLIENT.relative_to(ROOT) / name}\n")
