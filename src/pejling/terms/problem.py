"""The one kind of error that a user can mend: said clearly, exit code 1."""

from __future__ import annotations


class Problem(Exception):
    """Bad input or a failed step, worded for the user: what, where, what is allowed, what to do."""
