"""A guess written down as a mapping file: what is clear as keys, examples beside them, what is open as `# ?`, what is left out with its reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from models.tables.attribute_guess import AttributeGuess
from models.tables.cell import cell_text
from models.tables.guess import Guess
from models.tables.mapping_parts import TableLayout
from models.tables.stage_guess import levels_of
from models.tables.survey import ColumnSurvey
from valuation.price import PRICE_CONCEPTS


def draft(found: Guess, file: str, name: str, layout: TableLayout, columns: Iterable[ColumnSurvey]) -> str:
    """The text of a mapping file for that table; it loads where the guess found at least one text, title or attribute."""
    surveys = {column.name: column for column in columns}
    parts = [
        _head(found, file, name, surveys),
        _layout(layout),
        _price(found),
        _terms(found),
        _date(found),
        _project(found),
        _party(found),
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
        *_known_layout(found),
        "",
    ]
    if found.id is None:
        lines.append("# ? No column has a value of its own in every row: rows are counted instead. Which one is the contract id?")
    for key, column in (("id", found.id), ("title", found.title)):
        lines += [f"{key} = {toml(column.name)}{_examples(column)}"] if column else []
        lines += [f"id_pattern = '\\d{{{_digits(column)}}}'  # every id has as many"] if key == "id" and _digits(column) else []
    lines += [f"text = {toml([column.name for column in found.text])}"] if found.text else ['# ? No column of running text was found: text = ["…"]']
    return lines + ([f"keywords = {toml([found.keywords.name])}{_examples(found.keywords)}"] if found.keywords else [])


def _digits(column: ColumnSurvey | None) -> int:
    """How many digits every id of the sample has, from ten on; 0 where they are something else."""
    texts = [] if column is None else [cell_text(cell).strip() for cell in column.cells]
    lengths = {len(text) for text in texts if re.fullmatch(r"[0-9]{10,}", text)}
    return lengths.pop() if len(lengths) == 1 and all(text.isdecimal() for text in texts) else 0


def _known_layout(found: Guess) -> list[str]:
    """A word on the mapping files that this repository has for the register of technology contracts."""
    layout = {16: "registration_2022.toml", 14: "registration_2001.toml"}.get(_digits(found.id))
    if layout is None or found.concept != "registered_technology_amount":
        return []
    return [f"# This looks like the register of technology contracts: training/sources/{layout} may read it as it is (docs/registration.md)."]


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
    lines += [f"total = {toml(found.total.name)}{_examples(found.total)}"] if found.total else []
    return [*lines, '# ? Do rules of a programme set the level? Then name their attributes: segments = ["…"]']


def _terms(found: Guess) -> list[str]:
    """Where the mode of payment is told, it tells the deals that have no price as well."""
    paid = next((each.column for each in found.attributes if each.name == "payment_mode"), None)
    return ["[terms]", f"column = {toml(paid.name)}{_examples(paid)}"] if paid is not None and found.amount is not None else []


def _party(found: Guess) -> list[str]:
    if found.seller is None or found.buyer is None:
        return []
    return ["[party]", *(f"{key} = {toml(column.name)}{_examples(column)}" for key, column in (("seller", found.seller), ("buyer", found.buyer)))]


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
    if found.project is None and found.title is not None and found.seller is not None:
        keys = toml([[found.title.name, found.seller.name]])
        return ["# ? Contracts of one seller under one title are one project and are never parted by a split: right?", "[project]", f"keys = {keys}"]
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
    return [] if found.stage is None else _stages(found.stage)


def _stages(stage: ColumnSurvey) -> list[str]:
    """The stages with the levels that their words suggest; all of it a comment where no word says anything of maturity."""
    levels = {value: levels_of(value) for value in stage.values}
    known = any(levels.values())
    lines = [
        "[maturity]",
        f"stage = {toml(stage.name)}{_examples(stage)}",
        *([] if all(levels.values()) else ['others = "missing"']),
        "[maturity.stages]",
        *(f"{toml(value)} = {list(ends)}" for value, ends in levels.items() if ends),
        *(f"# {toml(value)} = [1, 9]" for value, ends in levels.items() if not ends),
    ]
    if known:
        return ["# ? Do these stages say how mature the work is, and are these the levels that each may mean? They are guessed from the words.", *lines]
    asked = "# ? Do these stages say how mature the work is? Then give the levels that each may mean:"
    return [asked, *(line if line.startswith("#") else f"# {line}" for line in lines)]


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
