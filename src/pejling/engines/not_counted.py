"""The named exception: a shape that an engine does not count, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pejling.indicators.measures import Cross, Of, PersonShape
from pejling.terms.problem import Problem
from pejling.terms.text import Text

Exceptions = Mapping[type, Text]  # by kind of shape, the reason


class NotCounted(Problem):
    """A shape was asked for that ``where`` does not count."""

    def __init__(self, shape: type, where: str, reason: Text) -> None:
        super().__init__(
            da=f"{where} tæller ikke {shape.__name__}: {reason.da}",
            en=f"{where} does not count {shape.__name__}: {reason.en}",
        )


def refuse(shapes: tuple[PersonShape, ...], exceptions: Exceptions, where: str) -> None:
    """Raise NotCounted for the first of ``shapes``, or of what they are made of, that is an exception."""
    for shape in shapes:
        for kind in kinds_in(shape):
            if kind in exceptions:
                raise NotCounted(kind, where, exceptions[kind])


def kinds_in(shape: PersonShape) -> Iterator[type]:
    """The kinds of shape that one is made of, its own first."""
    yield type(shape)
    match shape:
        case Of(shape=inner):
            yield from kinds_in(inner)
        case Cross(first=first, second=second):
            yield from kinds_in(first)
            yield from kinds_in(second)
