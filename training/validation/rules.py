"""Rules of what to leave out: data in a file, each reviewed and with a reason, so that no contract disappears by a line of code."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.tables.nearest import suggestion
from training.validation.finders import FINDERS
from valuation.field_error import FieldError


class Rule(BaseModel):
    """What to look for, with which limits, and what to do with the rows found: `exclude` them (at the cost of the price label alone, or of the whole row),
    `ask` a person and keep them meanwhile, or `keep` them and only count."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    finding: str
    limits: dict[str, float] = Field(default_factory=dict)
    action: Literal["exclude", "ask", "keep"]
    costs: Literal["price", "row"] = "price"
    reason: str = Field(min_length=10)
    reviewed_by: str = Field(min_length=2)
    reviewed_on: date


def load_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a file, in its order; FieldError names the file, the rule, the key and the fix."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise FieldError(path.name, None, f"not valid TOML: {error}", "Correct that line.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise FieldError("EXCLUSIONS", path, f"cannot be read: {error}", "Give the path of a file of rules in UTF-8.") from None
    given = content.get("rule", [])
    if set(content) - {"rule"} or not isinstance(given, list):
        raise FieldError(path.name, ", ".join(sorted(content)), "holds something else than rules", "Write each rule as a table [[rule]].")
    rules = tuple(_rule(path.name, at, each) for at, each in enumerate(given, 1))
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise FieldError(f"{path.name}: rule.name", name, "two rules bear this name", "Name them apart: the report counts by name.")
    return rules


def _rule(file: str, at: int, given: object) -> Rule:
    where = f"{file}: rule {given['name'] if isinstance(given, dict) and 'name' in given else at}"
    try:
        rule = Rule.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise FieldError(f"{where}: {key}", first["input"], first["msg"].lower(), f"A rule has {', '.join(Rule.model_fields)}.") from None
    finder = FINDERS.get(rule.finding)
    if finder is None:
        raise FieldError(f"{where}: finding", rule.finding, "nothing of that name is looked for", suggestion(rule.finding, FINDERS))
    for name in rule.limits:
        if name not in finder.limits:
            raise FieldError(f"{where}: limits", name, "not a limit of this finding", f"Known: {', '.join(finder.limits) or 'none'}.")
    if rule.action == "exclude" and not finder.excludable:
        raise FieldError(f"{where}: action", rule.action, "such rows have no price already, or are not at fault alone", 'Write action = "keep" or "ask".')
    return rule
