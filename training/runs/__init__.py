"""Runs and their stages: what each run was and how long it took, and what its stages made, so that nothing finished is done twice."""
