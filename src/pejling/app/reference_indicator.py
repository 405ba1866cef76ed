"""The reference page of one indicator or family, made from its declaration."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import fields
from fractions import Fraction

from pejling.app.indicators import BETTER, DEVELOPMENT
from pejling.indicators.indicator import Example, Family, Indicator, Ratio, Span, Weeks
from pejling.indicators.measures import Background, Found, Of, Product, Scaled
from pejling.indicators.needs import asks_casework
from pejling.indicators.readings import Measured, Part, Quantile
from pejling.indicators.registry import get
from pejling.report.naming import unit_words
from pejling.terms import benefit
from pejling.terms.amount import round_half_up, written
from pejling.terms.benefit import Group
from pejling.terms.municipality import COUNTRY
from pejling.terms.text import Text


def page(file: str, declared: Indicator | Family) -> str:
    """The whole page in Markdown, Danish and English side by side."""
    members = members_of(file, declared)
    id, shown = _representative(members)
    parts = [f"# {title(file, declared)}"]
    if isinstance(declared, Family):
        number = f"A family of {len(declared.members)} indicators with one declaration."
        if declared.make is not None:
            number = "A family with any number of weeks, from 1 to 1,819: shown are some."
            if "<weeks>" not in declared.template:
                number = "A family whose template allows more than the members shown."
        parts.append(f"{number} What differs:")
        parts.append(_members(members))
        parts.append(f"## Definition of `{id}`")
    else:
        parts.append(f"**{shown.label.da}** / *{shown.label.en}*")
        parts.append("## Definition")
    parts += [f"{shown.definition.da}", f"*{shown.definition.en}*", _facts(shown)]
    if shown.measured:
        parts += ["## Formula", _formulas(members), "The shapes are explained in [shapes](../shapes.md)."]
    if shown.caveats:
        parts += ["## Forbehold / Caveats", *(f"* {c.da}<br>*{c.en}*" for c in shown.caveats)]
    examples = [_example(id, member, member.example) for id, member in members.items() if member.example]
    if examples:
        parts += ["## Worked example", "It is also a test: every engine gives this answer.", *examples]
    source = shown.source
    parts += ["## Kilde / Source", f"[{source.title}]({source.href})" if source.href else source.title]
    return "\n\n".join(parts) + "\n"


def title(file: str, declared: Indicator | Family) -> str:
    """The indicator's id, or the family's template for its ids."""
    return f"`{declared.template if isinstance(declared, Family) else file}`"


def members_of(file: str, declared: Indicator | Family) -> Mapping[str, Indicator]:
    """The indicators of a file of the catalogue by id, made ones that a family shows among them."""
    if isinstance(declared, Indicator):
        return {file: declared}
    return {**declared.members, **{id: get(id) for id in declared.shown}}


def _representative(members: Mapping[str, Indicator]) -> tuple[str, Indicator]:
    """The member that speaks for its family: the first with a worked example, else the first."""
    return next((pair for pair in members.items() if pair[1].example), next(iter(members.items())))


def formula(indicator: Indicator) -> str:
    """The declaration's own arithmetic: ``100 x Running(longer_than=26) / Running()``."""
    if indicator.numerator is None:
        return ""
    text = shape_written(indicator.numerator)
    if indicator.denominator is not None:
        text += f" / {shape_written(indicator.denominator)}"
    return f"{indicator.scale} x {text}" if indicator.scale != 1 else text


def shape_written(shape: Measured) -> str:
    """A shape as its declaration writes it, without what is left at its default."""
    match shape:
        case Product(weeks=weeks, of=inner):
            return f"({shape_written(weeks)} x {shape_written(inner)})"
        case Scaled(shape=inner, factor=factor):
            return f"({factor} x {shape_written(inner)})"
        case Background(figure=figure):
            return f"Background({figure})"
        case Of(shape=inner, group=group):
            return f"{shape_written(inner)} of ({_written(group)})"
        case Quantile(of=inner, pct=pct):
            return f"{'median' if pct == 50 else f'{pct} per cent quantile'} of {shape_written(inner)}"
        case Part(of=inner, cells=cells):
            columns = ", ".join(f"{cell.column} {cell.first}-{cell.last}" for cell in cells)
            return f"[{columns}] of {shape_written(inner)}"
        case _:
            return _call(shape)


