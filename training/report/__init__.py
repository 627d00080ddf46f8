"""The report of a run, a section a file: each adds itself to the page, and its figures to `report.json`."""
