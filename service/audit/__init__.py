"""What was answered and done, in chains that cannot be changed unnoticed: `docs/audit.md`."""
