"""Kinds of chapters beyond the comparisons of benefits, a file each."""
