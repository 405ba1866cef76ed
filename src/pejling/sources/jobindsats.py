"""A saved answer of jobindsats.dk on all municipalities over time (JSON).

The file has ``meta``, ``municipalities`` (by slug) and ``national``; each area has blocks, a block has series
beside its ``labels`` (months), or values by label for one ``period``. jobindsats_municipal.toml says which
series are which of our indicators; the rest is counted and named, never left out silently.

Manners of the source (DOMAIN section 6): null is hidden (0 to 2 persons) or missing, never zero. The newest
month is provisional, since registration is late. The tables y60 begin with the reform of 1 July 2025; the
months before are counted backwards by the source from the three benefits of that time, so they carry the
reform's break as a mark: they are no figures of kontanthjælp as it was then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, TypeGuard

import pyarrow as pa

from pejling.sources.jobindsats_labels import slug
from pejling.terms.amount import round_half_up
from pejling.terms.breaks import PREFIX, breaks
from pejling.terms.municipality import COUNTRY, by_name, municipalities
from pejling.terms.observation import Mark, Observation, Status, table_of
from pejling.terms.parse import parse_jobindsats_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import marks_of

NATIONAL = "national"
_LABELS, _PERIOD, _BACK_CAST = "labels", "period", "back_cast"
_STATUS = "sourceStatus"
_ANY = "*"  # in place of a label: every other one


@dataclass(frozen=True, slots=True)
class Series:
    """Which indicator and group a series of the file is, and the decimals that the source prints.

    ``breakdown``: the kind that its labels are values of. ``single``: one value of the block's month.
    """

    indicator: str
    group: str
    decimals: int
    breakdown: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What is taken from one block: series over time by field, values of one month by (field, label) or by
    field alone."""

    over_time: Mapping[str, Series]
    single: Mapping[str, Series]
    by_label: Mapping[tuple[str, str], Series]
    back_cast: str


@dataclass(frozen=True)
class Municipal:
    """What the file gave. ``not_mapped``: how many figures of which series have no indicator of ours.

    ``datasets``: the source's table by block; ``retrieved``: when the file was fetched, as it says; ``meta``:
    what else it says of itself and of each block, word for word.
    """

    observations: pa.Table
    not_mapped: Mapping[str, int]
    datasets: Mapping[str, str]
    retrieved: str
    meta: Mapping[str, Any]


@cache
def _mapping() -> dict[str, Block]:
    text = (files("pejling.sources") / "jobindsats_municipal.toml").read_text(encoding="utf-8")
    blocks = {}
    for name, raw in tomllib.loads(text).items():
        over_time: dict[str, Series] = {}
        single: dict[str, Series] = {}
        by_label: dict[tuple[str, str], Series] = {}
        for field, entry in raw.items():
            if field == _BACK_CAST:
                continue
            if "indicator" in entry:
                series = Series(**entry)
                (single if series.single else over_time)[field] = series
            else:
                by_label.update({(field, label): Series(**given) for label, given in entry.items()})
        blocks[name] = Block(over_time, single, by_label, raw.get(_BACK_CAST, ""))
    return blocks


def municipal(raw: dict[str, Any], file: str) -> Municipal:
    """All figures of a file's content. Another shape, a missing block or municipality, a series shorter than
    its months, text where a number should be: Problems that name the place."""
    reading = _Reading(file, raw)
    rows = [row for area, place, content in reading.areas() for row in reading.rows(area, place, content)]
    return Municipal(
        observations=table_of(rows),
        not_mapped=reading.not_mapped,
        datasets=reading.datasets,
        retrieved=str(raw["meta"].get("retrievedAt", "")),
        meta={name: raw["meta"][name] for name in ("title", "source", _STATUS) if name in raw["meta"]},
    )


def is_municipal(raw: object) -> TypeGuard[dict[str, Any]]:
    """Whether a file is of this form: any of its parts is there."""
    return isinstance(raw, dict) and ("municipalities" in raw or NATIONAL in raw)


def the_parts(raw: dict[str, Any], file: str) -> dict[str, Any]:
    """``raw``, if it has all parts of one; else a Problem that says what it has."""
    wanted = ("meta", "municipalities", NATIONAL)
    missing = [name for name in wanted if not isinstance(raw.get(name), dict)]
    if missing:
        fields = ", ".join(list(raw)[:8])
        raise Problem(
            da=f"{file}: {', '.join(missing)} mangler: dette er et objekt med {fields}. Tilladt "
            "er et gemt svar med meta, municipalities og national; enkelte svar fra tjenesten (columns, "
            "rows) er en anden kilde",
            en=f"{file}: {', '.join(missing)} missing: this is an object with {fields}. Allowed is a saved "
            "answer with meta, municipalities and national; single answers of the service (columns, rows) "
            "are another source",
        )
    return raw


