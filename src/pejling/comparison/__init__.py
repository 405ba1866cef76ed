"""Against whom, against when."""
