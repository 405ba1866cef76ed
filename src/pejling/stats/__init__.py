"""How sure we are: pure functions over numbers, which know nothing of benefits."""
