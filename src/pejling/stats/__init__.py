"""How sure we are: pure functions."""
