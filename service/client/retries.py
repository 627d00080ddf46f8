"""When a call is tried again, and after how long: what the service says, within bounds; else longer each time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from service.client.problem import Problem, Unreachable

PASSING = (429, 503)
"""What is over by itself; and a call that is under way already (409), which says so with Retry-After."""


@dataclass(frozen=True)
class Retries:
    """At most `attempts` tries in all. A pause is never longer than `longest` seconds: where the service asks for more, its problem is raised at once."""

    attempts: int = 4
    first: float = 0.2
    longest: float = 30.0
    chance: random.Random = field(default_factory=random.Random)

    def pause(self, tried: int, failure: Problem | Unreachable) -> float | None:
        """Seconds to wait before the next try, after so many; None to give up."""
        if tried >= self.attempts or isinstance(failure.__cause__, TimeoutError):  # whoever waited in vain has no time for another wait
            return None
        asked = failure.retry_after if isinstance(failure, Problem) else None
        if isinstance(failure, Problem) and failure.status not in PASSING and not (failure.status == 409 and asked is not None):
            return None
        if asked is not None:
            # A little more than asked, so that all who were refused together do not come back together.
            return asked + self.chance.uniform(0, 0.1 * asked) if asked <= self.longest else None
        return min(self.longest, self.first * 2.0 ** (tried - 1)) * self.chance.uniform(0.5, 1.0)


NEVER = Retries(attempts=1)
"""For callers who try again themselves."""
