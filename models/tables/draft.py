"""A guess written down as a mapping file: what is clear as keys, examples beside them, what is open as `# ?`, what is left out with its reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from models.tables.attribute_guess import AttributeGuess
from models.tables.guess import Guess
from models.tables.mapping_parts import TableLayout
from models.tables.survey import ColumnSurvey
from valuation.price import PRICE_CONCEPTS


def draft(found: Guess, file: str, name: str, layout: TableLayout, columns: Iterable[ColumnSurvey]) -> str:
    """The text of a mapping file for that table; it loads where the guess found at least one text, title or attribute."""
    surveys = {column.name: column for column in columns}
    parts = [
        _head(found, file, name, surveys),
        _layout(layout),
        _price(found),
        _date(found),
        _project(found),
        _maturity(found),
        _values(found),
        *[_attribute(each) for each in found.attributes],
        _left_out(found, surveys),
    ]
    return "\n".join("\n".join(lines) + "\n" for lines in parts if lines)


def toml(value: object) -> str:
    """A TOML value: text, list of texts, number or truth value."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _head(found: Guess, file: str, name: str, surveys: dict[str, ColumnSurvey]) -> list[str]:
    rows = max((column.rows for column in surveys.values()), default=0)
    lines = [
        f"# Drafted from {_comment(file)} ({rows:,} rows, {len(surveys)} columns). Guesses: answer every line that begins with '# ?', then delete it.",
        f"name = {toml(name)}",
        f"language = {toml(found.language)}",
        "# ? Under which licence may the table be used?",
        'licence = "unknown"',
        "# ? true if the records are simulated: every price learned from them is then marked so.",
        "simulated = false",
        "",
    ]
    if found.id is None:
        lines.append("# ? No column has a value of its own in every row: rows are counted instead. Which one is the contract id?")
    for key, column in (("id", found.id), ("title", found.title)):
        lines += [f"{key} = {toml(column.name)}{_examples(column)}"] if column else []
    lines += [f"text = {toml([column.name for column in found.text])}"] if found.text else ['# ? No column of running text was found: text = ["…"]']
    return lines + ([f"keywords = {toml([found.keywords.name])}{_examples(found.keywords)}"] if found.keywords else [])


def _layout(layout: TableLayout) -> list[str]:
    given = layout.model_dump(exclude_defaults=True)
    return ["[table]", *[f"{key} = {toml(value)}" for key, value in given.items()]] if given else []


def _price(found: Guess) -> list[str]:
    if found.amount is None:
        return ["# ? No column looks like the contract's amount. If there is one: [price] concept, amount and unit."]
    lines = [
        "[price]",
        *([f"# ? {found.questions['amount']}?"] if "amount" in found.questions else []),
        f"# ? {found.questions['concept']}.",
        f"# {', '.join(f'{code} {zh}' for code, (zh, _) in PRICE_CONCEPTS.items())}",
        f"concept = {toml(found.concept)}",
        f"amount = {toml(found.amount.name)}{_examples(found.amount)}",
    ]
    lines += [f"# ? {found.questions['unit']}."] if "unit" in found.questions else []
    lines.append(f"unit = {toml(found.unit)}" + ("  # where the cell of unit_column is empty" if found.unit_column else ""))
    lines += [f"unit_column = {toml(found.unit_column.name)}{_examples(found.unit_column)}"] if found.unit_column else []
    return [*lines, '# ? Do rules of a programme set the level? Then name their attributes: segments = ["…"]']


def _date(found: Guess) -> list[str]:
    if found.date is None:
        return [
            "# ? No column looks like the date of the contract, and a price needs one; this constant only lets the draft load.",
            "[date]",
            "constant = 2000-01-01",
        ]
    lines = ["[date]"] + ([f"# ? {found.questions['date']}"] if "date" in found.questions else [])
    lines.append(f"column = {toml(found.date.name)}{_examples(found.date)}")
    lines += [f"# ? {found.questions['date_format']}"] if "date_format" in found.questions else []
    lines += [f"formats = {toml([found.date_format])}"] if found.date_format else []
    return lines + ([f"pattern = '{found.date_pattern}'  # the start of the range"] if found.date_pattern else [])


def _project(found: Guess) -> list[str]:
    if found.project is None:
        return ['# ? Which rows are the same project (phases, amendments, relistings)? [project] keys = [["…"], ["…", "…"]]']
    return [
        "# ? Rows that share this are one project and are never parted by a split: right?",
        "[project]",
        f"keys = [[{toml(found.project.name)}]]{_examples(found.project)}",
    ]


def _maturity(found: Guess) -> list[str]:
    if found.level is not None:
        return ["[maturity]", f"level = {toml(found.level.name)}{_examples(found.level)}"]
    if found.low is not None and found.high is not None:
        return ["[maturity]", f"low = {toml(found.low.name)}{_examples(found.low)}", f"high = {toml(found.high.name)}{_examples(found.high)}"]
    if found.stage is None:
        return []
    stages = [f"# {toml(value)} = [1, 9]" for value in found.stage.values]
    return [
        "# ? Do these stages say how mature the work is? Then give the levels that each may mean:",
        "# [maturity]",
        f"# stage = {toml(found.stage.name)}",
        "# [maturity.stages]",
        *stages,
    ]


def _values(found: Guess) -> list[str]:
    lines: list[str] = []
    for value, column in found.scores.items():
        lines += [f"[values.scores.{value}]"] + ([f"# ? {found.questions['scores']}."] if "scores" in found.questions else [])
        lines.append(f"column = {toml(column.name)}{_examples(column)}")
    if found.dominant is not None:
        lines += ["# ? Does this say which of the five values dominates? Then map each class to scientific, technical, economic, social or cultural:"]
        lines += ["# [values.dominant]", f"# column = {toml(found.dominant.name)}", "# [values.dominant.codes]"]
        lines += [f'# {toml(value)} = "…"' for value in found.dominant.values]
    return lines


def _attribute(each: AttributeGuess) -> list[str]:
    key = each.name if re.fullmatch(r"[A-Za-z0-9_-]+", each.name) else toml(each.name)
    lines = [f"[attributes.{key}]{_examples(each.column)}"] + ([f"# ? {_comment(each.question)}"] if each.question else [])
    lines += [f"column = {toml(each.column.name)}"] if each.column.name != each.name else []
    return [*lines, f"kind = {toml(each.kind)}"] + (['known_at = "deal"'] if each.deal else [])


def _left_out(found: Guess, surveys: dict[str, ColumnSurvey]) -> list[str]:
    if not found.left_out:
        return []
    lines = [f"# {_comment(name)}: {_comment(reason)}{_examples(surveys[name], ' e.g.')}" for name, reason in found.left_out.items()]
    return ["# Left out:", *lines]


def _examples(column: ColumnSurvey, mark: str = "  #") -> str:
    return f"{mark} {_comment(' · '.join(column.examples))}" if column.examples else ""


def _comment(text: str) -> str:
    """Text that may stand in a TOML comment: no line breaks, no control characters."""
    return "".join(c if c.isprintable() else " " for c in text)
