"""One, three, six and twelve months after: the weeks and the words that families share."""

from __future__ import annotations

from pejling.terms.text import Text

WEEKS_OF_MONTHS = {1: 4, 3: 13, 6: 26, 12: 52}
IN_WORDS = {
    1: Text(da="en måned", en="one month"),
    3: Text(da="tre måneder", en="three months"),
    6: Text(da="seks måneder", en="six months"),
    12: Text(da="tolv måneder", en="twelve months"),
}
