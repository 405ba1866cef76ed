"""What the counts of a table of complaints say of its rates and of its own totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from pejling.indicators.catalogue import appeals, reversal_rate_pct
from pejling.indicators.indicator import name_of
from pejling.quality.appeals import Outcomes, rounds_to
from pejling.sources.small_table import SmallTable
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.observation import Observation, Status
from pejling.terms.parse import Printed
from pejling.terms.sheet import Row
from pejling.terms.text import Language

PARTS = ("dismissed", "remitted", "upheld", "changed")
TOTAL = "total"
ALL_LAWS = "I alt"


class Counted(Protocol):
    """A number of the file with what it is of, as ``ankestyrelsen.Cell`` has it."""

    @property
    def row(self) -> Row: ...
    @property
    def column(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def law(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def printed(self) -> Printed: ...


def _placed(cells: Sequence[Counted]) -> dict[tuple[str, str, str], dict[str, Counted]]:
    found: dict[tuple[str, str, str], dict[str, Counted]] = {}
    for cell in cells:
        found.setdefault((cell.area, cell.law, cell.period), {})[cell.outcome] = cell
    return found


def add_rates(table: SmallTable, cells: Sequence[Counted]) -> None:
    """Put the counts behind each printed rate that they round to, and compute the rates that are not printed.

    A printed rate that its counts do not round to stands alone, and that is told.
    """
    for (area, law, period), of in _placed(cells).items():
        outcomes = Outcomes(**{part: of[part].printed.whole if part in of else None for part in PARTS})
        key = (reversal_rate_pct.id_of(law), "", area, period, "")
        ratio = outcomes.reversal_rate_pct
        if key not in table.rows_by_key:
            if outcomes.heard is not None:
                cell = of["upheld"]
                table.add(cell.row, cell.column, _computed(table, cell, outcomes))
            continue
        row, printed = table.rows_by_key[key]
        value = printed.exact_value(1)
        if ratio is None or value is None or printed.decimals is None:
            continue
        if rounds_to(ratio, value, printed.decimals):
            backed = replace(printed, numerator=outcomes.overturned, denominator=outcomes.heard)
            table.rows_by_key[key] = (row, backed)
        else:
            _tell_rate(table, of, value, printed.decimals, ratio, outcomes)


def _computed(table: SmallTable, cell: Counted, outcomes: Outcomes) -> Observation:
    ratio = outcomes.reversal_rate_pct
    return Observation(
        indicator=reversal_rate_pct.id_of(cell.law),
        group="",
        area=cell.area,
        period=cell.period,
        value=None if ratio is None else float(ratio),
        numerator=outcomes.overturned,
        denominator=outcomes.heard,
        status=Status.NOT_DEFINED if ratio is None else Status.OBSERVED,
        source=f"Ankestyrelsen: {table.sheet.file}",
        origin=table.origin(cell.row, "computed from the outcomes"),
        published=True,
    )


def _tell_rate(
    table: SmallTable,
    of: dict[str, Counted],
    printed: Fraction,
    decimals: int,
    ratio: Fraction,
    outcomes: Outcomes,
) -> None:
    cell = of[name_of(reversal_rate_pct)]
    shown = {lang: written(round_half_up(printed, decimals), lang) for lang in _LANGUAGES}
    given = {lang: written(round_half_up(ratio, decimals + 1), lang) for lang in _LANGUAGES}
    counts = f"{outcomes.overturned}/{outcomes.heard}"
    table.tell(
        da=f"Omgørelsesprocenten for {_named(cell, 'da')} er trykt som {shown['da']}, men antallene giver "
        f"{counts} = {given['da']} (linje {cell.row.line}). Det trykte tal står alene.",
        en=f"The reversal rate of {_named(cell, 'en')} is printed as {shown['en']}, but the counts give "
        f"{counts} = {given['en']} (line {cell.row.line}). The printed figure stands alone.",
    )


def tell_totals(table: SmallTable, cells: Sequence[Counted]) -> None:
    """Tell every total that is not the sum of its outcomes, and every "I alt" that is not its laws'."""
    placed = _placed(cells)
    for of in placed.values():
        total, parts = of.get(TOTAL), [of[part] for part in PARTS if part in of]
        if total is not None and len(parts) == len(PARTS):
            _tell_sum(table, total, parts, "udfaldene", "its outcomes")
    laws = [law for law in appeals.LAWS if law != ALL_LAWS]
    for (area, law, period), of in placed.items():
        if law != ALL_LAWS:
            continue
        for outcome, total in of.items():
            each = [placed.get((area, one, period), {}).get(outcome) for one in laws]
            parts = [cell for cell in each if cell is not None]
            if len(parts) == len(laws) and not outcome.endswith("pct"):
                _tell_sum(table, total, parts, "de fire love", "the four acts")


def _tell_sum(table: SmallTable, total: Counted, parts: Sequence[Counted], da: str, en: str) -> None:
    numbers = [cell.printed.whole for cell in parts]
    known = [number for number in numbers if number is not None]
    if total.printed.whole is None or len(known) < len(numbers) or sum(known) == total.printed.whole:
        return
    table.tell(
        da=f"Linje {total.row.line}: i alt ({total.outcome}) for {_named(total, 'da')} er trykt som "
        f"{total.printed.whole}, men {da} giver {sum(known)}.",
        en=f"Line {total.row.line}: the total ({total.outcome}) of {_named(total, 'en')} is printed as "
        f"{total.printed.whole}, but {en} add to {sum(known)}.",
    )


_LANGUAGES: tuple[Language, ...] = ("da", "en")


def _named(cell: Counted, lang: Language) -> str:
    return f"{appeals.LAWS[cell.law](lang)}, {area_label(cell.area, lang)}, {cell.period}"
