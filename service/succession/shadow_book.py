"""What comparisons are written down as: one row of `shadow_scores` for each pair of versions and each stretch of time. Blocking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert

from service.store.database import Database
from service.store.tables import shadow_scores
from service.succession.comparison import Tally


def write_down(database: Database, tallies: Mapping[tuple[str, str], Tally], at: datetime) -> None:
    """Writes them in one transaction; StorageUnavailable where that cannot be."""
    rows = [
        {
            "at": at,
            "champion": champion,
            "challenger": challenger,
            "rows": tally.rows,
            "compared": tally.compared,
            "mean_difference": None if tally.mean is None else repr(tally.mean),
            "largest_difference": repr(tally.largest) if tally.compared else None,
            "refusals_changed": tally.refusals_changed,
        }
        for (champion, challenger), tally in tallies.items()
    ]
    if rows:
        with database.begin() as connection:
            connection.execute(insert(shadow_scores), rows)
