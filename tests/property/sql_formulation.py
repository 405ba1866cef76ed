"""Every shape a second time, in SQL: weeks as rows, looked at by DuckDB (DOMAIN section 2).

Nothing here is shared with the engines but the words (groups, code table, areas, periods). Slow and plain:
for small panels.
"""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import numpy as np
import pyarrow as pa
from sql_life_tables import Following

from pejling.indicators import measures as m
from pejling.indicators.counts import Ask, Counts
from pejling.spells.casework import FULL_TIME, KINDS, NO_DAY
from pejling.spells.causes import NOT_IN_DATA, cause_of, state_of
from pejling.spells.panel import NO_BIRTHDAY, Runs, Window
from pejling.spells.population import areas_of, holds_code
from pejling.terms.benefit import Group, group
from pejling.terms.municipality import areas
from pejling.terms.week import Week

UNSEEN = "(996, 997, 999)"
MARGIN = 120  # weeks of calendar before and after the file
UNIX = date(1970, 1, 1)

CALENDAR = f"""
create table ticking as
    select week, sum(ticks::int) over (order by week) as ticks from calendar;
create table month_ as
    select date_trunc('month', thursday) as month, min(week) as first, max(week) as last, count(*) as weeks
    from calendar group by 1;
create table week_state as
    select h.person, c.week, coalesce(state, '{NOT_IN_DATA}') as state from human h cross join calendar c
    left join lived l on l.person = h.person and l.week = c.week left join meaning using (code);
create table observed as
    select person, week from lived where code not in (996, 997, 999);
"""

SPELLS = """
create or replace table on_ as
    select person, week from lived join whole using (code);
create or replace table spell as
with neighbours as (
    select person, week, lag(week) over (partition by person order by week) as before from on_
), begun as (
    select person, week,
        before is null
        or week > (select closes from closing where closing.week = before)
        or (select count(*) from observed o where o.person = n.person and o.week > before and o.week < n.week)
            < week - before - 1 as begins
    from neighbours n
), numbered as (
    select person, week, sum(begins::int) over (partition by person order by week) as number from begun
), ended as (
    select person, number, min(week) as first, max(week) as last from numbered group by all
), lost as (
    select person, number, first, last,
        (select min(c.week) from calendar c
         where c.week > last and c.week <= (select closes from closing where closing.week = last)
           and not exists (select 1 from observed o where o.person = e.person and o.week = c.week)) as lost
    from ended e
), judged as (
    select l.*, lived.code as lost_code,
        l.lost is null or coalesce(lived.code in (997, 999), false) as completed
    from lost l left join lived on lived.person = l.person and lived.week = l.lost
)
select person, number, first, last, completed, lost is not null and completed as gone,
    case when completed then last else lost - 1 end as until,
    exists (select 1 from calendar c where c.week = first - 1 and c.present)
        and not exists
            (select 1 from lived b where b.person = j.person and b.week = first - 1 and b.code = 996)
        as known,
    number = 1 as ever
from judged j;
create or replace table spell_week as
    select s.person, s.number, o.week from spell s join on_ o
    on o.person = s.person and o.week between s.first and s.last;
"""


