"""How many threads every rival may use: as many as the pipeline does by default, so that times compare."""

THREADS = 2
