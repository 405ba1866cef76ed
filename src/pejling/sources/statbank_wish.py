"""Which periods and areas of a StatBank table are wanted, as a person writes it, and in how many requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pejling.sources.statbank_figures import area_of
from pejling.sources.statbank_tables import Description, Value
from pejling.terms.municipality import COUNTRY, check_area, municipalities
from pejling.terms.parse import parse_statbank_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

CELLS = 200_000  # of one request: an answer well within the time that the service gives it
LATEST = "latest:"


@dataclass(frozen=True)
class Plan:
    """What is asked for: ids of areas and of times, oldest first; ``notes`` say where it is less than "
    "wished."""

    areas: tuple[str, ...]
    times: tuple[str, ...]
    notes: tuple[Text, ...] = ()

    def requests(
        self, description: Description, asked: Mapping[str, Sequence[str]]
    ) -> Iterator[dict[str, list[str]]]:
        """The values by variable of each request: as many times in one as CELLS allows."""
        each = len(self.areas)
        for values in asked.values():
            each *= len(values)
        step = max(1, CELLS // max(1, each))
        for start in range(0, len(self.times), step):
            chosen = {**asked, description.area.id: self.areas}
            chosen[description.time.id] = self.times[start : start + step]
            yield {one.id: list(chosen[one.id]) for one in description.variables}


def planned(period: str, area: str, description: Description) -> Plan:
    """The areas and times of ``description`` that the wish names; none of them is a Problem."""
    areas, area_notes = _areas(area, description)
    times, time_notes = _times(period, description)
    return Plan(areas, times, (*area_notes, *time_notes))


def _areas(wish: str, description: Description) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    known: dict[str, str] = {}
    for value in description.area.values:
        ours = area_of(value.id, value.text)
        if ours:
            known.setdefault(ours, value.id)
    if wish.strip() == "*":
        every = [COUNTRY, *(str(code) for code in municipalities())]
        missing = [one for one in every if one not in known]
        if len(missing) == len(every):
            raise _no_areas(description)
        return tuple(known[one] for one in every if one in known), _not_there(description, missing)
    asked = [check_area(part.strip()) for part in wish.split(",") if part.strip()]
    missing = [one for one in asked if one not in known]
    if missing or not asked:
        raise Problem(
            da=f"{description.id} har ikke {', '.join(missing) or 'det område'}; {description.area.id} har "
            f"{description.area.shown}",
            en=f"{description.id} does not have {', '.join(missing) or 'that area'}; {description.area.id} "
            "has "
            f"{description.area.shown}",
        )
    return tuple(dict.fromkeys(known[one] for one in asked)), ()


def _not_there(description: Description, missing: list[str]) -> tuple[Text, ...]:
    if not missing:
        return ()
    listed = ", ".join(missing[:10]) + (" ..." if len(missing) > 10 else "")
    return (
        Text(
            da=f"{description.id} har ikke disse områder: {listed}",
            en=f"{description.id} does not have these areas: {listed}",
        ),
    )


def _no_areas(description: Description) -> Problem:
    return Problem(
        da=f"{description.id} er ikke fordelt på kommuner; {description.area.id} har "
        f"{description.area.shown}",
        en=f"{description.id} is not by municipality; {description.area.id} has {description.area.shown}",
    )


def _times(wish: str, description: Description) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    known = sorted(description.time.values, key=_period)
    if not known:
        raise Problem(da=f"{description.id} har ingen perioder", en=f"{description.id} has no periods")
    text = wish.strip()
    if text == "*":
        return tuple(one.id for one in known), ()
    if text.lower().startswith(LATEST):
        number = text[len(LATEST) :].strip()
        if not (number.isascii() and number.isdecimal() and int(number) > 0):
            raise _no_wish(wish)
        notes: tuple[Text, ...] = ()
        if int(number) > len(known):
            notes = (
                Text(
                    da=f"{description.id} har kun {len(known)} perioder: alle er hentet",
                    en=f"{description.id} has only {len(known)} periods: all are fetched",
                ),
            )
        return tuple(one.id for one in known[-int(number) :]), notes
    spans = [_span(part, wish) for part in text.split(",") if part.strip()]
    chosen = tuple(one.id for one in known if any(_within(_period(one), span) for span in spans))
    if not chosen:
        raise Problem(
            da=f"{description.id} har ingen periode i {wish}; den har {known[0].id} til {known[-1].id}",
            en=f"{description.id} has no period in {wish}; it has {known[0].id} to {known[-1].id}",
        )
    return chosen, ()


def _period(value: Value) -> Period:
    return parse_statbank_period(value.id)


def _within(period: Period, span: Period) -> bool:
    return span.first_day <= period.first_day and period.last_day <= span.last_day


def _span(part: str, wish: str) -> Period:
    """One period or span, in our writing or the source's."""
    try:
        return Period.parse(part.strip().upper().replace("K", "Q"))
    except Problem:
        raise _no_wish(wish) from None


def _no_wish(wish: str) -> Problem:
    return Problem(
        da=f"{wish!r} er ikke perioder; tilladt er latest:N, *, 2015-2025, 2015K1-2020K4 eller en liste som "
        "2024K1,2025K1",
        en=f"{wish!r} are no periods; allowed are latest:N, *, 2015-2025, 2015K1-2020K4 or a list such as "
        "2024K1,2025K1",
    )
