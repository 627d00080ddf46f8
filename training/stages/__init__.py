"""The stages of a run, one a file, in the order ingest ▸ split ▸ fit ▸ calibrate ▸ evaluate ▸ export."""

from training.stages import calibrate, evaluate, export, fit, ingest, split

STAGES = (ingest, split, fit, calibrate, evaluate, export)