class Formulation:
    """One panel and question as tables; ``cube`` answers a shape."""

    def __init__(self, runs: Runs, window: Window, ask: Ask) -> None:
        self.ask = ask
        self.db = duckdb.connect()
        self.db.execute("set threads = 1")
        self.runs = runs
        self._tables(runs, window)
        self.db.execute(CALENDAR)
        self._closing()

    def _table(self, name: str, columns: dict[str, object]) -> None:
        given = pa.table(columns)
        self.db.register("given", given)
        self.db.execute(f"create or replace table {name} as select * from given")
        self.db.unregister("given")

    def _tables(self, runs: Runs, window: Window) -> None:
        self._table(
            "run",
            {name: getattr(runs, name) for name in ("person", "first", "last", "code", "municipality")},
        )
        self.db.execute(
            "create table lived as select person, unnest(range(first::bigint, last::bigint + 1)) as week, "
            "code::int as code, municipality::int as municipality from run"
        )
        born = [None if d == NO_BIRTHDAY else UNIX + timedelta(days=int(d)) for d in runs.birthday]
        number = np.arange(runs.persons)
        self._table("human", {"person": number, "born": pa.array(born, pa.date32()), "sex": runs.sex})
        weeks = np.arange(window.first - MARGIN, window.last + MARGIN + 1)
        days = [Week.from_index(int(week)).monday for week in weeks]
        stopped = self.ask.rule.suspended
        self._table(
            "calendar",
            {
                "week": weeks,
                "monday": days,
                "thursday": [day + timedelta(days=3) for day in days],
                "sunday": [day + timedelta(days=6) for day in days],
                "present": np.isin(weeks, window.weeks),
                "ticks": [not any(a.index <= week <= b.index for a, b in stopped) for week in weeks],
            },
        )
        self._table(
            "period",
            {
                "p": np.arange(len(self.ask.periods)),
                "first": [period.first_week.index for period in self.ask.periods],
                "last": [period.last_week.index for period in self.ask.periods],
                "last_day": [period.last_day for period in self.ask.periods],
            },
        )
        homes = sorted({*runs.municipality.tolist()})
        at = {area: number for number, area in enumerate(areas())}
        pairs = [(home, at[area]) for home in homes for area in areas_of(home)] or [(0, 0)]
        self._table("area", {"municipality": [p[0] for p in pairs], "area": [p[1] for p in pairs]})
        self.codes = sorted({0, *runs.code.tolist()})
        table = self.ask.codes
        self._table(
            "meaning",
            {
                "code": self.codes,
                "state": [state_of(code, table) for code in self.codes],
                "cause": [cause_of(code, table) for code in self.codes],
                "destination": [table.destination(code) for code in self.codes],
            },
        )
        work = runs.casework
        events = work.events if work else None
        self._table(
            "event",
            {
                "person": events.person if events else np.zeros(0, np.int32),
                "kind": [KINDS[kind] for kind in events.kind] if events else pa.array([], pa.string()),
                "day": self._days(events.day) if events else pa.array([], pa.date32()),
                "held": events.held if events else np.zeros(0, bool),
                "due": self._days(events.due) if events else pa.array([], pa.date32()),
            },
        )
        offers = work.offers if work else None
        self._table(
            "offer",
            {
                "person": offers.person if offers else np.zeros(0, np.int32),
                "first": self._days(offers.first) if offers else pa.array([], pa.date32()),
                "last": self._days(offers.last) if offers else pa.array([], pa.date32()),
                "company": offers.company if offers else np.zeros(0, bool),
                "hours": offers.hours if offers else np.zeros(0, np.int16),
            },
        )

    @staticmethod
    def _days(days: np.ndarray) -> pa.Array:
        dates = [None if day == NO_DAY else UNIX + timedelta(days=int(day)) for day in days]
        return pa.array(dates, pa.date32())

    def _closing(self) -> None:
        """The week that ends a spell last seen in a week: its gap then holds a whole calendar month."""
        gap = self.ask.rule.gap
        if gap == "calendar_month":
            whole = "select min(last) from month_ where month_.first > calendar.week"
        else:
            whole = f"select calendar.week + {int(gap.split(':')[1])} + 1"
        self.db.execute(f"create table closing as select week, ({whole}) as closes from calendar")

    def narrowed_to(self, member: Group) -> None:
        """The group asked for: its codes, its age limits, and the spells of the whole that it is part of."""
        table = self.ask.codes
        own = [code for code in self.codes if holds_code(member, code, table)]
        whole = [code for code in self.codes if holds_code(member.whole, code, table)]
        self._table("own", {"code": pa.array(own, pa.int64())})
        self._table("whole", {"code": pa.array(whole, pa.int64())})
        limits = (f"{member.age_from or 0}", f"{999 if member.age_to is None else member.age_to}")
        self.age = "true"
        if member.by_age:
            self.age = (
                "coalesce(date_part('year', age({day}, born)) between " + " and ".join(limits) + ", false)"
            )
        self.db.execute(SPELLS)

    def aged(self, day: str) -> str:
        return self.age.format(day=day)

    def cube(self, shape: m.PersonShape, member: Group) -> np.ndarray:
        """[area, period, *axes] of one group."""
        self.narrowed_to(member)
        found = np.zeros((len(areas()), len(self.ask.periods), *m.axes(shape)), dtype=np.int64)
        for area, p, amount, *cell in self.db.execute(self.total(shape)).fetchall():
            found[(area, p, *cell)] += int(amount)
        return found

    def total(self, shape: m.PersonShape) -> str:
        """The sums over persons by area, period and further axes."""
        if isinstance(shape, m.Cross):
            first, second = self.amounts(shape.first), self.amounts(shape.second)
            return f"""
                with one as (select person, area, p, sum(amount) as x from ({first}) group by all),
                     two as (select person, area, p, sum(amount) as y from ({second}) group by all)
                select area, p, sum(x * y) from one join two using (person, area, p) group by area, p"""
        if isinstance(shape, m.Histogram | m.Lifetable):
            return self.table(shape)
        return f"select area, p, sum(amount) from ({self.amounts(shape)}) group by area, p"

    def amounts(self, shape: m.Scalar) -> str:
        """What each person adds: person, area, p, amount."""
        match shape:
            case m.WeeksIn():
                return f"select person, area, p, 1 as amount from ({self.weeks()})"
            case m.PersonsIn():
                return f"select distinct person, area, p, 1 as amount from ({self.weeks()})"
            case m.Started():
                where = "s.known" + (" and s.ever" if shape.first_ever else "")
                where += self.beside(shape.preceded_by, f"s.first - {shape.within}", "s.first - 1")
                return self.events("first", "monday", where)
            case m.Ended():
                return self.ended(shape)
            case m.After():
                anchor, day = ("first", "monday") if shape.event == "started" else ("last", "sunday")
                where = "s.known" if shape.event == "started" else "s.completed"
                found = self.found(shape.found)
                return self.events(
                    anchor,
                    day,
                    f"{where} and exists (select 1 from lived f join meaning using (code)"
                    " where f.person = s.person"
                    f" and f.week = s.{anchor} + {shape.weeks} and {found})",
                )
            case m.Running():
                return self.running(shape)
            case m.PersonsAt() | m.LongTerm():
                return self.at(shape)
            case m.Events():
                return self.casework(shape)
            case m.ActiveWeeks():
                return self.active(shape)
        raise TypeError(f"{shape} has no formulation")

    def weeks(self) -> str:
        return f"""
            select l.person, l.week, area.area, p.p from lived l join own using (code)
            join human h using (person) join area using (municipality)
            join period p on l.week between p.first and p.last where {self.aged("p.last_day")}"""

    def events(self, anchor: str, day: str, where: str, amount: str = "1") -> str:
        """Spells in the period of their first or last week, placed by it."""
        return f"""
            select s.person, area.area, p.p, {amount} as amount, s.number
            from spell s join lived w on w.person = s.person and w.week = s.{anchor}
            join own on own.code = w.code
            join human h on h.person = s.person join area using (municipality)
            join calendar c on c.week = s.{anchor} join period p on s.{anchor} between p.first and p.last
            where {where} and {self.aged(f"c.{day}")}"""

    def beside(self, states: tuple[str, ...], first: str, last: str, every: int = 0) -> str:
        """Whether the person is in one of the states in some week from first to last, or in ``every`` one."""
        if not states:
            return ""
        names = ", ".join(f"'{state}'" for state in states)
        hits = f"""(select count(*) from week_state b
            where b.person = s.person and b.week between {first} and {last} and b.state in ({names}))"""
        return f" and {hits} >= {every or 1}"

    def length(self, week: str) -> str:
        """Weeks of spell s from its first to the last on the benefit at or before ``week``, by the clock."""
        if self.ask.rule.count_gaps:
            return f"""(select count(*) from calendar k where k.ticks and k.week between s.first and
                (select max(week) from spell_week w where w.person = s.person and w.number = s.number
                 and w.week <= {week}))"""
        return f"""(select count(*) from spell_week w join calendar k using (week) where k.ticks
            and w.person = s.person and w.number = s.number and w.week <= {week})"""

    def lasted(self, week: str) -> str:
        """Weeks of spell s up to ``week``, a tolerated gap at its end included where gaps count."""
        if self.ask.rule.count_gaps:
            return f"(select count(*) from calendar k where k.ticks and k.week between s.first and {week})"
        return self.length(week)

    def ended(self, shape: m.Ended) -> str:
        where = "s.completed"
        if shape.start != "any":
            where += " and s.known" if shape.start == "known" else " and not s.known"
        where += self.beside(shape.preceded_by, f"s.first - {shape.within}", "s.first - 1")
        weeks = shape.clear_weeks or shape.within
        where += self.beside(shape.followed_by, "s.last + 1", f"s.last + {weeks}", shape.clear_weeks)
        if shape.sum == "weeks":
            return self.events("last", "sunday", where, self.length("s.last"))
        found = self.events("last", "sunday", where)
        if shape.sum == "persons":
            return f"select distinct person, area, p, 1 as amount from ({found})"
        return found

    def found(self, found: m.Found) -> str:
        return {
            "in_data": "true",
            "observed": f"f.code not in {UNSEEN}",
            "benefit": "f.code in (select code from whole)",
            "destination": f"destination = '{found.name}'",
            "employed": "f.code = 100",
            "work_known": "f.code <> -1",
        }[found.kind]

    def running(self, shape: m.Running) -> str:
        where = "s.known" if shape.start == "known" else "not s.known"
        if shape.longer_than and shape.start == "known":
            where += f" and {self.length('p.last')} > {shape.longer_than}"
        return f"""
            select s.person, area.area, p.p, 1 as amount
            from spell s join period p on p.last between s.first and s.until
            join lived w on w.person = s.person and w.week = p.last join area using (municipality)
            join human h on h.person = s.person
            where {where} and {self.aged("p.last_day")} and
                (select arg_max(l.code, l.week) from lived l join spell_week w using (person, week)
                 where w.person = s.person and w.number = s.number and w.week <= p.last)
                in (select code from own)"""

    def at(self, shape: m.PersonsAt | m.LongTerm) -> str:
        where = self.aged("p.last_day")
        if isinstance(shape, m.LongTerm):
            where += f""" and 100 * (select count(*) from lived b join own using (code)
                where b.person = l.person and b.week between p.last - {shape.window} + 1 and p.last)
                >= {shape.share_pct * shape.window}"""
        return f"""
            select l.person, area.area, p.p, 1 as amount from lived l join own using (code)
            join human h using (person) join area using (municipality)
            join period p on p.last = l.week where {where}"""

    def casework(self, shape: m.Events) -> str:
        day = "day" if shape.by == "held" else "due"
        where = f"e.kind = '{shape.kind}'" + (" and e.held" if shape.by == "held" else "")
        if shape.on_time:
            where += " and e.held and e.day <= e.due"
        in_spell = """s.person = l.person and s.known and l.week between s.first and s.until"""
        monday = "(select monday from calendar k where k.week = s.first)"
        if shape.months:
            first, last = shape.months
            passed = f"date_sub('month', {monday}, e.day)"
            where += f""" and e.held and exists (select 1 from spell s where {in_spell}
                and e.day >= {monday} and {passed} between {first} and {last})"""
        elif shape.known_start:
            where += f" and exists (select 1 from spell s where {in_spell})"
        return f"""
            select e.person, area.area, p.p, 1 as amount from event e
            join calendar c on e.{day} between c.monday and c.sunday
            join lived l on l.person = e.person and l.week = c.week join own using (code)
            join human h on h.person = e.person join area using (municipality)
            join period p on l.week between p.first and p.last
            where {where} and {self.aged("p.last_day")}"""

    def active(self, shape: m.ActiveWeeks) -> str:
        company = "o.company" if shape.company else "true"
        return f"""
            select w.person, w.area, w.p, least(o.hours, {FULL_TIME}) as amount from ({self.weeks()}) w
            join calendar c using (week) join offer o on o.person = w.person
            join range(0, 5) d(day) on c.monday + d.day::int between o.first and o.last
            where {company}"""

    def table(self, shape: m.Histogram | m.Lifetable) -> str:
        if isinstance(shape, m.Histogram):
            length = f"least({self.length('s.last')}, {shape.weeks})"
            found = self.events("last", "sunday", "s.completed and s.known", length)
            return f"select area, p, count(*), amount from ({found}) group by area, p, amount"
        return Following(self, shape).table()


def counts(runs: Runs, window: Window, ask: Ask) -> Counts:
    """What every engine must give, in SQL. Bands are not formulated: ``ask.band`` must be everybody."""
    found = Counts.zero(ask)
    formulation = Formulation(runs, window, ask)
    for shape, cube in found.cubes.items():
        for row, id in enumerate(ask.groups):
            if isinstance(shape, m.Of):
                cube[row] = formulation.cube(shape.shape, shape.group)
            else:
                cube[row] = formulation.cube(shape, group(id))
    return found
