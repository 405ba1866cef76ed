"""What a report consists of, as a template says it: chapters in order, each of a known kind."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.terms.text import Text

PREFACE = "preface"  # the id of the chapter that stands before all others, without a number


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry of a template. ``id`` is unique in it; ``kind`` names an entry of `kinds.KINDS`.

    What is left empty is chosen by the kind: all groups, its own indicators, the report's clusters, the
    newest period. ``periods`` are periods as everywhere, or ``latest`` and ``latest:N``. ``file`` is a
    hand-written chapter; ``most`` bounds what a kind lists; ``title`` and ``intro`` are printed as they are.
    """

    kind: str
    id: str
    title: Text | None = None
    intro: Text | None = None
    groups: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    breakdown: str = ""
    file: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A readable file's content: which chapters, for which groups and clusters.

    ``groups`` and ``clusters`` hold for every chapter that does not say otherwise; empty is all.
    """

    name: str
    chapters: tuple[Plan, ...]
    title: Text | None = None
    groups: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why a chapter has nothing to print; a sentence that goes on after "Ikke med, fordi"."""

    reason: Text
