"""Standard errors by person: one person has several weeks and spells, so persons are the draws.

The register holds everybody, yet what happened to them is one draw of what could have happened: each person
is drawn anew, with all his weeks, spells and events, independently of the others. A ratio R = x / y of sums
over persons then has, to the first order, the standard error

    scale x sqrt(sum of (x_i - R y_i)^2) / y,  where sum (x_i - R y_i)^2 = Sxx - 2 R Sxy + R^2 Syy,

and a sum over persons divided by a figure that is no such sum (weeks of the period, the labour force, 1)
has scale x sqrt(Sxx) / denominator. Source: linearisation of ratios, Woodruff (1971), Journal of the
American Statistical Association 66:411-414; Särndal, Swensson & Wretman (1992), Model Assisted Survey
Sampling, 5.5-5.7.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.indicators.needs import Term, crossed
from pejling.indicators.slice import Slice

# of the value, in its unit; then Sxx, Sxy, Syy in the units of numerator and denominator, which add up over
# areas without common persons
ERRORS = pa.schema(
    [
        pa.field("standard_error", pa.float64()),
        pa.field("squares_above", pa.int64()),
        pa.field("products", pa.int64()),
        pa.field("squares_below", pa.int64()),
    ]
)
Sums = NDArray[np.int64]


def standard_errors(
    id: str, scale: int, numerator: Sums, denominator: Sums, observed: NDArray[np.bool_], part: Slice
) -> pa.Table:
    """The columns ERRORS of the indicator ``id``, a row a cell of ``part`` in its order.

    ``numerator`` and ``denominator`` [groups, areas, periods] are those of the observations, and ``observed``
    says where there are any; elsewhere all is null. Null for medians, which have none by these sums, and
    where the two sides are of different people.
    """
    sums = crossed(id)
    if sums is None:
        return pa.table({field.name: pa.nulls(observed.size, field.type) for field in ERRORS}, schema=ERRORS)
    above = _factor(sums.above, part)
    squares = above * above * part.counted(sums.squares_above)
    products = squares_below = None
    spread = squares.astype(np.float64)
    if sums.below is not None and sums.products is not None and sums.squares_below is not None:
        below = _factor(sums.below, part)
        products = above * below * part.counted(sums.products)
        squares_below = below * below * part.counted(sums.squares_below)
        ratio = np.divide(numerator, denominator, out=np.zeros(part.shape), where=denominator != 0)
        spread = spread - 2 * ratio * products + ratio * ratio * squares_below
    # rounding may leave a spread of nothing just under 0
    error = np.divide(
        scale * np.sqrt(np.maximum(spread, 0.0)), denominator, out=np.zeros(part.shape), where=observed
    )
    missing = ~observed.ravel()
    columns = [
        pa.array(error.ravel(), mask=missing),
        *(
            pa.nulls(missing.size, pa.int64()) if sum is None else pa.array(sum.ravel(), mask=missing)
            for sum in (squares, products, squares_below)
        ),
    ]
    return pa.table(columns, schema=ERRORS)


def _factor(term: Term, part: Slice) -> Sums:
    weeks = part.weeks if term.by_weeks else np.ones((1, 1, 1), dtype=np.int64)
    return weeks * np.int64(term.factor)
