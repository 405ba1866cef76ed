"""Can what is printed be right? Every declared and recognised relation of a table, judged; and notices.

A notice is no error: it says what a careful reader would stop at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pejling.comparison.declared_relations import Bound, Relations, folded, shipped
from pejling.comparison.printed_names import is_change, is_percentage
from pejling.comparison.printed_table import PrintedTable
from pejling.comparison.recognised_relations import recognised
from pejling.comparison.recognised_sums import made
from pejling.comparison.relation import (
    Figure,
    Judged,
    Rate,
    Savings,
    Sum,
    Verdict,
    judge,
    operands,
    same_prices,
)
from pejling.stats.feasible import Interval, ratio
from pejling.terms.amount import round_half_up, written
from pejling.terms.parse import parse_number
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

NOTICE = "notice"
LANGUAGES: tuple[Language, Language] = ("da", "en")
REPEATED, TWICE, DIFFERS, OVER = "repeated_column", "counted_twice", "text_differs", "over_100"
LEAST_REPEATED = 3  # figures that a column must hold, and two different ones, to be called repeated


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that cannot hold or cannot be told, or a notice; numbers in machine form."""

    table: str
    figure: str
    relation: str
    printed: str
    feasible_range: str
    verdict: str
    explanation: Text


def audit(table: PrintedTable, own: Relations | None = None) -> tuple[list[Finding], int]:
    """What is to be said of ``table``, in its order, and how many relations were tried.

    ``own`` relations of a user's file come before the shipped ones; what those do not bind is recognised.
    """
    sets = [*([own] if own else []), *shipped()]
    for relations in sets:
        table = relations.exact(table)
    bound: list[Bound] = [
        one for relations in sets for each in relations.relations for one in each.bound(table)
    ]
    found = recognised(table, frozenset(result.place for _, result, _ in bound))
    judged = [judge(*one) for one in (*_each_once(bound), *found.bound)]
    told = [_told(table, one) for one in judged if one.verdict is not Verdict.FEASIBLE]
    # a rate that follows from what stands beside it may be over 100: what is spent of a budget
    rates = {
        one.result.place for one in judged if isinstance(one.rule, Rate) and one.verdict is Verdict.FEASIBLE
    }
    notices = [*_repeated(table), *(one for one in _over_100(table) if one.figure not in rates)]
    notices += [_over_together(table, total, made(parts)) for _, total, parts in found.over]
    notices += [_counted_twice(table, total, part) for total, part in found.counted_twice]
    notices += _texts(table, own) if own else []
    return [*told, *notices], len(judged)


def _each_once(bound: Sequence[Bound]) -> Iterator[Bound]:
    """A relation that two sets declare is tried once."""
    seen = set()
    for rule, result, figures in bound:
        if (rule, result.place) not in seen:
            seen.add((rule, result.place))
            yield rule, result, figures


def _told(table: PrintedTable, one: Judged) -> Finding:
    printed = _written(one.result)
    return Finding(
        table.name,
        one.result.place,
        one.rule.name,
        printed,
        _range(one.feasible, one.result.decimals + 2),
        one.verdict.value,
        _undecided(one) if one.verdict is Verdict.UNDECIDED else _infeasible(one),
    )


def _infeasible(one: Judged) -> Text:
    from_da, from_en = (
        ", ".join(f"{name} {_said(one.figures[name], lang)}" for name in operands(one.rule))
        for lang in LANGUAGES
    )
    low = Text(da=f"kan ikke følge af {from_da}", en=f"cannot follow from {from_en}")
    if isinstance(one.rule, Savings):
        low = _ratios(one, one.rule, low)
    if one.correction is None:
        return Text(
            da=f"{low.da}; ingen enkelt rettelse gør det muligt",
            en=f"{low.en}; no single correction mends it",
        )
    wrong, mended = one.correction
    return Text(
        da=f"{low.da}; mindste rettelse: {wrong.place} fra {_said(wrong, 'da')} til {_said(mended, 'da')}",
        en=f"{low.en}; the smallest correction: {wrong.place} from {_said(wrong, 'en')} to "
        f"{_said(mended, 'en')}",
    )


def _ratios(one: Judged, rule: Savings, low: Text) -> Text:
    """The two ratios that cannot meet: of the amounts as printed, and at any prices from 0."""
    printed, beside = one.result.interval, one.figures[rule.other].interval
    span = same_prices(rule, one.figures)
    apart = ratio(printed, beside) if printed and beside else None
    if span is None or apart is None:
        return low
    (shown_da, shown_en), (allowed_da, allowed_en) = (
        [in_words(_range(given, 2), lang) for lang in LANGUAGES] for given in (apart, span)
    )
    return Text(
        da=f"{low.da}: beløbenes forhold er trykt {shown_da}; samme priser fra 0 giver {allowed_da}",
        en=f"{low.en}: the ratio of the amounts is printed {shown_en}; the same prices from 0 give "
        f"{allowed_en}",
    )


def _undecided(one: Judged) -> Text:
    missing = [name for name in operands(one.rule) if one.figures[name].value is None]
    if one.result.value is None:
        missing.append(one.result.place)
    names = ", ".join(missing)
    known = [figure.value for figure in one.figures.values() if figure.value is not None]
    if not names and isinstance(one.rule, Sum) and (one.result.value or 0) <= max(known):
        return Text(
            da="kan ikke afgøres: totalen er ikke sine deles sum, men ligger imellem dem som et gennemsnit",
            en="cannot be told: the total is not the sum of its parts, but lies among them as a mean does",
        )
    if not names and isinstance(one.rule, Sum):
        return Text(
            da="kan ikke afgøres: totalen er mere end sine dele, så en del mangler, eller et tal er forkert",
            en="cannot be told: the total is more than its parts, so a part is missing or a figure is wrong",
        )
    if not names:
        return Text(da="kan ikke afgøres: nævneren er nul", en="cannot be told: the denominator is zero")
    return Text(
        da=f"kan ikke afgøres: {names} er skjult eller tom", en=f"cannot be told: {names} is hidden or empty"
    )


