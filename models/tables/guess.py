"""What the columns of an unknown table probably are, from their names (Chinese and English) and contents. A person has the last word:
what is uncertain carries a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.tables import column_names
from models.tables.amounts import parse_unit
from models.tables.attribute_guess import AttributeGuess, guess_attributes
from models.tables.cell import Cell
from models.tables.dates import parse_date
from models.tables.stage_guess import levels_of
from models.tables.survey import ColumnSurvey
from valuation.deny_list import denied
from valuation.field_error import FieldError
from valuation.five_values import VALUE_NAMES, VALUES
from valuation.money import UNITS

_NAMED_FORMATS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y", "excel")


@dataclass
class Guess:
    """What each column seems to be; `left_out` maps the others to the reason; `questions` are keyed by the key they belong to."""

    id: ColumnSurvey | None = None
    title: ColumnSurvey | None = None
    text: list[ColumnSurvey] = field(default_factory=list)
    keywords: ColumnSurvey | None = None
    amount: ColumnSurvey | None = None
    unit: str | None = None
    unit_column: ColumnSurvey | None = None
    total: ColumnSurvey | None = None
    concept: str = ""
    date: ColumnSurvey | None = None
    date_pattern: str | None = None
    date_format: str | None = None
    project: ColumnSurvey | None = None
    seller: ColumnSurvey | None = None
    buyer: ColumnSurvey | None = None
    level: ColumnSurvey | None = None
    low: ColumnSurvey | None = None
    high: ColumnSurvey | None = None
    stage: ColumnSurvey | None = None
    scores: dict[str, ColumnSurvey] = field(default_factory=dict)
    dominant: ColumnSurvey | None = None
    attributes: list[AttributeGuess] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    language: list[str] = field(default_factory=list)


def guess(columns: Sequence[ColumnSurvey]) -> Guess:
    """The roles, taken in turn: a column that has one is not asked again."""
    found = Guess()
    free = {column.name: column for column in columns}
    for each in columns:
        if each.filled == 0 or not each.name:
            found.left_out[free.pop(each.name).name] = "empty"
    for step in (_texts, _price, _dates, _maturity, _values, _identity, _parties):
        step(found, free)
    found.attributes, others = guess_attributes(free.values())
    found.left_out |= others
    letters = [each.cjk for each in (found.title, *found.text) if each is not None]
    share = sum(letters) / len(letters) if letters else 0.0
    found.language = (["zh"] if share > 0.1 else []) + (["en"] if share < 0.1 else [])
    return found


_PATHS = {
    "id": "id",
    "title": "title",
    "keywords": "keywords",
    "amount": "price.amount",
    "unit_column": "price.unit_column",
    "total": "price.total",
    "date": "date.column",
    "project": "project.keys",
    "seller": "party.seller",
    "buyer": "party.buyer",
    **{key: f"maturity.{key}" for key in ("level", "low", "high", "stage")},
}
"""Field of a guess → key path in the mapping."""


def role_of(found: Guess, name: str) -> tuple[str, str]:
    """The key that a column got and its question or reason, for the summary."""
    for key, path in _PATHS.items():
        column = getattr(found, key)
        if column is not None and column.name == name and (key != "stage" or name not in {each.column.name for each in found.attributes}):
            return path, found.questions.get(key, "")
    if any(column.name == name for column in found.text):
        return "text", ""
    for value, column in found.scores.items():
        if column.name == name:
            return f"values.scores.{value}", found.questions.get("scores", "")
    if found.dominant is not None and found.dominant.name == name:
        return "values.dominant?", found.questions.get("dominant", "")
    for each in found.attributes:
        if each.column.name == name:
            return f"attributes.{each.name} ({each.kind})", each.question
    return "–", found.left_out.get(name, "")


def _take(free: dict[str, ColumnSurvey], wanted: Callable[[ColumnSurvey], bool], rank: Callable[[ColumnSurvey], float] = lambda _: 0.0) -> ColumnSurvey | None:
    """The best of the free columns that are wanted, no longer free."""
    candidates = sorted((column for column in free.values() if wanted(column)), key=rank)
    return free.pop(candidates[0].name) if candidates else None


def _prose(column: ColumnSurvey) -> bool:
    return column.length >= (12 if column.cjk > 0.3 else 50) and column.numeric < 0.5 and column.dated < 0.5 and denied(column.name) is None


def _texts(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    def may_be_title(column: ColumnSurvey) -> bool:
        return bool(column_names.TITLE.search(column.name)) and column.numeric < 0.5 and 2 <= column.length <= 400 and denied(column.name) is None

    found.title = _take(free, may_be_title, lambda column: -column.distinct)
    found.keywords = _take(free, lambda column: bool(column_names.KEYWORDS.search(column.name)) and column.numeric < 0.5 and denied(column.name) is None)
    for column in list(free.values()):
        long = column.length >= (60 if column.cjk > 0.3 else 200)
        if _prose(column) and column.distinct > 0.2 * column.filled and (long or column_names.TEXT.search(column.name)):
            found.text.append(free.pop(column.name))


def _price(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    def may_be_amount(column: ColumnSurvey) -> bool:
        named = column_names.AMOUNT.search(column.name) and not column_names.NO_AMOUNT.search(column.name)
        return bool(named) and column.money >= 0.8 and column.distinct > 1 and not (column.dated > 0.9 and column_names.DATE.search(column.name))

    # equipment is taken out of 技术交易额, so it is the better label where a register has the contract's total too
    first = (column_names.TECHNOLOGY_AMOUNT, column_names.AMOUNT_FIRST)
    found.amount = _take(
        free,
        may_be_amount,
        lambda column: next((at for at, names in enumerate(first) if names.search(column.name)), len(first)) - column.filled / max(1, column.rows) / 2,
    )
    if found.amount is None:
        return
    if others := [column.name for column in free.values() if may_be_amount(column)]:
        found.questions["amount"] = f"Is this the amount to learn from, or is it {' or '.join(others[:3])}"
    if column_names.TECHNOLOGY_AMOUNT.search(found.amount.name):
        amount = found.amount
        found.total = _take(free, lambda column: may_be_amount(column) and bool(column_names.TOTAL.search(column.name)) and _in_one_unit(amount, column))
    name = found.amount.name
    found.concept = next((concept for concept, pattern in column_names.CONCEPTS if pattern.search(name)), "registered_contract_amount")
    found.questions["concept"] = "Which kind of amount is it? See the list below; prices of different kinds never mix"
    found.unit_column = _take(
        free, lambda column: bool(column_names.UNIT.search(column.name)) and bool(column.values) and all(_is_unit(value) for value in column.values)
    )
    found.unit = _unit_in(name)
    if found.unit is None:
        found.unit = ("元" if found.amount.median >= 10_000 else "万元") if re.search(r"[\u4e00-\u9fff]", name) else "USD"
        found.questions["unit"] = f"A guess: the median is {found.amount.median:,.6g}"


def _in_one_unit(amount: ColumnSurvey, total: ColumnSurvey) -> bool:
    """Whether a contract's total counts in the unit of the amount that is part of it, as their middles tell."""
    return 0.9 * amount.median <= total.median <= 30 * amount.median


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text, "", {}, None)
    except FieldError:
        return False
    return True


