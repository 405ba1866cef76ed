"""What printed figures can stand for, and which relations can hold between them: by hand."""

from fractions import Fraction

import pytest

from pejling.comparison.relation import Change, Figure, Mean, Rate, Sum, Verdict, judge
from pejling.stats.feasible import Interval, ratio, share, total


def of(text: str, whole: bool = False) -> Figure:
    digits = text.partition(".")[2]
    return Figure((), text, Fraction(text) if text else None, len(digits), whole)


def named(whole=False, **texts: str) -> dict[str, Figure]:
    return {name: of(text, whole) for name, text in texts.items()}


def interval(low, high):
    return Interval(Fraction(low), None if high is None else Fraction(high))


def test_intervals():
    assert interval(1, 2) + interval("0.5", 3) == interval("1.5", 5)
    assert interval(1, 2) - interval("0.5", 3) == interval(-2, "1.5")
    assert interval(1, None) - interval(1, 2) == interval(-1, None)
    assert total([]) == interval(0, 0)
    assert ratio(interval(1, 2), interval(4, 8)) == interval("0.125", "0.5")
    assert ratio(interval(1, 2), interval(0, 8)) == interval("0.125", None)
    assert ratio(interval(1, 2), interval(-1, 0)) is None
    # 9..11 of (9..11) + (29..31): least 9/40, most 11/40
    assert share(interval(9, 11), interval(29, 31)) == interval("0.225", "0.275")
    assert share(interval(0, 0), interval(0, 0)) is None
    assert share(interval(-3, -1), interval(1, 2)) == interval(0, 0)  # numbers below 0 count as none
    assert not interval(0, 1).meets(interval("1.01", None))
    assert interval(0, 1).meets(interval(1, 2))
    with pytest.raises(ValueError, match="upper end"):
        interval(0, 1) - interval(0, None)


@pytest.mark.parametrize(
    ("rule", "result", "figures", "verdict"),
    [
        # 3 x 33.3 lies within 99.75..100.05, and 100 stands for 99.5..100.5
        (Sum(("a", "b", "c")), of("100"), named(a="33.3", b="33.3", c="33.3"), Verdict.FEASIBLE),
        # 1 and 2 make 2 to 4 rounded, exactly 3 counted
        (Sum(("a", "b")), of("4"), named(a="1", b="2"), Verdict.FEASIBLE),
        (Sum(("a", "b")), of("4", True), named(True, a="1", b="2"), Verdict.INFEASIBLE),
        (Sum(("a", "b"), complete=False), of("4", True), named(True, a="1", b="2"), Verdict.FEASIBLE),
        (Sum(("a", "b"), complete=False), of("2", True), named(True, a="1", b="2"), Verdict.INFEASIBLE),
        (Sum(("a", "b")), of("4", True), named(True, a="1", b=""), Verdict.UNDECIDED),
        # the 2020 report: (11 + 20) / (11 + 20 + 115) = 21.2, printed 20; with the 8 dismissed it is 20.1
        (
            Rate(("r", "c"), ("r", "c", "u")),
            of("20"),
            named(True, r="11", c="20", u="115"),
            Verdict.INFEASIBLE,
        ),
        (
            Rate(("r", "c"), ("r", "c", "u", "d")),
            of("20"),
            named(True, r="11", c="20", u="115", d="8"),
            Verdict.FEASIBLE,
        ),
        # were the counts rounded by half each, 30 / (30 + 115.5) = 20.6 would be the least: printed 21
        (Rate(("r", "c"), ("r", "c", "u")), of("20"), named(r="11", c="20", u="115"), Verdict.INFEASIBLE),
        (Rate(("a",), ("b",)), of("50"), named(True, a="0", b="0"), Verdict.UNDECIDED),
        # 644 from 613: 5.06 per cent; from 646: -0.3
        (Change("now", "then"), of("5"), named(now="644", then="613"), Verdict.FEASIBLE),
        (Change("now", "then"), of("0"), named(now="644", then="646"), Verdict.FEASIBLE),
        (Change("now", "then"), of("4"), named(now="644", then="613"), Verdict.INFEASIBLE),
        (Change("now", "then", per_cent=False), of("1.3"), named(now="51.2", then="49.9"), Verdict.FEASIBLE),
        (
            Change("now", "then", per_cent=False),
            of("1.5"),
            named(now="51.2", then="49.9"),
            Verdict.INFEASIBLE,
        ),
        (Mean(("a", "b")), of("2.5"), named(True, a="2", b="3"), Verdict.FEASIBLE),
        (Mean(("a", "b")), of("2.7"), named(True, a="2", b="3"), Verdict.INFEASIBLE),
        # weights that nobody tells can make anything between the parts, nothing beyond
        (Mean(("a", "b"), weighted=True), of("2.7"), named(True, a="2", b="3"), Verdict.FEASIBLE),
        (Mean(("a", "b"), weighted=True), of("3.2"), named(True, a="2", b="3"), Verdict.INFEASIBLE),
    ],
)
def test_verdicts(rule, result, figures, verdict):
    assert judge(rule, result, figures).verdict is verdict


def test_the_smallest_correction_moves_one_figure_by_fewest_units():
    rate = judge(Rate(("r", "c"), ("r", "c", "u")), of("20"), named(True, r="11", c="20", u="115"))
    assert rate.correction == (of("20"), of("20").moved(1))  # 21; a count would have to move by two or more
    # 12 is not 10 of 80 in per cent (12.5): 13 is printed for 12.5, as 12 is; both are feasible
    assert judge(Rate(("a",), ("b",)), of("12"), named(True, a="10", b="80")).verdict is Verdict.FEASIBLE
    # 7 of 9 printed as 12: the total mends it by three, so does a part
    found = judge(Sum(("a", "b")), of("12", True), named(True, a="7", b="2"))
    assert found.correction == (of("12", True), of("12", True).moved(-3))
    far = judge(Sum(("a", "b")), of("1000", True), named(True, a="7", b="2"))
    assert far.correction is None
