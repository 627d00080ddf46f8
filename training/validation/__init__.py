"""What is asked of the data between reading and learning: findings, reviewed rules of what to leave out, and the schemas at the stage borders."""
