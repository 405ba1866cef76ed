"""Life tables in SQL: who enters when, and when and how each of them leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pejling.indicators import measures as m
from pejling.spells.causes import OUT

if TYPE_CHECKING:
    from sql_formulation import Formulation


class Following:
    """A life table: who enters when, and when and how each of them leaves."""

    def __init__(self, formulation: Formulation, shape: m.Lifetable) -> None:
        self.by, self.shape = formulation, shape

    def table(self) -> str:
        weeks = self.shape.weeks
        # time and column of every exit; late entries that never are at risk are left out
        return f"""
            with followed as ({self.followed()}),
            risk as (select area, p, entry, least(time, {weeks}) as time,
                    case when time > {weeks} then {m.CENSORED} else col end as col
                from followed where known and (entry = 0 or (time > entry and entry < {weeks})))
            select area, p, count(*), entry, {m.ENTERED} from risk group by all
            union all select area, p, count(*), time, col from risk group by all
            union all select area, p, count(*), 0, {m.UNKNOWN_START} from followed
                where not known group by all"""

    def followed(self) -> str:
        started = self.shape.follow == "started"
        by = self.by
        begins = "s.first" if started else "greatest(s.first, p.first)"
        entry = "0"
        if not started:
            before = "p.first - 1"
            passed = by.lasted(before)
            if self.shape.until:
                passed = f"greatest({self.ticks('s.first', before)} - 1, 0)"
            entry = f"case when s.first >= p.first then 0 else {passed} end"
        at_risk = "s.first between p.first and p.last"
        if not started:
            end = "followed_to" if self.shape.until else "s.last"
            at_risk = f"s.first <= p.last and {end} >= p.first"
        time, col = self.exit_until() if self.shape.until else self.exit_of_spell()
        ever = "s.ever" if self.shape.first_ever else "true"
        return f"""
            select area.area, p.p, s.known, {entry} as entry, {time} as time, {col} as col
            from ({self.spells()}) s join period p on {at_risk}
            join lived w on w.person = s.person and w.week = {begins} join area using (municipality)
            join human h on h.person = s.person join calendar c on c.week = {begins}
            where {ever} and {by.aged("c.monday")} and
                (select arg_max(l.code, l.week) from lived l join spell_week b using (person, week)
                 where b.person = s.person and b.number = s.number and b.week <= {begins})
                in (select code from own)"""

    @staticmethod
    def ticks(first: str, last: str) -> str:
        return f"(select count(*) from calendar k where k.ticks and k.week between {first} and {last})"

    def spells(self) -> str:
        """Spells with their cause; or with the week in which one of ``until`` is found, or sight is lost."""
        if not self.shape.until:
            return """select s.*, l.code as next from spell s
                left join lived l on l.person = s.person and l.week = s.last + 1"""
        names = ", ".join(f"'{state}'" for state in self.shape.until)
        # the first week that ends the following, and what it is; a followed week is one before it
        return f"""
            select s.*, found, lost, lost_code,
                case when found is not null and (lost is null or found < lost) then found
                    when lost_code in (997, 999) then lost else lost - 1 end as followed_to
            from (select s.*,
                (select min(l.week) from lived l join meaning using (code)
                 where l.person = s.person and l.week >= s.first and state in ({names})) as found,
                (select min(c.week) from calendar c where c.week > s.first and not exists
                    (select 1 from observed o where o.person = s.person and o.week = c.week)) as lost
                from spell s) s
            left join (select person as p_, week as w_, code as lost_code from lived)
                on p_ = s.person and w_ = lost"""

    def column(self, cause: str) -> str:
        """The column of a cause; one that is not listed counts in the last."""
        causes = self.shape.causes
        last = m.EXITS + len(causes) - 1
        listed = " ".join(f"when '{name}' then {m.EXITS + n}" for n, name in enumerate(causes))
        return f"case {cause} {listed} else {last} end"

    def exit_of_spell(self) -> tuple[str, str]:
        by = self.by
        cause = f"(case when s.gone then '{OUT}' else (select cause from meaning where code = s.next) end)"
        exit_col = self.column(cause)
        if self.shape.out == "censored":
            exit_col = f"case when s.gone then {m.CENSORED} else {exit_col} end"
        seen = f"greatest({by.length('s.last')} - 1, 0)"
        if self.shape.follow == "started":
            time = f"case when s.completed then {by.length('s.last')} else {seen} end"
            return time, f"case when s.completed then {exit_col} else {m.CENSORED} end"
        time = f"""case when s.last > p.last then {by.lasted("p.last")}
            when s.completed then {by.length("s.last")} else {seen} end"""
        return time, f"case when s.last <= p.last and s.completed then {exit_col} else {m.CENSORED} end"

    def exit_until(self) -> tuple[str, str]:
        within = "true" if self.shape.follow == "started" else "{} <= p.last"
        found = f"s.found is not null and (s.lost is null or s.found < s.lost) and {within.format('s.found')}"
        gone = f"s.lost is not null and s.lost_code in (997, 999) and {within.format('s.lost')}"
        last = m.EXITS + len(self.shape.causes) - 1
        gone_col = m.CENSORED if self.shape.out == "censored" else last
        end = "s.lost - 1" if self.shape.follow == "started" else "least(s.lost - 1, p.last)"
        time = f"""case when {found} then {self.ticks("s.first", "s.found - 1")}
            when {gone} then {self.ticks("s.first", "s.lost - 1")}
            else greatest({self.ticks("s.first", end)} - 1, 0) end"""
        return time, f"case when {found} then {m.EXITS} when {gone} then {gone_col} else {m.CENSORED} end"
