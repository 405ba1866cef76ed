"""What is worth saying."""
