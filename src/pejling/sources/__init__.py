"""One file a register or service."""
