"""`valuation …`: what an operator does beside the running service. Each family of commands lies with what it is about and is loaded when it is asked for."""

from __future__ import annotations

import sys

from cyclopts import App

app = App(
    name="valuation",
    help="What an operator does beside the running service: its database, its keys, its outcomes, its audit. Settings come from the environment.",
)
for module, command, told in (
    (
        "service.store.commands:backup",
        "backup",
        "Copies the database into one new file, while the service runs. Keys of VALUATION_DATA are not in it.",
    ),
    ("service.store.commands:restore", "restore", "Fills the database from a backup, of either kind of database. Stop the service first."),
    ("service.store.commands:migrate", "migrate", "Brings the database to the schema of this code."),
    ("service.identity.commands:keys_app", "keys", "Makes, lists, rotates and revokes API keys."),
    ("service.outcome_commands:outcomes_app", "outcomes", "Exports what became of listings, for training."),
    ("service.audit.commands:audit_app", "audit", "Verifies the audit, replays a valuation, erases inputs."),
):
    app.command(module, name=command, help=told)


def main() -> int:
    """Runs the command line; its exit status."""
    try:
        done = app(result_action="return_value")
    except KeyboardInterrupt:
        return 130
    return done if isinstance(done, int) else 0


if __name__ == "__main__":
    sys.exit(main())
