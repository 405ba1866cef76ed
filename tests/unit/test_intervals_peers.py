"""Equal to R where R is at hand: Wilson, exact Poisson, Student's t, Benjamini-Hochberg."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from pejling.stats.between import student
from pejling.stats.interval import poisson, wilson
from pejling.stats.multiple import benjamini_hochberg

SHARES = [(1, 20), (31, 146), (150, 500), (499, 500)]
COUNTS = [0, 1, 12, 1088]
P_VALUES = [0.041, 0.003, 0.2, 0.041, 0.9, 0.011, 1.0]
SCRIPT = """
shares <- list({shares}); counts <- c({counts}); p <- c({p})
rows <- function(found) paste0("[", paste(sapply(found, function(r)
    paste0("[", paste(sprintf("%.15g", r), collapse=","), "]")), collapse=","), "]")
cat('{{"wilson":', rows(lapply(shares, function(s) prop.test(s[1], s[2], correct=FALSE)$conf.int)),
    ',"poisson":', rows(lapply(counts, function(k) poisson.test(k)$conf.int)),
    ',"bh":', rows(list(p.adjust(p, "BH"))), ',"t":', rows(list(qt(.975, c(2, 9)))), '}}')
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_as_r_has_them():
    script = SCRIPT.format(
        shares=",".join(f"c({x},{n})" for x, n in SHARES),
        counts=",".join(map(str, COUNTS)),
        p=",".join(map(str, P_VALUES)),
    )
    answer = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    theirs = json.loads(answer.stdout)
    assert [wilson(*one) for one in SHARES] == [pytest.approx(one, abs=1e-9) for one in theirs["wilson"]]
    assert [poisson(one) for one in COUNTS] == [pytest.approx(one, rel=1e-6) for one in theirs["poisson"]]
    assert list(benjamini_hochberg(P_VALUES)) == pytest.approx(theirs["bh"][0])
    assert [student(3), student(10)] == pytest.approx(theirs["t"][0])