def _call(shape: Measured) -> str:
    given = []
    for field in fields(shape):
        value = getattr(shape, field.name)
        if value == field.default:
            continue
        if isinstance(value, Found):
            value = f"{value.kind}:{value.name}" if value.name else value.kind
        elif isinstance(value, tuple):
            value = "|".join(map(str, value))
        given.append(f"{field.name}={value}")
    return f"{type(shape).__name__}({', '.join(given)})"


def _written(group: Group) -> str:
    """The groups of a union and its ages."""
    ages = f", age {group.age_from}-{group.age_to}" if group.by_age else ""
    return ", ".join(group.of or (group.id,)) + ages


def direction(indicator: Indicator) -> Text:
    """Which direction is good, and for which groups it is another one."""
    texts = [BETTER[indicator.better]]
    for id, better in indicator.better_by_group.items():
        label = benefit.group(id).label
        texts.append(
            Text(
                da=f"{BETTER[better].da} for {label.da.lower()}",
                en=f"{BETTER[better].en} for {label.en.lower()}",
            )
        )
    return Text(da="; ".join(text.da for text in texts), en="; ".join(text.en for text in texts))


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    names = list(head)
    lines = [names, ["---"] * len(names), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _members(members: Mapping[str, Indicator]) -> str:
    return table(
        ("id", "dansk", "English", "better"),
        ((f"`{id}`", m.label.da, m.label.en, direction(m).en) for id, m in members.items()),
    )


def _facts(indicator: Indicator) -> str:
    unit, way, change = unit_words(indicator.unit), direction(indicator), DEVELOPMENT[indicator.development]
    decimals, change_decimals = indicator.decimals, indicator.change_decimals
    rows = [
        ("Enhed / Unit", unit.da, unit.en),
        ("Retning / Direction", way.da, way.en),
        ("Udvikling / Development", change.da, change.en),
        (
            "Decimaler / Decimals",
            f"{decimals}, udvikling {change_decimals}",
            f"{decimals}, development {change_decimals}",
        ),
    ]
    if indicator.spans is Span.YEAR:
        rows.append(("Perioder / Periods", "hele og rullende år", "whole and rolling years"))
    if indicator.groups:
        labels = [benefit.group(id).label for id in indicator.groups]
        rows.append(
            (
                "Grupper / Groups",
                ", ".join(label.da for label in labels),
                ", ".join(label.en for label in labels),
            )
        )
    if indicator.is_background:
        origin = Text(da="baggrundstal, tages ind", en="background figure, taken in")
    elif asks_casework(indicator):
        origin = Text(
            da="af persondata og fagsystemets udtræk, eller taget ind som publiceret",
            en="from person data and a casework extract, or taken in as published",
        )
    elif indicator.measured:
        origin = Text(
            da="af persondata, eller taget ind som publiceret",
            en="from person data, or taken in as published",
        )
    else:
        origin = Text(da="tages ind som publiceret tal", en="taken in as a published figure")
    rows.append(("Kommer / Comes", origin.da, origin.en))
    return table(("", "dansk", "English"), rows)


def _formulas(members: Mapping[str, Indicator]) -> str:
    lines = dict.fromkeys(formula(member) for member in members.values())
    return "```\n" + "\n".join(lines) + "\n```"


def _example(id: str, indicator: Indicator, example: Example) -> str:
    group, period, *area = example.ask.split()
    notes = [f"{figure} = {number}" for figure, number in example.background.items()]
    if example.weeks:
        first, last = example.weeks.split()
        notes.append(f"the file holds the weeks {first} to {last}")
    if example.band:
        notes.append(f"broken down to `{example.band}`")
    lines = [
        f"`{id}` for `{group}` in `{period}`, area `{area[0] if area else COUNTRY}`"
        + (f" ({'; '.join(notes)}):" if notes else ":"),
        *(
            f"```\n{textwrap.dedent(drawn).strip()}\n```"
            for drawn in (example.given, example.casework)
            if drawn
        ),
        _answer(indicator, example.then),
    ]
    return "\n\n".join(lines)


def _answer(indicator: Indicator, then: Ratio | Weeks) -> str:
    unit = unit_words(indicator.unit).en
    if isinstance(then, Weeks):
        return f"**{then.value}** {unit} ({then.behind} behind it)"
    answer = Fraction(indicator.scale * then.numerator, then.denominator)
    printed = written(round_half_up(answer, indicator.decimals), "en")
    return f"**{then.numerator} / {then.denominator}** = {printed} {unit}"
