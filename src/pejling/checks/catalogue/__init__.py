"""One file a check; its name is the check's id."""
