"""`make soak`: the service at a steady load below its capacity for minutes, to see whether anything grows."""
