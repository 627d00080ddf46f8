"""How the schema came to be, step by step, as alembic runs it. A new step is written by `alembic revision`: `docs/storage.md`."""
