"""The one kind of error that a user can mend: said clearly, exit code 1."""

from __future__ import annotations

from pejling.terms.text import Text


class Problem(Exception):
    """Bad input or a failed step, worded for the user: what, where, what is allowed, what to do.

    ``str(problem)`` is English, for logs and tests; ``problem.text`` holds both languages.

    >>> str(Problem(da="filen er tom", en="the file is empty"))
    'the file is empty'
    """

    def __init__(self, *, da: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(da=da, en=en)
