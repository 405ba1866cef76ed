"""What a numerator or denominator counts, in words."""

from __future__ import annotations

from pejling.indicators import registry
from pejling.indicators.flows import LABELS, STATES
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Background,
    Cross,
    Ended,
    Events,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    PersonsIn,
    Product,
    Running,
    Scaled,
    Started,
    Weeks,
    WeeksIn,
)
from pejling.indicators.readings import Cells, Measured, Part, Quantile, table_of
from pejling.terms.text import Text

EVENTS = {
    "contact": Text(da="samtaler", en="contacts"),
    "reassessment": Text(da="revurderinger", en="re-assessments"),
    "sanction": Text(da="sanktioner", en="sanctions"),
    "decision": Text(da="afgørelser", en="decisions"),
}


def shape_words(shape: Measured | None) -> Text:
    """What a numerator or denominator counts, in words."""
    match shape:
        case None:
            return Text(da="et antal, ingen nævner", en="a count, no denominator")
        case WeeksIn():
            return Text(da="personuger på ydelsen i perioden", en="person-weeks on the benefit in the period")
        case PersonsIn():
            return Text(da="personer med mindst én uge", en="persons with at least one week")
        case PersonsAt():
            return Text(
                da="personer på ydelsen i periodens sidste uge",
                en="persons on the benefit in the period's last week",
            )
        case LongTerm(share_pct=share, window=weeks):
            return Text(
                da=f"af dem, de der var på ydelsen i mindst {share} pct. af de seneste {weeks} uger",
                en=f"of these, who were on it in at least {share} per cent of the last {weeks} weeks",
            )
        case Started() | Ended() | Running() | After():
            return _spells(shape)
        case Events():
            return _events(shape)
        case ActiveWeeks(company=company):
            kind = Text(da="virksomhedsrettede tilbud", en="company-based offers") if company else None
            kind = kind or Text(da="tilbud", en="offers")
            return Text(
                da=f"fuldtidsuger i {kind.da}, i 1850-dele",
                en=f"full-time weeks in {kind.en}, in parts of 1850",
            )
        case Histogram():
            return Text(da="afsluttede forløb efter længde", en="completed spells by length")
        case Lifetable(until=until):
            return Text(
                da="overlevelsestavle" + (f" til første uge i {_named(until).da}" if until else ""),
                en="life table" + (f" to the first week in {_named(until).en}" if until else ""),
            )
        case Weeks():
            return Text(da="uger i perioden", en="weeks in the period")
        case Background(figure=figure):
            return registry.get(figure).label
        case Product(of=inner):
            words = shape_words(inner)
            return Text(da=f"{words.da} gange periodens uger", en=f"{words.en} times the period's weeks")
        case Scaled(shape=inner, factor=factor):
            words = shape_words(inner)
            return Text(da=f"{words.da} gange {factor}", en=f"{words.en} times {factor}")
        case Of(shape=inner, group=group):
            words = shape_words(inner)
            return Text(da=f"{words.da}: {group.label.da}", en=f"{words.en}: {group.label.en}")
        case Quantile(of=table):
            by_spells = isinstance(table_of(table), Histogram)
            return (
                Text(da="afsluttede forløb med kendt start", en="completed spells, start known")
                if by_spells
                else Text(da="personer, der følges", en="persons followed")
            )
        case Part(of=table, cells=cells):
            words = shape_words(table)
            parts = [_cells(one) for one in cells]
            da, en = " eller ".join(one.da for one in parts), " or ".join(one.en for one in parts)
            return Text(da=f"{da}; {words.da}", en=f"{en}; {words.en}")
        case Cross(first=first, second=second):
            one, other = shape_words(first), shape_words(second)
            return Text(da=f"{one.da} gange {other.da}", en=f"{one.en} times {other.en}")


