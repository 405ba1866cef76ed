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


_JSON = (
    ("Expecting value", "en værdi mangler"),
    ("Extra data", "der står mere efter slutningen"),
    ("Unterminated string", "en tekst slutter ikke"),
    ("Expecting property name", "et navn i anførselstegn mangler"),
    ("Expecting ',' delimiter", "et komma mangler"),
    ("Expecting ':' delimiter", "et kolon mangler"),
    ("Invalid control character", "et styretegn inde i en tekst"),
    ("Invalid \\", "en ugyldig omvendt skråstreg"),
    ("Illegal trailing comma", "et komma for meget"),
    ("codec can't decode", "teksten er ikke UTF-8"),
)


def json_says(error: ValueError) -> Text:
    """What is wrong with a text that is no JSON, or no UTF-8; its place, where it is known, is left out.

    >>> json_says(ValueError("Expecting value: line 1 column 1 (char 0)")).da
    'en værdi mangler'
    """
    said = str(getattr(error, "msg", "") or error)
    return Text(da=next((words for part, words in _JSON if part in said), said), en=said)


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
