"""What it is worth to be at the clusters' levels, in a report: from the shares that its tables print."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pyarrow as pa

from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts.asked import Asked, asked, rows, taken_in
from pejling.app.savings import LONGER, SHARE, Steps, needed_of, of_release, spread_by, steps_of, weeks_in
from pejling.comparison.prices import Prices
from pejling.comparison.savings import Assumed
from pejling.disclosure.told import Printed, of_rows
from pejling.report.parts.savings_basis import Savings
from pejling.terms.benefit import TOTAL, groups
from pejling.terms.problem import Problem

ASSUMED = (
    Assumed(),
    Assumed(closed=Fraction(50)),
    Assumed(price=Fraction(10)),
    Assumed(price=Fraction(-10)),
)  # what is worked out first, and what it hangs on


class SavingsPotential:
    """The potentials of the plan's groups (none: all) in the newest period, or the plan's."""

    def rows(self, known: Known) -> Iterator[pa.Table]:
        question, steps = _question(known), _steps(known)
        yield from rows(known, question)
        longer = taken_in(known, list(LONGER.values()), known.question.areas)
        yield needed_of(longer, question.periods)
        yield from weeks_in(known.figures, known.question.municipality, steps, known.progress)

    def printed(self, known: Known) -> tuple[str, ...]:  # noqa: ARG002  the clusters are printed anyway
        return ()

    def made(self, shown: Shown) -> Made:
        known, release = shown.known, shown.release
        question, steps = _question(known), _steps(known)
        prices = Prices(known.figures.published)
        answer, compared = of_release(
            release,
            shown.evidence,
            known.question,
            question.groups,
            (question.last,),
            prices,
            steps,
            assumed=ASSUMED,
        )
        wanted = known.plan.clusters
        found = tuple(one for one in answer.potentials if not wanted or one.cluster in wanted)
        sums = tuple(one for one in answer.sums if not wanted or one.cluster in wanted)
        if not any(one.amount for one in found) and any(one.missing for one in found):
            raise Problem(
                da="der ikke er noget beløb at vise; der mangler " + _missing(found, "da"),
                en="there is no amount to show; missing is " + _missing(found, "en"),
            )
        printed = Printed(release, known.question.municipality, known.question.defined, rounded=False)
        kept = [one for one in compared if not wanted or one.cluster in wanted]
        told = [printed.cells(kept)]
        told += [of_rows(one) for one in spread_by(release, known.question.municipality, steps)]
        return Made(Savings(question.last, SHARE, found, sums), pa.concat_tables(told))


def _missing(found: object, lang: str) -> str:
    names = dict.fromkeys(text for one in found for text in one.missing)  # type: ignore[attr-defined]
    return ", ".join(text(lang) for text in names) or ("andele" if lang == "da" else "shares")


def _question(known: Known) -> Asked:
    """The shares of the newest period; a Problem where no price is known."""
    if not _priced(known):
        raise Problem(
            da="arbejdsområdet ikke har priser (satser og refusion)",
            en="the workspace has no prices (rates and refunds)",
        )
    return asked(known, (SHARE,))


def _priced(known: Known) -> tuple[str, ...]:
    """The benefits asked for that have a rate in some period."""
    wanted, prices = known.plan.groups, Prices(known.figures.published)
    ids = [id for id in groups() if id != TOTAL and (not wanted or id in wanted)]
    period = asked(known, (SHARE,)).last
    return tuple(id for id in ids if prices.rate_of(id, period))


def _steps(known: Known) -> Steps:
    period = str(asked(known, (SHARE,)).last)
    return steps_of(((group, period) for group in _priced(known)), Prices(known.figures.published))