def _spells(shape: Started | Ended | Running | After) -> Text:
    match shape:
        case Started(first_ever=True):
            return Text(da="personer med første forløb nogensinde", en="persons with their first spell ever")
        case Started(preceded_by=before):
            plain = Text(da="påbegyndte forløb med kendt start", en="spells started, start known")
            return _beside(plain, before, (), shape.within)
        case Ended(sum="weeks"):
            return Text(da="uger i afsluttede forløb", en="weeks of completed spells")
        case Ended(sum="persons", followed_by=after, clear_weeks=weeks) if weeks:
            return Text(
                da=f"personer med afsluttet forløb, som de næste {weeks} uger er i {_named(after).da}",
                en=f"persons with a spell completed who are in {_named(after).en} for the next {weeks} weeks",
            )
        case Ended(sum=sum, start=start, preceded_by=before, followed_by=after):
            plain = Text(da="afsluttede forløb", en="completed spells")
            if start == "known":
                plain = Text(da=f"{plain.da} med kendt start", en=f"{plain.en}, start known")
            if sum == "persons":
                plain = Text(da=f"personer med {plain.da}", en=f"persons with {plain.en}")
            return _beside(plain, before, after, shape.within)
        case Running(longer_than=0):
            return Text(da="løbende forløb med kendt start", en="running spells, start known")
        case Running(longer_than=weeks):
            return Text(da=f"løbende forløb over {weeks} uger", en=f"running spells over {weeks} weeks")
        case After(event=event, weeks=weeks):
            da, en = ("afsluttede", "completed") if event == "ended" else ("påbegyndte", "started")
            return Text(
                da=f"{da} forløb, fulgt {weeks} uger frem", en=f"{en} spells, followed {weeks} weeks on"
            )


def _beside(plain: Text, before: tuple[str, ...], after: tuple[str, ...], within: int) -> Text:
    """What stood within so many weeks of the spells."""
    da, en = [plain.da], [plain.en]
    if before and within == 1:
        da.append(f"ugen før i: {_named(before).da}")
        en.append(f"the week before in: {_named(before).en}")
    elif before:
        da.append(f"højst {within} uger efter {_named(before).da}")
        en.append(f"within {within} weeks after {_named(before).en}")
    if after and within == 1:
        da.append(f"ugen efter i: {_named(after).da}")
        en.append(f"the week after in: {_named(after).en}")
    elif after:
        da.append(f"højst {within} uger før {_named(after).da}")
        en.append(f"within {within} weeks before {_named(after).en}")
    return Text(da=", ".join(da), en=", ".join(en))


def _named(states: tuple[str, ...]) -> Text:
    """Target groups and states as a reader is told them."""
    together = next((LABELS[name] for name, of in STATES.items() if of == states), None)
    if together is not None:
        return together
    each = [LABELS.get(state, Text(da=state, en=state)) for state in states]
    return Text(da=", ".join(one.da for one in each), en=", ".join(one.en for one in each))


def _cells(of: Cells) -> Text:
    """What lies in some cells of a life table."""
    match of.column:
        case "unknown_start":
            return Text(da="uden kendt start", en="without a known start")
        case "entered":
            return Text(da="fulgte fra begyndelsen", en="followed from the start")
        case "censored":
            return Text(da=f"fulgt i {of.last} uger uden", en=f"followed for {of.last} weeks without")
        case cause:
            label = _named((cause,))
            return Text(
                da=f"nået til {label.da} inden for {of.last} uger",
                en=f"come to {label.en} within {of.last} weeks",
            )


def _events(shape: Events) -> Text:
    kind = EVENTS[shape.kind]
    if shape.by == "held":
        return Text(da=f"{kind.da} i perioden", en=f"{kind.en} in the period")
    da, en = f"{kind.da} med frist i perioden", f"{kind.en} due in the period"
    if shape.known_start or shape.months:
        da, en = f"{da}, kendt start", f"{en}, start known"
    if shape.on_time:
        da, en = f"{da}, holdt til tiden", f"{en}, held on time"
    if shape.months:
        first, last = shape.months
        da, en = f"{da}, holdt efter {first}-{last} måneder", f"{en}, held after {first}-{last} months"
    return Text(da=da, en=en)
