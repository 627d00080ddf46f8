"""The section on validation: what the rules found and left out and why, round prices, near-duplicates, and the leaks planted to be caught."""

from __future__ import annotations

from dataclasses import asdict

from training.cells import Bar, Cell, State, Verdict
from training.leaks.planted import Planted, holes
from training.page import Page
from training.report.finished import Figures, Finished
from training.validation.heaping import Heaping
from training.validation.validation import Exclusion, Validation

ACTIONS: dict[str, tuple[str, State]] = {"exclude": ("left out", "warn"), "ask": ("ask a person", "warn"), "keep": ("kept, counted", "")}


def add_validation(page: Page, run: Finished) -> Figures:
    """Exclusions with their reasons, examples, heaping, near-duplicates, leak tests."""
    found = run.validation
    if found is None:
        return {}
    page.heading("Validation and leak tests", "数据校验与泄漏测试")
    page.text(
        f"{found.rows:,} rows with {found.prices:,} prices were read; {found.kept_rows:,} rows with {found.kept_prices:,} prices were learned from. "
        "Every row found stands in findings.csv."
    )
    _add_exclusions(page, found)
    _add_heaping(page, found.heaping, run)
    joined = found.joined
    page.text(
        f"Near-duplicate texts joined {joined.projects:,} projects, so that no twin stands on both sides of a split; the largest project grew from "
        f"{joined.largest_before:,} to {joined.largest:,} rows, {joined.left_apart:,} pairs were left apart as boilerplate."
    )
    _add_leaks(page, found.leaks)
    return {
        "validation": {
            "rows": {name: getattr(found, name) for name in ("rows", "prices", "kept_rows", "kept_prices")},
            "exclusions": [_counted(each) for each in found.exclusions],
            "heaping": [asdict(each) for each in found.heaping],
            "joined": asdict(joined),
            "leaks": [asdict(each) for each in found.leaks],
        }
    }


def _counted(each: Exclusion) -> dict[str, object]:
    rule = {name: getattr(each.rule, name) for name in ("name", "finding", "action", "costs", "reason", "reviewed_by")}
    return {**rule, "found": each.found, "prices": each.prices, "rows": each.rows}


def _add_exclusions(page: Page, found: Validation) -> None:
    hits = [each for each in found.exclusions if each.found]
    rows: list[list[Cell]] = []
    for each in hits:
        text, state = ACTIONS[each.rule.action]
        rows.append([each.rule.name.replace("_", " "), f"{each.found:,}", Verdict(text, state), f"{each.prices:,}", f"{each.rows:,}", each.rule.reason])
    idle = len(found.exclusions) - len(hits)
    page.table(
        ("rule", "found", "action", "prices lost", "rows lost", "reason"), rows, f"{len(found.exclusions)} reviewed rules; {idle} found nothing.", words=(2, 5)
    )
    examples = [
        [f"{one.source} row {one.row}", each.rule.name.replace("_", " "), one.id, f"{one.field}: {one.value}", one.reason]
        for each in hits
        for one in each.examples
    ]
    if examples:
        page.table(("where", "rule", "id", "value", "why"), examples, words=(1, 2, 3, 4), folded=f"Examples of what the rules found ({len(examples)})")


def _add_heaping(page: Page, found: tuple[Heaping, ...], run: Finished) -> None:
    if not found:
        return
    currency = run.manifest.price.currency if run.manifest.price is not None else ""
    rows: list[list[Cell]] = [
        [
            each.segment or "all",
            f"{each.rows:,}",
            f"{each.two_digits:.0%}",
            Bar(0, each.two_digits),
            f"{each.index:,.0f}",
            f"{each.rounding:.3f}",
            f"{each.commonest:,.0f} {currency}",
            f"{each.commonest_share:.1%}",
        ]
        for each in found
    ]
    page.table(
        ("segment", "contracts", "two digits", "0 to 100 %", "heaping index", "rounding error", "commonest", "its share"),
        rows,
        "Round prices: share with at most two significant digits; index 100 is no heaping; rounding error of ln(price), below which no honest RMSE can be.",
    )


def _add_leaks(page: Page, leaks: tuple[Planted, ...]) -> None:
    if not leaks:
        return
    missed = list(holes(leaks))
    page.subheading("Leaks planted to be caught", "植入泄漏测试")
    if missed:
        page.attention(f"A planted leak was not caught: {'; '.join(f'{each.leak}, {each.what}' for each in missed)}.")
    words: dict[bool | None, Verdict] = {True: Verdict("caught", "good"), False: Verdict("NOT caught", "bad"), None: Verdict("too few prices to tell", "")}
    page.table(("leak", "what was planted", "result"), [[each.leak, each.what, words[each.caught]] for each in leaks], words=(1, 2))
