"""The stages of a run, one a file, in the order ingest ▸ validate ▸ split ▸ fit ▸ calibrate ▸ evaluate ▸ export ▸ register.

`promote` stands apart: a person asks for it, on a bundle that a run has finished.
"""

from training.stages import calibrate, evaluate, export, fit, ingest, register, split, validate

STAGES = (ingest, validate, split, fit, calibrate, evaluate, export, register)
