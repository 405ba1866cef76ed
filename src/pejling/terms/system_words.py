"""What the system says of a file that it cannot read or write, in both languages."""

from __future__ import annotations

import csv
import errno

from pejling.terms.text import Text

_WORDS = {
    errno.ENOENT: "den findes ikke",
    errno.EACCES: "der er ikke adgang til den",
    errno.EPERM: "der er ikke adgang til den",
    errno.EISDIR: "det er en mappe",
    errno.ENOTDIR: "en del af stien er ikke en mappe",
    errno.ELOOP: "en genvej, der peger på sig selv",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ENOSPC: "disken er fuld",
    errno.EFBIG: "filen bliver for stor",
    errno.EROFS: "disken kan kun læses",
    errno.EIO: "disken fejler",
    errno.EMFILE: "for mange åbne filer",
}
_CSV = (
    ("larger than field limit", "en celle er for lang"),
    ("end of data", "filen slutter inde i en celle"),
    ("expected after", "tekst efter et anførselstegn"),
    ("new-line", "et linjeskift inde i en celle"),
)


def system_says(error: OSError | csv.Error) -> Text:
    """In words; English is as the system says it, and so is Danish where we have no words for it.

    >>> system_says(IsADirectoryError(errno.EISDIR, "Is a directory")).da
    'det er en mappe'
    >>> system_says(csv.Error("unexpected end of data")).da
    'filen slutter inde i en celle'
    """
    if isinstance(error, csv.Error):
        said = str(error)
        return Text(da=next((words for part, words in _CSV if part in said), said), en=said)
    said = error.strerror or str(error) or type(error).__name__
    return Text(da=_WORDS.get(error.errno or 0, said), en=said)