class _Reading:
    """One reading of one file."""

    def __init__(self, file: str, raw: dict[str, Any]) -> None:
        self.file = file
        self.raw = raw
        self.not_mapped: dict[str, int] = {}
        status = raw["meta"].get(_STATUS)
        tables = status if isinstance(status, dict) else {}
        self.datasets = {
            name: str(entry["dataset"])
            for name, entry in tables.items()
            if isinstance(entry, dict) and entry.get("dataset")
        }

    def areas(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Every area with its place in the file and its content: the 98 municipalities and the country."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for key, content in self.raw["municipalities"].items():
            place = f"municipalities.{key}"
            if not isinstance(content, dict):
                raise self.problem(
                    place,
                    content,
                    da="tilladt er et objekt med name og blokke",
                    en="allowed is an object with name and blocks",
                )
            name = content.get("name")
            try:
                code = str(by_name(name if isinstance(name, str) else key).code)
            except Problem as problem:
                raise self.problem(place, name, da=problem.text.da, en=problem.text.en) from None
            if code in found:
                raise self.problem(
                    place,
                    name,
                    da=f"{found[code][0]} er den samme kommune ({code})",
                    en=f"{found[code][0]} is the same municipality ({code})",
                )
            found[code] = (place, content)
        missing = [m.name for m in municipalities().values() if str(m.code) not in found]
        if missing:
            listed = ", ".join(missing[:10]) + (" ..." if len(missing) > 10 else "")
            raise Problem(
                da=f"{self.file}: municipalities: {len(found)} af de 98 er der; der mangler {listed}. Hent "
                "filen igen",
                en=f"{self.file}: municipalities: {len(found)} of the 98 are there; missing are {listed}. "
                "Fetch the file again",
            )
        ordered = sorted(found.items(), key=lambda item: int(item[0]))
        return [(code, place, content) for code, (place, content) in ordered] + [
            (COUNTRY, NATIONAL, self.raw[NATIONAL])
        ]

    def rows(self, area: str, place: str, content: dict[str, Any]) -> Iterator[Observation]:
        for name, block in _mapping().items():
            given = content.get(name)
            at = f"{place}.{name}"
            if not isinstance(given, dict):
                needed = ", ".join(_mapping())
                raise self.problem(
                    at,
                    given,
                    da=f"blokken mangler; der skal være {needed}",
                    en=f"the block is missing; needed are {needed}",
                )
            taken = set()
            if block.over_time:
                periods = self._periods(at, given)
                for field, series in block.over_time.items():
                    values = self._list(at, field, given)
                    self._same_length(at, field, values, periods)
                    taken.add(field)
                    yield from self._series(area, f"{at}.{field}", name, series, periods, values)
            if block.by_label:
                yield from self._by_label(area, at, name, block, given)
                taken |= {field for field, _ in block.by_label}
            if block.single:
                period = self._period(f"{at}.{_PERIOD}", given.get(_PERIOD))
                for field, series in block.single.items():
                    value = self._single(at, field, given)
                    taken.add(field)
                    yield from self._series(area, f"{at}.{field}", name, series, [period], [value])
            self._count_rest(name, {field: v for field, v in given.items() if field not in taken})
        for name, given in content.items():
            if name not in _mapping() and isinstance(given, dict):
                self._count_rest(name, given)

    def _by_label(
        self, area: str, at: str, name: str, block: Block, given: dict[str, Any]
    ) -> Iterator[Observation]:
        """Values of one month by label; labels without an indicator are counted."""
        labels = self._list(at, _LABELS, given)
        period = self._period(f"{at}.{_PERIOD}", given.get(_PERIOD))
        if len({slug(str(label)) for label in labels}) != len(labels) or "" in labels:
            raise self.problem(
                f"{at}.{_LABELS}",
                labels,
                da="tilladt er en liste af etiketter, hver af dem én gang",
                en="allowed is a list of labels, each one once",
            )
        for label in dict.fromkeys(label for _, label in block.by_label):
            if label != _ANY and label not in labels:
                raise self.problem(
                    f"{at}.{_LABELS}",
                    labels,
                    da=f"etiketten {label!r} mangler",
                    en=f"the label {label!r} is missing",
                )
        for field in dict.fromkeys(field for field, _ in block.by_label):
            values = self._list(at, field, given)
            self._same_length(at, field, values, labels)
            for label, value in zip(labels, values, strict=True):
                series = block.by_label.get((field, label)) or block.by_label.get((field, _ANY))
                if series:
                    place = f"{at}.{field} {label}"
                    part = f"{series.breakdown}:{slug(str(label))}" if series.breakdown else ""
                    yield from self._series(area, place, name, series, [period], [value], part)
                else:
                    self._count(f"{name}.{field} {label}", 1)

    def _single(self, at: str, field: str, given: dict[str, Any]) -> object:
        if field not in given:
            raise self.problem(
                f"{at}.{field}", None, da="tallet mangler; hent filen igen", en="the figure is missing"
            )
        return given[field]

    def _series(
        self,
        area: str,
        place: str,
        block: str,
        series: Series,
        periods: list[Period],
        values: list[Any],
        part: str = "",
    ) -> Iterator[Observation]:
        newest = max(periods)
        back_cast = _mapping()[block].back_cast
        dataset = self.datasets.get(block, "")
        for period, value in zip(periods, values, strict=True):
            marks = list(marks_of(series.indicator, series.group, period))
            if back_cast and period.first_day < breaks()[back_cast].begins:
                marks.append(PREFIX + back_cast)
            if period == newest:
                marks.append(Mark.PROVISIONAL)
            yield Observation(
                indicator=series.indicator,
                group=series.group,
                area=area,
                period=str(period),
                breakdown=part,
                value=None if value is None else self._number(place, period, value, series.decimals),
                decimals=None if value is None else series.decimals,
                status=Status.SUPPRESSED if value is None else Status.OBSERVED,
                marks=" ".join(dict.fromkeys(marks)),
                source=f"jobindsats.dk {dataset}".strip(),
                origin=f"{self.file}, {place}",
                published=True,
            )

    def _number(self, place: str, period: Period, value: object, decimals: int) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
            raise self.problem(
                f"{place} {period}",
                value,
                da="tilladt er et tal fra 0 eller null",
                en="allowed is a number from 0, or null",
            )
        if isinstance(value, int):
            return float(value)
        printed = round_half_up(Fraction(str(value)), decimals)
        if float(printed) != float(value):
            da = "et helt tal" if decimals == 0 else f"{decimals} decimal{'er' if decimals > 1 else ''}"
            en = "a whole number" if decimals == 0 else f"{decimals} decimal"
            raise self.problem(
                f"{place} {period}",
                value,
                da=f"tilladt er {da}; har kilden ændret form?",
                en=f"allowed is {en}; has the source's form changed?",
            )
        return float(value)

    def _periods(self, at: str, given: dict[str, Any]) -> list[Period]:
        place = f"{at}.{_LABELS}"
        periods = [self._period(place, label) for label in self._list(at, _LABELS, given)]
        if len(set(periods)) != len(periods) or not periods:
            raise self.problem(
                place,
                given[_LABELS],
                da="tilladt er en liste af måneder, hver af dem én gang",
                en="allowed is a list of months, each one once",
            )
        return periods

    def _period(self, place: str, text: object) -> Period:
        try:
            return parse_jobindsats_period(str(text))
        except Problem as problem:
            raise self.problem(place, text, da=problem.text.da, en=problem.text.en) from None

    def _list(self, at: str, field: str, given: dict[str, Any]) -> list[Any]:
        values = given.get(field)
        if not isinstance(values, list):
            raise self.problem(
                f"{at}.{field}",
                values,
                da="serien mangler; der skal være en liste",
                en="the series is missing; needed is a list",
            )
        return values

    def _same_length(self, at: str, field: str, values: list[Any], labels: list[Any]) -> None:
        if len(values) != len(labels):
            raise self.problem(
                f"{at}.{field}",
                values[:3],
                da=f"{len(values)} værdier til {len(labels)} etiketter; tilladt er lige mange. Hent filen "
                "igen",
                en=f"{len(values)} values for {len(labels)} labels; allowed are as many. Fetch the file "
                "again",
            )

    def _count_rest(self, block: str, rest: dict[str, Any]) -> None:
        for field, values in rest.items():
            if field in (_LABELS, _PERIOD, "name"):
                continue
            self._count(f"{block}.{field}", len(values) if isinstance(values, list) else 1)

    def _count(self, name: str, figures: int) -> None:
        self.not_mapped[name] = self.not_mapped.get(name, 0) + figures

    def problem(self, place: str, value: object, *, da: str, en: str) -> Problem:
        shown = repr(value)
        shown = f"{shown[:60]}{'...' if len(shown) > 60 else ''}"
        return Problem(
            da=f"{self.file}, {place}, værdi {shown}: {da}", en=f"{self.file}, {place}, value {shown}: {en}"
        )