def _repeated(table: PrintedTable) -> Iterator[Finding]:
    """Columns that say the same as an earlier one, row by row, or stand under the same head."""
    columns = {name: {one.key: one.value for one in figures} for name, figures in table.by_column.items()}
    heads = dict(table.heads_twice)
    names = list(columns)
    for at, name in enumerate(names):
        values = columns[name]
        if (earlier := heads.get(name)) is not None:
            yield _notice(*(table, name, REPEATED, ""), _same_head(earlier, columns.get(earlier) == values))
            continue
        # whole per cents of two groups are soon alike
        alike = any(is_percentage(one) for one in table.by_column[name])
        known = [one for one in values.values() if one is not None and not (alike and one == 100)]
        if len(known) < LEAST_REPEATED or len(set(values.values())) < 2:
            continue
        same = next((one for one in names[:at] if columns[one] == values), None)
        if same is not None:
            text = Text(da=f"kolonnen er den samme som {same}", en=f"the column is the same as {same}")
            yield _notice(*(table, name, REPEATED, ""), text)


def _same_head(earlier: str, same: bool) -> Text:
    if same:
        return Text(
            da=f"kolonnen er den samme som {earlier}, også i hovedet",
            en=f"the column is the same as {earlier}, its head too",
        )
    return Text(
        da=f"hovedet er det samme som {earlier}s, men tallene er andre; begge er læst",
        en=f"the head is the same as that of {earlier}, but the figures differ; both are read",
    )


def _over_together(table: PrintedTable, total: Figure, known: Fraction) -> Finding:
    made = _number(known, 2)
    return _notice(
        *(table, total.place, OVER, _written(total)),
        Text(
            da=f"delene giver {in_words(made, 'da')} tilsammen, og totalen siger {_said(total, 'da')}",
            en=f"the parts make {in_words(made, 'en')} together, and the total says {_said(total, 'en')}",
        ),
    )


def _over_100(table: PrintedTable) -> Iterator[Finding]:
    for figure in table.figures:
        if (
            figure.value is not None
            and figure.value > 100
            and is_percentage(figure)
            and not is_change(figure)
        ):
            yield _notice(
                *(table, figure.place, OVER, _written(figure)),
                Text(da="en andel på over 100 pct.", en="a share of over 100 per cent"),
            )


def _counted_twice(table: PrintedTable, total: Figure, part: Figure) -> Finding:
    return _notice(
        *(table, total.place, TWICE, _written(total)),
        Text(
            da=f"blandt delene står {part.place} ({_said(part, 'da')}) to gange: for sig selv og i en anden "
            "del",
            en=f"among the parts {part.place} ({_said(part, 'en')}) stands twice: by itself and in another "
            "part",
        ),
    )


def check_texts(tables: Sequence[PrintedTable], own: Relations) -> None:
    """A text figure that is in no table of the file is a Problem."""
    places = {folded(figure.place): figure.place for table in tables for figure in table.figures}
    names = ", ".join(table.name for table in tables)
    near = ", ".join(list(places.values())[:3])
    for text in own.texts:
        if folded(text.figure) not in places:
            raise Problem(
                da=f"teksttallet {text.figure!r} er intet tal i {names}; pladser skrives som {near}",
                en=f"the text figure {text.figure!r} is no figure of {names}; places are as {near}",
            )


def _texts(table: PrintedTable, own: Relations) -> Iterator[Finding]:
    """Figures of a running text that are not those of the table; those of other tables are passed over."""
    by_place = {folded(figure.place): figure for figure in table.figures}
    for text in own.texts:
        figure = by_place.get(folded(text.figure))
        if figure is None:
            continue
        said = parse_number(text.printed)
        ours = figure.interval
        theirs = Interval.printed(said.value, said.decimals) if said.value is not None else None
        differ = (ours is None) != (theirs is None)
        if differ or (ours is not None and theirs is not None and not ours.meets(theirs)):
            where = f" ({text.where})" if text.where else ""
            yield _notice(
                *(table, figure.place, DIFFERS, _written(figure)),
                Text(da=f"teksten siger {text.printed}{where}", en=f"the text says {text.printed}{where}"),
            )


def _notice(table: PrintedTable, figure: str, relation: str, printed: str, explanation: Text) -> Finding:
    return Finding(table.name, figure, relation, printed, "", NOTICE, explanation)


def _written(figure: Figure) -> str:
    return "" if figure.value is None else f"{round_half_up(figure.value, figure.decimals):f}"


def _said(figure: Figure, lang: Language) -> str:
    """A figure in a sentence; nothing where it has no value."""
    return in_words(_written(figure), lang)


def in_words(machine: str, lang: Language) -> str:
    """A number, or ``low..high``, in machine form as people of a language write it."""
    ends = machine.split("..") if machine else []
    return "..".join(written(Decimal(one), lang) if one else "" for one in ends)


def _range(interval: Interval | None, decimals: int) -> str:
    """``low..high`` in machine form; one number where both are the same, no end where there is none."""
    if interval is None:
        return ""
    low, high = (None if one is None else _number(one, decimals) for one in (interval.low, interval.high))
    return f"{low}" if low == high else f"{low}..{high or ''}"


def _number(value: Fraction, decimals: int) -> str:
    text = f"{round_half_up(value, decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
