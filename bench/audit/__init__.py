"""`make bench-audit`: what recording every answer costs."""
