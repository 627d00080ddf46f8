"""What must not inform a price, hunted by what it does and not by its name; and leaks planted on purpose, to see that each net still holds."""
