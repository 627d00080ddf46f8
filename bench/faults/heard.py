"""What one caller heard of one call, and how many calls ended how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

Outcome = Literal["acknowledged", "refused", "cut", "unreached", "hung"]
"""200; another status; the connection broke before the answer was whole; no connection was to be had; no answer in the callers' patience."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`sent` and `ended` are seconds of the machine's monotonic clock, the same in every process. `said` is the record of an acknowledged call, the code of
    a refused one, "" otherwise.
    """

    sent: float
    ended: float
    outcome: Outcome
    status: int = 0
    said: str = ""

    def line(self) -> str:
        """As one line of text."""
        return f"{self.sent:.6f}\t{self.ended:.6f}\t{self.outcome}\t{self.status}\t{self.said}\n"

    @classmethod
    def read(cls, line: str) -> Heard:
        """From such a line; ValueError where it is none."""
        sent, ended, outcome, status, said = line.rstrip("\n").split("\t")
        if outcome not in get_args(Outcome):
            raise ValueError(f"no outcome of a call: {outcome!r}")
        return cls(float(sent), float(ended), cast(Outcome, outcome), int(status), said)

    @property
    def kind(self) -> str:
        """How the table names it: the outcome, or status and code where the service said no."""
        return f"{self.status} {self.said}".strip() if self.outcome == "refused" else self.outcome


def tally(calls: Sequence[Heard]) -> dict[str, int]:
    """Calls by kind, the most frequent first."""
    return dict(Counter(call.kind for call in calls).most_common())
