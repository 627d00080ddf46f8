"""`make bench-peers`: the reference graph behind other serving frameworks, each in an environment of its own and loaded as `make bench` loads this service."""
