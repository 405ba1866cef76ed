"""Counting engines: reference (obviously right) and kernel (compiled)."""
