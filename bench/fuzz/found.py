"""What a run of generated requests found: how many, what was answered, and everything that contradicts the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed: of which operation, why, what was answered, and the command that shows it."""

    operation: str
    check: str
    why: str
    answered: str
    shown_by: str


@dataclass
class Found:
    """Requests by operation and by status, findings once each, and what kept an operation from being tried."""

    requests: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    findings: dict[tuple[str, str, str], Finding] = field(default_factory=dict)
    errors: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        """Requests sent."""
        return sum(self.requests.values())

    @property
    def clean(self) -> bool:
        """Whether nothing contradicts the document, and nothing was left out."""
        return not self.findings and not self.errors


def print_found(found: Found, seconds: float, console: Console) -> None:
    """Requests by operation, answers by status, then every finding."""
    shown = Table(title=f"{found.total:,} requests in {seconds:.0f} s", title_justify="left")
    shown.add_column("operation", no_wrap=True)
    shown.add_column("requests", justify="right")
    for operation, count in sorted(found.requests.items()):
        shown.add_row(operation, f"{count:,}")
    console.print(shown)
    console.print("Answers: " + _counts(found.statuses), highlight=False)
    for finding in found.findings.values():
        console.print(
            f"FAILS  {finding.operation}: {finding.check}: {finding.why}\n  {finding.answered}\n  {finding.shown_by}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
    for error in sorted(found.errors):
        console.print(f"FAILS  {error}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"{len(found.findings)} failures, {len(found.errors)} errors", highlight=False)


def _counts(statuses: Mapping[int, int]) -> str:
    return ", ".join(f"{count:,} × {status}" for status, count in sorted(statuses.items()))
