"""Use cases; wiring.py alone names concrete parts."""