def _unit_in(name: str) -> str | None:
    spelled = name.lower()
    for mark, unit in (
        ("10k_cny", "万元"),
        ("10k_rmb", "万元"),
        ("亿元", "亿元"),
        ("百万元", "百万元"),
        ("万元", "万元"),
        ("千元", "千元"),
        ("美元", "USD"),
        ("元", "元"),
        ("rmb", "CNY"),
        ("$", "USD"),
    ):
        if mark in spelled:
            return unit
    words = re.split(r"[^a-z]+", spelled)
    return next((unit for unit in UNITS if unit.isascii() and unit.lower() in words), None)


def _dates(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    def rank(column: ColumnSurvey) -> float:
        preference = (1.0 if column_names.DATE_LAST.search(column.name) else 0.0) - (0.2 if column_names.DATE_FIRST.search(column.name) else 0.0)
        return preference - column.filled / column.rows

    found.date = _take(free, lambda column: column.dated >= 0.9 and bool(column_names.DATE.search(column.name)), rank)
    if found.date is None:
        found.date = _take(free, _is_range, rank)
        found.date_pattern = r"^\s*(\d{4}[.\-/年]\d{1,2})" if found.date else None
    if found.date is None:
        found.date = _take(free, lambda column: bool(column_names.DATE.search(column.name)) and _format_of(column) is not None, rank)
        found.date_format = _format_of(found.date) if found.date else None
    if found.date is None:
        return
    if found.date_format in ("%d/%m/%Y", "%m/%d/%Y"):
        found.questions["date_format"] = "day first or month first?"
    if denied(found.date.name) is not None:
        found.questions["date"] = "This follows the deal: is there a signing date?"
    elif found.date.filled < found.date.rows:
        found.questions["date"] = f"Empty in {found.date.rows - found.date.filled:,} rows, which training would reject"
    for column in list(free.values()):
        if (column.dated >= 0.9 and column_names.DATE.search(column.name)) or _is_range(column):
            found.left_out[free.pop(column.name).name] = "another date"


def _is_range(column: ColumnSurvey) -> bool:
    return bool(column.cells) and all(column_names.RANGE.match(str(cell)) for cell in column.cells)


def _format_of(column: ColumnSurvey) -> str | None:
    """The first of the orders that need naming by which every cell of the sample is a date."""
    return next((given for given in _NAMED_FORMATS if column.cells and all(_is_date(cell, given) for cell in column.cells)), None)


def _is_date(cell: Cell, given: str) -> bool:
    try:
        return parse_date(cell, "", [given]) is not None
    except FieldError:
        return False


def _maturity(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    named = [column for column in free.values() if column_names.MATURITY.search(column.name)]
    graded = [column for column in named if column.levelled >= 0.95]
    low = next((column for column in graded if column_names.LOW.search(column.name)), None)
    high = next((column for column in graded if column_names.HIGH.search(column.name)), None)
    if low is not None and high is not None:
        found.low, found.high = free.pop(low.name), free.pop(high.name)
    elif graded:
        found.level = free.pop(graded[0].name)
    if found.level is None and found.low is None:
        # A column that is called maturity is a label; a stage of another name may be a fact known at listing as well, and stays free.
        found.stage = _take(free, lambda column: column in named and any(levels_of(value) for value in column.values))
        found.stage = found.stage or next((column for column in free.values() if column_names.STAGE.search(column.name) and 2 <= column.distinct <= 15), None)
    for column in named:
        if column.name in free:
            found.left_out[free.pop(column.name).name] = "looks like maturity, which is a label and no attribute"


def _values(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    for value in VALUES:
        zh, en = VALUE_NAMES[value]
        pattern = re.compile(rf"{zh}|{value}_?(value|score|rating)|{en.replace(' ', '_?')}", re.IGNORECASE)
        column = next((each for each in free.values() if pattern.search(each.name) and each.numeric >= 0.95 and each.low >= 0 and each.high <= 100), None)
        if column is not None:
            found.scores[value] = free.pop(column.name)
            if column.high <= 10:
                found.questions["scores"] = f"Scores count from 0 to 100; here the highest is {column.high:g}: scale them by codes"
    found.dominant = _take(free, lambda column: bool(column_names.DOMINANT.search(column.name)) and 2 <= column.distinct <= 30)
    for column in list(free.values()):
        if column_names.GRADE.search(column.name) and denied(column.name) is None:
            found.left_out[free.pop(column.name).name] = "a grade or score: a label for [values.scores], through codes, rather than an attribute"


def _identity(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    found.id = _take(free, lambda column: column.unique and column.length < 60 and bool(column_names.ID.search(column.name)))
    found.id = found.id or _take(free, lambda column: column.unique and column.length < 60 and column.numeric < 0.5)
    found.project = _take(free, lambda column: bool(column_names.PROJECT.search(column.name)))


def _parties(found: Guess, free: dict[str, ColumnSurvey]) -> None:
    """Names of seller and buyer, which are compared and never learned from; one alone compares with nothing."""
    seller, buyer = (
        next((column for column in free.values() if pattern.search(column.name) and column.numeric < 0.5), None)
        for pattern in (column_names.SELLER_NAME, column_names.BUYER_NAME)
    )
    if seller is not None and buyer is not None and seller is not buyer:
        found.seller, found.buyer = free.pop(seller.name), free.pop(buyer.name)
