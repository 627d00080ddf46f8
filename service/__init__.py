"""Transport and state only: achievements come in over REST, valuations go out. What they mean lives in `valuation`."""
