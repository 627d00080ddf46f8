"""`make bench-quality`: this pipeline beside plain and well-known rivals, on the same splits in time of the same contracts."""
