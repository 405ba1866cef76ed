"""Actual against expected in a report: the model's own municipality, of figures released with all others."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.expected import Answer, answers, needed_of, nobody, of_release, years
from pejling.app.released import those
from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts.asked import one_period
from pejling.comparison.actual import AREAS, COUNT
from pejling.comparison.conditions import STANDARD
from pejling.disclosure.told import of_rows
from pejling.report.parts.expected_level import Area, ExpectedLevel
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem

ENOUGH = 90  # municipalities with a background figure, to ask for a model at all


class Expected:
    """The level to expect in the newest whole year, or the plan's."""

    def rows(self, known: Known) -> Iterator[pa.Table]:
        yield needed_of(known.figures, _year(known), (), known.progress)

    def printed(self, known: Known) -> tuple[str, ...]:  # noqa: ARG002  of others nothing is printed
        return ()

    def made(self, shown: Shown) -> Made:
        known, release = shown.known, shown.release
        own = known.question.municipality
        question = of_release(known.figures, own, _year(known), release)
        found = answers(question, (), known.progress)
        model = next((one.model for one in found if one.model), None)
        dated = tuple(zip(model.conditions.figures, model.conditions.dated, strict=True)) if model else ()
        rows = question.rows
        counts = rows.filter(pc.and_(pc.equal(rows["indicator"], COUNT), pc.equal(rows["area"], own)))
        pairs = zip(counts["group"].to_pylist(), counts["period"].to_pylist(), strict=True)
        keys = tuple((COUNT, group, at) for group, at in dict.fromkeys(pairs))
        base = model.base.value if model else None
        level = ExpectedLevel(question.period, keys, tuple(_area(one, own) for one in found), base, dated)
        table = release.table
        groups = [group for area in AREAS.values() for group in area.groups]
        printed = pc.and_(
            pc.and_(pc.equal(table["indicator"], COUNT), pc.equal(table["area"], own)),
            pc.and_(
                pc.is_in(table["group"], pa.array(groups, pa.string())),
                pc.is_in(table["period"], pa.array(sorted({at for _, _, at in keys}), pa.string())),
            ),
        )
        return Made(level, of_rows(those(release, printed)))


def _area(answer: Answer, municipality: str) -> Area:
    model = answer.model
    if model is None:
        return Area(answer.area, answer.label, None, answer.official, answer.why_none)
    explained = (model.score.mean, float(model.score.explained.min()), float(model.score.explained.max()))
    return Area(
        answer.area,
        answer.label,
        model.of(municipality),
        answer.official,
        answer.why_none,
        explained,
        len(model.rows),
    )


def _year(known: Known) -> Period:
    """The newest year that the municipality has counts for; a Problem where no model can be asked for."""
    published = known.figures.published
    figure = published.filter(pc.equal(published["indicator"], STANDARD[0]))
    if len(pc.unique(figure["area"])) < ENOUGH:
        raise Problem(
            da=f"et forventet niveau kræver baggrundstal for kommunerne (uddannelse, alder, herkomst, "
            f"beskæftigelse, folketal), og arbejdsområdet har dem for færre end {ENOUGH}",
            en=f"an expected level needs background figures of the municipalities (education, age, origin, "
            f"employment, population), and the workspace has them of fewer than {ENOUGH}",
        )
    if (named := one_period(known)) is not None:
        return named
    own = pc.and_(
        pc.equal(published["indicator"], COUNT), pc.equal(published["area"], known.question.municipality)
    )
    there = set(pc.unique(published.filter(own)["period"]).to_pylist())
    for year in years(known.figures):
        months = {str(Period(Kind.MONTH, year.year, month)) for month in range(1, 13)}
        if str(year) in there or months <= there or not there:
            return year
    raise nobody()
