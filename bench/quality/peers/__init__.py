"""The rivals, one a file."""
