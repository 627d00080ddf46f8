"""`make bench`: how near the service comes to what its own graph can do, beside a conventional service on the same graph."""
