"""How one model follows another while requests run: where a champion comes from, when it may answer, who is told, and how a challenger is compared."""
