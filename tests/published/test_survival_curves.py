"""The remission times of Freireich et al. (1963), as textbooks print their curves.

Source: Freireich et al. (1963), Blood 21:699-716, 6-MP arm in weeks. Estimates and standard errors: Klein &
Moeschberger (2003), Survival Analysis, 2nd ed., 4.2 and 4.5.
"""

from __future__ import annotations

import pytest

from pejling.stats.risk import records
from pejling.stats.survival import kaplan_meier, quantile, restricted_mean

WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
# week: at risk, relapses, survival, standard error
PRINTED = {
    6: (21, 3, 0.857, 0.0764),
    7: (17, 1, 0.807, 0.0869),
    10: (15, 1, 0.753, 0.0963),
    13: (12, 1, 0.690, 0.1068),
    16: (11, 1, 0.627, 0.1141),
    22: (7, 1, 0.538, 0.1282),
    23: (6, 1, 0.448, 0.1346),
}


@pytest.mark.parametrize("week", PRINTED)
def test_the_treated_arm_as_printed(week):
    curve = kaplan_meier(records(WEEKS, RELAPSE).table())
    at_risk, relapses, survival, error = PRINTED[week]
    assert (curve.table.at_risk[week], curve.table.left[week]) == (at_risk, relapses)
    assert round(curve.survival[week], 3) == survival
    assert round(curve.variance[week] ** 0.5, 4) == error


def test_the_mean_restricted_to_the_last_week_as_printed():
    mean = restricted_mean(kaplan_meier(records(WEEKS, RELAPSE).table()), 35)
    assert mean is not None
    assert (round(mean.value, 3), round(mean.variance**0.5, 3)) == (23.287, 2.827)


def test_medians_as_printed():
    assert quantile(kaplan_meier(records(WEEKS, RELAPSE).table())) == 23
    assert quantile(kaplan_meier(records(PLACEBO, [1] * 21).table())) == 8
