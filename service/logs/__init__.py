"""What the service writes to stderr: a JSON line per event, without personal data: `docs/observability.md`."""
