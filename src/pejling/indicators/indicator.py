"""The declaration of an indicator: one frozen value in one small file of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from types import ModuleType

from pejling.indicators.readings import Measured
from pejling.terms.text import Text


class Unit(StrEnum):
    PERCENT = "percent"
    FULL_TIME_PERSONS = "full_time_persons"
    PERSONS = "persons"
    SPELLS = "spells"
    WEEKS = "weeks"
    CASES = "cases"
    PER_100 = "per_100"
    PER_1000 = "per_1000"
    CONTACTS = "contacts"
    DKK = "dkk"
    FULL_TIME_EQUIVALENTS = "full_time_equivalents"  # of staff, in hundredths where they are whole numbers
    ANSWERS = "answers"
    AREAS = "areas"  # of responsibility
    NUMBER = "number"  # of an accepted id that no file declares


class Better(Enum):
    HIGHER = 1
    LOWER = -1
    NEITHER = 0


class Development(StrEnum):
    """How change is measured; ``PERCENT``: now/then - 1; the others: now - then."""

    PERCENT = "change_pct"
    PERCENTAGE_POINTS = "change_pp"
    ABSOLUTE = "change_abs"


class Span(StrEnum):
    """Which periods an indicator is measured for."""

    ANY = "any"
    YEAR = "year"  # a calendar year or four rolling quarters, twelve months, two halves


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """The answer of what is no ratio, a median: so many weeks, of so many spells or persons."""

    value: int
    behind: int


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: documentation, and a test on every engine.

    ``given`` is a drawn table with columns person, from, until, benefit and, where they matter,
    municipality and born. ``benefit`` is a group's id, a DREAM code, or one of none, work, dead, abroad,
    unknown_address. Weeks that no row covers are ``none``. ``weeks`` ("2011-W01 2012-W10") is the file's
    first and last week; left out, a year's margin is taken on both sides. ``ask`` is "group period" or
    "group period area" (area ``dk`` when left out). ``background`` gives the area's figures.

    Further columns of ``given``, where they matter: sex (m, k), origin (dansk, indvandrer, efterkommer) and
    visitation (the match group from the quarter of ``from`` to that of ``until``). ``band``: the id of a band
    (``band.band``). ``casework`` is a second drawn table: person, what (contact, reassessment, sanction,
    decision, offer), date, until (of an offer), due, held (yes, no; yes when left out), hours (a week, 37
    when left out), company (yes, no); dates are written 2011-03-31.
    """

    given: str
    ask: str
    then: Ratio | Weeks
    weeks: str = ""
    background: Mapping[str, int] = field(default_factory=dict)
    casework: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, how it is read, and where the definition comes from.

    ``numerator`` is None for an indicator that is known and can be taken in, but is not computed from
    person data. ``denominator`` is None for a plain count: the number itself. ``groups`` are the target
    groups that it has a meaning for; left out, all. Its id is the name of its file, or made by its
    family's template.
    """

    label: Text
    definition: Text
    unit: Unit
    better: Better
    development: Development
    source: Source
    numerator: Measured | None = None
    denominator: Measured | None = None
    better_by_group: Mapping[str, Better] = field(default_factory=dict)
    decimals: int = 1
    change_decimals: int = 1
    spans: Span = Span.ANY
    groups: tuple[str, ...] = ()
    caveats: tuple[Text, ...] = ()
    example: Example | None = None
    is_background: bool = False

    @property
    def scale(self) -> int:
        return {Unit.PERCENT: 100, Unit.PER_100: 100, Unit.PER_1000: 1000}.get(self.unit, 1)

    @property
    def measured(self) -> bool:
        """Whether person data give it."""
        return self.numerator is not None

    def means_something_for(self, group: str) -> bool:
        """Whether the definition applies to ``group``."""
        return not self.groups or group in self.groups

    def better_for(self, group: str) -> Better:
        """The direction that is good for ``group``: a property of indicator x group."""
        return self.better_by_group.get(group, self.better)


@dataclass(frozen=True, slots=True)
class Family:
    """Indicators that differ by parameters only. ``members`` maps each full id to its declaration.

    ``make`` gives the declaration of any other id that the template allows, such as for any number of weeks,
    and None for an id of another form; a parameter out of bounds is a Problem. Listings and the default of
    `measure` hold the members only; ``shown`` are made ones that the documentation shows.
    """

    template: str
    members: Mapping[str, Indicator]
    make: Callable[[str], Indicator | None] | None = None
    shown: tuple[str, ...] = ()


def name_of(module: ModuleType) -> str:
    """The id of the indicator that ``module`` declares: its file's name."""
    return module.__name__.rpartition(".")[2]
