"""One file a step, numbered 0001, 0002, … without a branch; a step that has been released is never changed."""
