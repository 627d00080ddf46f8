"""What the service keeps: one database, its tables, its migrations, its backup. SQLite by default, PostgreSQL by `DATABASE_URL`."""
