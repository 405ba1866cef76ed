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

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa

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


@dataclass(frozen=True, slots=True)
class Series:
    """Which indicator and group a series of the file is, and the decimals that the source prints."""

    indicator: str
    group: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Block:
    """What is taken from one block: series over time by field, and values of one month by (field, label)."""

    over_time: Mapping[str, Series]
    by_label: Mapping[tuple[str, str], Series]
    back_cast: str


@dataclass(frozen=True)
class Municipal:
    """What the file gave. ``not_mapped``: how many figures of which series have no indicator of ours.

    ``datasets``: the source's table by block; ``retrieved``: when the file was fetched, as it says.
    """

    observations: pa.Table
    not_mapped: Mapping[str, int]
    datasets: Mapping[str, str]
    retrieved: str


@cache
def _mapping() -> dict[str, Block]:
    text = (files("pejling.sources") / "jobindsats_municipal.toml").read_text(encoding="utf-8")
    blocks = {}
    for name, raw in tomllib.loads(text).items():
        over_time: dict[str, Series] = {}
        by_label: dict[tuple[str, str], Series] = {}
        for field, entry in raw.items():
            if field == _BACK_CAST:
                continue
            if "indicator" in entry:
                over_time[field] = Series(**entry)
            else:
                by_label.update({(field, label): Series(**series) for label, series in entry.items()})
        blocks[name] = Block(over_time, by_label, raw.get(_BACK_CAST, ""))
    return blocks


def read_municipal(path: Path) -> Municipal:
    """All figures of the file. Not JSON, another shape, a missing block or municipality, a series shorter
    than its months, text where a number should be: Problems that name the place."""
    raw = _json(path)
    reading = _Reading(path.name, raw)
    rows = [row for area, place, content in reading.areas() for row in reading.rows(area, place, content)]
    return Municipal(
        observations=table_of(rows),
        not_mapped=reading.not_mapped,
        datasets=reading.datasets,
        retrieved=str(raw["meta"].get("retrievedAt", "")),
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise Problem(da=f"{path}: der er ingen sådan fil", en=f"{path}: there is no such file") from None
    except OSError as error:
        raise Problem(
            da=f"{path}: filen kan ikke læses ({error.strerror})",
            en=f"{path}: the file cannot be read ({error.strerror})",
        ) from None
    except json.JSONDecodeError as error:
        raise Problem(
            da=f"{path.name}, linje {error.lineno}, kolonne {error.colno}: dette er ikke JSON ({error.msg}). "
            "Hent filen igen; den kan være skåret af",
            en=f"{path.name}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}). "
            "Fetch the file again; it may be cut off",
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise Problem(
            da=f"{path.name}: dette er ikke JSON i UTF-8; hent filen igen",
            en=f"{path.name}: this is not JSON in UTF-8; fetch the file again",
        ) from None
    wanted = ("meta", "municipalities", NATIONAL)
    found = raw if isinstance(raw, dict) else {}
    missing = [name for name in wanted if not isinstance(found.get(name), dict)]
    if missing:
        fields, kind = ", ".join(list(found)[:8]), type(raw).__name__
        da = f"et objekt med {fields}" if found else f"af typen {kind}"
        en = f"an object with {fields}" if found else f"a {kind}"
        raise Problem(
            da=f"{path.name}: {', '.join(missing)} mangler: dette er {da}. Tilladt er et gemt svar med meta, "
            "municipalities og national; enkelte svar fra tjenesten (columns, rows) er en anden kilde",
            en=f"{path.name}: {', '.join(missing)} missing: this is {en}. Allowed is a saved answer with "
            "meta, municipalities and national; single answers of the service (columns, rows) are another "
            "source",
        )
    return found


class _Reading:
    """One reading of one file."""

    def __init__(self, file: str, raw: dict[str, Any]) -> None:
        self.file = file
        self.raw = raw
        self.not_mapped: dict[str, int] = {}
        status = raw["meta"].get("sourceStatus")
        tables = status if isinstance(status, dict) else {}
        self.datasets = {
            name: str(entry["dataset"])
            for name, entry in tables.items()
            if isinstance(entry, dict) and entry.get("dataset")
        }

    def areas(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Every area with its place in the file and its content: the 98 municipalities and the country."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for slug, content in self.raw["municipalities"].items():
            place = f"municipalities.{slug}"
            if not isinstance(content, dict):
                raise self.problem(
                    place,
                    content,
                    da="tilladt er et objekt med name og blokke",
                    en="allowed is an object with name and blocks",
                )
            name = content.get("name")
            try:
                code = str(by_name(name if isinstance(name, str) else slug).code)
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
        for label in dict.fromkeys(label for _, label in block.by_label):
            if label not in labels:
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
                series = block.by_label.get((field, label))
                if series:
                    place = f"{at}.{field} {label}"
                    yield from self._series(area, place, name, series, [period], [value])
                else:
                    self._count(f"{name}.{field} {label}", 1)

    def _series(
        self, area: str, place: str, block: str, series: Series, periods: list[Period], values: list[Any]
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
