"""What callers were told against what is in the database: every acknowledged record must be there, and the chain must hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bench.faults.heard import Heard
from service.store.database import Database, StorageUnavailable
from service.store.tables import audit_records


@dataclass(frozen=True)
class Ledger:
    """`acknowledged`: calls answered with 200; `lost`: those whose record is not in the database, or who were told none; `untold`: records of calls that
    nobody was answered, which is allowed where a process is killed; `chain`: "intact", or what the verification said.
    """

    acknowledged: int
    lost: int
    untold: int
    chain: str


def ledger(calls: Sequence[Heard], database: str, data: Path) -> Ledger:
    """Reads the database with its own connection, after the service has stopped."""
    told = [call.said for call in calls if call.outcome == "acknowledged"]
    opened = Database(database)
    try:
        with opened.read() as connection:
            stored = set(connection.scalars(select(audit_records.c.id).where(audit_records.c.kind == "valuation")))
    except (SQLAlchemyError, StorageUnavailable) as error:
        return Ledger(len(told), len(told), 0, f"unreadable: {error}"[:400])
    finally:
        opened.close()
    return Ledger(len(told), len(told) - len(stored.intersection(told)), len(stored.difference(told)), chain(database, data))


def chain(database: str, data: Path) -> str:
    """What `valuation audit verify` says of the whole chain."""
    environment = {**os.environ, "DATABASE_URL": database, "VALUATION_DATA": str(data)}
    ended = subprocess.run([sys.executable, "-m", "service.cli", "audit", "verify"], env=environment, capture_output=True, text=True, check=False)
    return "intact" if ended.returncode == 0 else f"broken: {(ended.stdout + ended.stderr).strip()[-400:]}"
