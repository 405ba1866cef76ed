"""Published tables and other figures in a table of one row a figure (CSV or Excel).

Columns, in any order: indicator, group, area, period, value; measure, base_period, breakdown, numerator,
denominator, table, row, arrow and synthetic may be absent. ``arrow`` (the printed trend direction) is
checked for its form and not kept: directions are computed. ``synthetic`` is 1 for a figure of persons that
do not exist. Other columns are left aside and named in the answer.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pyarrow as pa

from pejling.indicators.indicator import Indicator
from pejling.indicators.registry import catalogue_by_id, declared, known
from pejling.sources.csv_file import read_sheet
from pejling.sources.tables_unknown import unknown_ids
from pejling.terms.benefit import groups
from pejling.terms.masked import masked, quoted
from pejling.terms.municipality import check_area
from pejling.terms.observation import Mark, Measure, Observation, Status, table_of
from pejling.terms.parse import Form, Printed, form_of, parse_number
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import marks_of
from pejling.terms.sheet import Row, Sheet

NEEDED = ("indicator", "group", "area", "period", "value")
NUMBERS = ("value", "numerator", "denominator")
OPTIONAL = (
    "measure",
    "base_period",
    "breakdown",
    "numerator",
    "denominator",
    "table",
    "row",
    "arrow",
    "synthetic",
)
ARROWS = ("", "up", "down", "flat")


@dataclass(frozen=True)
class Figures:
    """What a file gave: observations (SCHEMA, vintage still empty), and what was left aside.

    ``repeated``: rows that say again, with the same value, what another row says; they are kept once.
    ``synthetic``: some figure says of itself that it is. ``unknown``: ids that were accepted.
    """

    observations: pa.Table
    ignored_columns: tuple[str, ...]
    repeated: int
    unknown: tuple[str, ...]
    synthetic: bool


def read_published(path: Path, accept_unknown: bool = False) -> Figures:
    """The figures of a published table; anything that is not allowed is a Problem with file and line.

    Ids that the catalogue does not know are listed with their lines, unless ``accept_unknown``: then
    they are kept under their own names. An empty value is not observed, ``..`` suppressed.
    """
    return _Reading(path, accept_unknown, "published").figures()


def read_observations(path: Path, accept_unknown: bool = False) -> Figures:
    """Other figures in the same columns, with background figures (empty group) and counts.

    Where numerator and denominator are given, ``value`` may be left empty: it follows from them.
    """
    return _Reading(path, accept_unknown, "observations").figures()


class _Reading:
    """One reading of one file."""

    def __init__(self, path: Path, accept_unknown: bool, kind: str) -> None:
        self.sheet: Sheet = read_sheet(
            path, NEEDED if kind == "published" else ("indicator", "area", "period")
        )
        self.accept_unknown = accept_unknown
        self.source = f"{kind}: {path.name}"
        self.known = catalogue_by_id()
        self.groups = groups()
        self.form = self._form()

    def _form(self) -> Form:
        """How the file writes numbers: told from all of them; two ways are a Problem with its line."""
        # where nothing tells: a comma-separated file was made by a program, others were typed by people
        otherwise: Form = "machine" if self.sheet.delimiter == "," else "danish"
        told: dict[Form, str] = {}
        for row in self.sheet.rows:
            for column in NUMBERS:
                text = self._text(row, column)
                own = form_of([text], "auto") if column not in row.numbers else "auto"
                if own == "auto":
                    continue
                told.setdefault(own, text)
                if len(told) == 2:
                    other = told["danish" if own == "machine" else "machine"]
                    raise self._wrong(
                        row,
                        column,
                        da=f"rækkerne ovenfor skriver tal på en anden måde ({quoted(other).da}); tilladt er "
                        "én måde i en fil, decimalpunktum eller decimalkomma",
                        en=f"rows above write numbers another way ({quoted(other).en}); allowed is one way "
                        "in a file, a decimal point or a decimal comma",
                    )
        return next(iter(told), otherwise)

    def figures(self) -> Figures:
        self._check_columns()
        unknown = self._unknown()
        refused = [one for one in unknown if not self.accept_unknown or masked(one[2]) != one[2]]
        if refused:
            raise unknown_ids(self.sheet.file, refused, {"indicator": self.known, "group": self.groups})
        found: dict[tuple[str, ...], tuple[int, Observation]] = {}
        repeated = 0
        for row in self.sheet.rows:
            one = self._observation(row)
            key = (
                one.indicator,
                one.group,
                one.area,
                one.period,
                one.breakdown,
                one.measure,
                one.base_period,
            )
            line, before = found.setdefault(key, (row.line, one))
            if line == row.line:
                continue
            if replace(one, origin="") != replace(before, origin=""):
                raise self._wrong(
                    row,
                    "value",
                    da=f"linje {line} giver {_shown(before)} for samme indikator, målgruppe, område og "
                    "periode; tilladt er én værdi. Fjern en af de to rækker",
                    en=f"line {line} gives {_shown(before)} for the same indicator, group, area and "
                    "period; allowed is one value. Remove one of the two rows",
                )
            repeated += 1
        names = {*NEEDED, *OPTIONAL}
        return Figures(
            observations=table_of([one for _, one in found.values()]),
            ignored_columns=tuple(masked(name) for name in self.sheet.columns if name not in names),
            repeated=repeated,
            unknown=tuple(dict.fromkeys(id for _, _, id in unknown)),
            synthetic=any(Mark.SYNTHETIC in one.marks.split() for _, one in found.values()),
        )

    def _check_columns(self) -> None:
        """A column that is nearly one of ours is a slip of the pen, not one to leave aside."""
        if "value" not in self.sheet.columns and not {"numerator", "denominator"} <= {*self.sheet.columns}:
            raise Problem(
                da=f"{self.sheet.file}, linje 1: kolonnen value mangler; der skal være value eller numerator "
                "og denominator",
                en=f"{self.sheet.file}, line 1: the column value is missing; needed is value, or numerator "
                "and denominator",
            )
        absent = [name for name in (*NEEDED, *OPTIONAL) if name not in self.sheet.columns]
        for name in self.sheet.columns:
            near = difflib.get_close_matches(name.replace(" ", "_"), absent, n=1, cutoff=0.8)
            if name not in NEEDED and name not in OPTIONAL and near:
                shown = quoted(name)
                raise Problem(
                    da=f"{self.sheet.file}, linje 1: kolonnen {shown.da} er ikke kendt; er det {near[0]!r}?",
                    en=f"{self.sheet.file}, line 1: the column {shown.en} is not known; is it {near[0]!r}?",
                )

    def _unknown(self) -> list[tuple[Row, str, str]]:
        """Rows with an indicator or group that nobody knows: (row, column, id)."""
        found = []
        for row in self.sheet.rows:
            indicator, group = self._text(row, "indicator"), self._text(row, "group")
            if known(indicator) is None:
                found.append((row, "indicator", indicator))
            if group and group not in self.groups:
                found.append((row, "group", group))
        return found

    def _observation(self, row: Row) -> Observation:
        cells = row.cells
        indicator, group = cells["indicator"], self._text(row, "group")
        if not indicator:
            raise self._wrong(
                row, "indicator", da="indikatorens id mangler", en="the indicator's id is missing"
            )
        found = known(indicator)
        if found and found.is_background and group:
            raise self._wrong(
                row,
                "group",
                da=f"{indicator} er et baggrundstal; tilladt er en tom målgruppe",
                en=f"{indicator} is a background figure; allowed is an empty group",
            )
        if found and not found.is_background and not group:
            raise self._wrong(
                row,
                "group",
                da="kun baggrundstal har en tom målgruppe; angiv målgruppen",
                en="only background figures have an empty group; name the group",
            )
        period = self._period(row, "period")
        measure, base = self._measure(row, period)
        try:
            area = check_area(cells["area"])
        except Problem as problem:
            raise self._wrong(row, "area", da=problem.text.da, en=problem.text.en) from None
        self._check_form(row)
        value, numerator, denominator = (self._number(row, column) for column in NUMBERS)
        counts = [self._whole(row, "numerator", numerator), self._whole(row, "denominator", denominator)]
        shown = self._value(row, found, measure, value, counts)
        return Observation(
            indicator=indicator,
            group=group,
            area=area,
            period=str(period),
            breakdown=cells.get("breakdown", ""),
            measure=measure,
            base_period=str(base) if base else "",
            value=float(shown) if shown.value is not None else None,
            decimals=self._decimals(row, measure, value),
            numerator=counts[0],
            denominator=counts[1],
            status=shown.status,
            marks=" ".join(self._marks(row, indicator, group, period)),
            source=self.source,
            origin=self._origin(row),
            published=True,
        )

    def _value(
        self,
        row: Row,
        known: Indicator | None,
        measure: Measure,
        value: Printed,
        counts: list[int | None],
    ) -> Printed:
        """The printed value; where only counts are given, the one that follows from them."""
        numerator, denominator = counts
        if numerator is None or denominator is None or known is None or measure is not Measure.LEVEL:
            return value
        if value.value is None and self._text(row, "value"):
            return value  # a mark for hidden or missing was printed: counts do not undo it
        if denominator == 0:
            if value.value is None:
                return Printed(None, status=Status.NOT_DEFINED)
            raise self._wrong(
                row,
                "denominator",
                da="med en nævner på 0 er der ingen værdi; lad den stå tom",
                en="with a denominator of 0 there is no value; leave it empty",
            )
        ratio = Fraction(known.scale * numerator, denominator)
        if value.value is None:
            return Printed(ratio)
        if abs(value.value - ratio) > Fraction(1, 2 * 10**value.decimals):
            raise self._wrong(
                row,
                "value",
                da=f"tæller og nævner giver {float(ratio):.{value.decimals + 2}f}; tilladt er en værdi, "
                "der afrundes fra dem. Ret en af de tre",
                en=f"numerator and denominator give {float(ratio):.{value.decimals + 2}f}; allowed is a "
                "value that rounds from them. Correct one of the three",
            )
        return value

    def _decimals(self, row: Row, measure: Measure, value: Printed) -> int | None:
        """As many as are printed; of a cell whose format leaves it open, at least those of the indicator.

        Excel's General shows 5.0 as 5: that is not a figure printed without decimals.
        """
        if value.value is None:
            return None
        if "value" not in row.general:
            return value.decimals
        indicator = declared(row.cells["indicator"])
        usual = indicator.decimals if measure is Measure.LEVEL else indicator.change_decimals
        return max(value.decimals, usual)

    def _marks(self, row: Row, indicator: str, group: str, period: Period) -> tuple[str, ...]:
        flag = self._text(row, "synthetic")
        if flag not in ("", "0", "1"):
            raise self._wrong(
                row, "synthetic", da="tilladt er 1, 0 eller ingenting", en="allowed are 1, 0 or nothing"
            )
        return marks_of(indicator, group, period) + ((Mark.SYNTHETIC,) if flag == "1" else ())

    def _measure(self, row: Row, period: Period) -> tuple[Measure, Period | None]:
        text = row.cells.get("measure", "") or Measure.LEVEL
        if text not in set(Measure):
            raise self._wrong(
                row,
                "measure",
                da=f"tilladt er {', '.join(Measure)}",
                en=f"allowed are {', '.join(Measure)}",
            )
        measure = Measure(text)
        if not row.cells.get("base_period", ""):
            if measure is not Measure.LEVEL:
                raise self._wrong(
                    row,
                    "base_period",
                    da=f"{measure} kræver den periode, som ændringen regnes fra",
                    en=f"{measure} needs the period that it is a change from",
                )
            return measure, None
        base = self._period(row, "base_period")
        if measure is Measure.LEVEL:
            raise self._wrong(
                row,
                "base_period",
                da="et niveau har ingen basisperiode; lad den stå tom, eller angiv en ændring",
                en="a level has no base period; leave it empty, or name a change",
            )
        if not base < period:
            raise self._wrong(
                row,
                "base_period",
                da=f"tilladt er en periode før {period}",
                en=f"allowed is a period before {period}",
            )
        return measure, base

    def _period(self, row: Row, column: str) -> Period:
        try:
            return Period.parse(row.cells[column])
        except Problem as problem:
            raise self._wrong(row, column, da=problem.text.da, en=problem.text.en) from None

    def _check_form(self, row: Row) -> None:
        arrow = row.cells.get("arrow", "")
        if arrow not in ARROWS:
            raise self._wrong(
                row,
                "arrow",
                da="tilladt er up, down, flat eller ingenting",
                en="allowed are up, down, flat or nothing",
            )
        kind, colon, member = (breakdown := row.cells.get("breakdown", "")).partition(":")
        if breakdown and not (kind and colon and member):
            raise self._wrong(
                row,
                "breakdown",
                da="tilladt er ingenting eller én opdeling, fx age:16-29 eller sex:k",
                en="allowed are nothing or one break-down such as age:16-29 or sex:k",
            )

    def _number(self, row: Row, column: str) -> Printed:
        try:
            return parse_number(self._text(row, column), "machine" if column in row.numbers else self.form)
        except Problem as problem:
            raise self._wrong(row, column, da=problem.text.da, en=problem.text.en) from None

    def _whole(self, row: Row, column: str, number: Printed) -> int | None:
        if number.value is not None and (number.whole is None or number.whole < 0):
            raise self._wrong(
                row,
                column,
                da="tilladt er et helt tal fra 0 eller ingenting",
                en="allowed is a whole number from 0, or nothing",
            )
        return number.whole

    def _text(self, row: Row, column: str) -> str:
        return row.cells.get(column, "")

    def _origin(self, row: Row) -> str:
        parts = [f"{self.sheet.file}, line {row.line}"]
        printed = [
            f"{name} {masked(row.cells[name], 'da')}" for name in ("table", "row") if row.cells.get(name)
        ]
        return ", ".join([*parts, *([" ".join(printed)] if printed else [])])

    def _wrong(self, row: Row, column: str, *, da: str, en: str) -> Problem:
        shown = quoted(self._text(row, column))
        return Problem(
            da=f"{self.sheet.file}, linje {row.line}, kolonne {column}, værdi {shown.da}: {da}",
            en=f"{self.sheet.file}, line {row.line}, column {column}, value {shown.en}: {en}",
        )


def _shown(one: Observation) -> str:
    if one.value is None:
        return one.status
    return f"{one.value:.{one.decimals}f}" if one.decimals is not None else f"{one.value:g}"
