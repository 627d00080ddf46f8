"""A rule with its scope: whom and which mode it binds, where it stands written, and how sure we are of that. Outside its scope it is information."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from valuation.catalogue import say
from valuation.certainty import Certainty
from valuation.pricing_modes.answer import RuleNote
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.mode import Mode

Answer = bool | None
"""Yes, no, or that what is known does not say."""


def all_of(*answers: Answer) -> Answer:
    """No if any says no; else unknown if any is unknown; else yes."""
    if False in answers:
        return False
    return None if None in answers else True


@dataclass(frozen=True)
class Rule:
    """A rule of the rulebook. Its texts are `advice.rule.<code>`, `advice.scope.<code>` and `advice.source.<source>` of the catalogue.

    A `duty` is a requirement wherever it applies, a `limit` a warning where it applies and the amounts lie beyond it, a `right` only information.
    """

    code: str
    kind: Literal["duty", "limit", "right"]
    modes: tuple[Mode, ...]
    applies: Callable[[AdviceCase, Mode], Answer]
    source: str
    certainty: Certainty

    def note(self, case: AdviceCase, mode: Mode, exceeded: Answer = None) -> RuleNote:
        """What the rule says in a case; `exceeded` tells whether its amounts lie beyond a limit."""
        applies = self.applies(case, mode)
        standing: Literal["requirement", "warning", "information"] = "information"
        if applies and self.kind == "duty":
            standing = "requirement"
        elif applies and exceeded and self.kind == "limit":
            standing = "warning"
        return RuleNote(
            code=self.code,
            standing=standing,
            applies=applies,
            exceeded=exceeded,
            text=say(f"advice.rule.{self.code}"),
            scope=say(f"advice.scope.{self.code}"),
            source=say(f"advice.source.{self.source}"),
            certainty=self.certainty,
        )
