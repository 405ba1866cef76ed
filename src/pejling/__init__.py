"""`pejling`: where does the municipality's employment effort stand, why, and what to do about it."""
