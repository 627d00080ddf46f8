"""`make faults`: what goes wrong in production, done to real service processes while 32 callers call, and what became of every answer that they were given."""
