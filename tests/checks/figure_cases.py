"""Planted faults and clean cases of the checks that look at figures and vintages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planted import TODAY, Case, Cases, block, delivery, figures, level, months, vintage

from pejling.checks.examined import Examined
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text

FTP = "full_time_persons"
SHARE = "share_of_labour_force_pct"
STATUS = "status_3_months_after_pct"
NINE = (
    "beskaeftigelse",
    "dagpenge",
    "kontanthjaelp",
    "revalidering",
    "sygedagpenge",
    "fleksjob",
    "ledighedsydelse",
    "foertidspension",
    "andet",
)
CODES = [str(code) for code in municipalities()]


def _status(*values: float | None) -> Examined:
    """Nine destinations of one set of spells, with one decimal."""
    shares = zip(NINE, values, strict=True)
    return figures(
        level(f"{STATUS}:{to}", "sygedagpenge", "580", "2011Q1", value, decimals=1) for to, value in shares
    )


def _groups(under_30: float, older: float, total: float) -> Examined:
    rows = {"kontanthjaelp_under_30": under_30, "kontanthjaelp_30_plus": older, "kontanthjaelp": total}
    return figures(level(FTP, group, "580", "2019M12", value) for group, value in rows.items())


def _sexes(men: float, women: float | None, total: float) -> Examined:
    rows = {"sex:m": men, "sex:k": women, "": total}
    return figures(level(FTP, "dagpenge", "580", "2019M12", v, breakdown=b) for b, v in rows.items())


def _region(bornholm: float, total: float, lacking: str = "") -> Examined:
    """Region 84 (the capital region) with 10 persons in each of its municipalities but one."""
    own = [str(code) for code, one in municipalities().items() if one.region == 84]
    rows = [level(FTP, "dagpenge", code, "2019M12", 10) for code in own if code not in ("400", lacking)]
    rows.append(level(FTP, "dagpenge", "400", "2019M12", bornholm))
    return figures([*rows, level(FTP, "dagpenge", "region:84", "2019M12", total)])


def _national(*lacking: str) -> Examined:
    return figures(level(FTP, "dagpenge", code, "2019M12", 50) for code in CODES if code not in lacking)


def _series(values: list[float | None], group: str = "dagpenge", **more: object) -> Examined:
    rows = zip(months(len(values)), values, strict=True)
    own = {name: more.pop(name) for name in ("decimals", "marks") if name in more}
    return figures((level(FTP, group, "580", month, value, **own) for month, value in rows), **more)


def _without(month: int) -> Examined:
    named = months(12)
    return figures(level(FTP, "dagpenge", "580", m, 100) for m in named if m != named[month])


def _newest(month: str, marks: str = "provisional") -> Examined:
    at = int(month[:4]) * 12 + int(month[5:]) - 1
    return figures(level(FTP, "dagpenge", "580", one, 100, marks=marks) for one in months(3, start=at - 2))


def _season(jump: float = 0) -> list[float]:
    """Two and a half years around 1,000 that rise by 5 a month, and by 100 each January; then a jump."""
    values = [1000.0 + 5 * at + (100 if at % 12 == 0 else 0) for at in range(30)]
    values[-1] += jump
    return values


def _background(year: int) -> Examined:
    own = figures([level("labour_force_16_66", "", "580", f"{year}M11", 30_000)])
    return replace(own, read_delivery=lambda: delivery(block([[(0, 1, 0)]])))


def _sub_groups(*of_second: str) -> Examined:
    three = ("kontanthjaelp", "kontanthjaelp_under_30", "kontanthjaelp_30_plus")
    rows = [level(SHARE, group, "580", "2019M11", 2) for group in three]
    return figures([*rows, *(level(SHARE, group, "580", "2019M12", 2) for group in of_second)])


def _told_twice(first: float, second: float, source: str, marks: str = "") -> Examined:
    """One figure of two vintages."""
    own = level(FTP, "dagpenge", "580", "2019M11", first, marks=marks)
    again = level(FTP, "dagpenge", "580", "2019M11", second, source=source, vintage="v2")
    return figures([own, again])


def _ends(at: int) -> Examined:
    """Twelve months of one area, and fewer of another."""
    rows = [level(FTP, "dagpenge", "580", month, 100) for month in months(12)]
    return figures([*rows, *(level(FTP, "dagpenge", "510", month, 50) for month in months(at))])


def _decimals(first: int, last: int) -> Examined:
    named = months(24)
    places = [first] * 12 + [last] * 12
    return figures(
        level(SHARE, "dagpenge", "580", m, 2.5, decimals=d) for m, d in zip(named, places, strict=True)
    )


def _fetched(update_next: str, later: str = "") -> Examined:
    first = vintage(details={"table": "y01a02", "update_next": update_next}, taken_in=date(2020, 1, 2))
    second = vintage("v2", details={"table": "y01a02", "update_next": later})
    return Examined(today=TODAY, vintages=(first, second) if later else (first,))


def _vintages(**second: object) -> Examined:
    own = vintage(inputs=(("a.csv", "1234"),))
    return Examined(today=TODAY, vintages=(own, vintage("v2", **second)))


CASES: Cases = {
    "shares_add_to_100": Case(
        # 40 + 12.5 x 8 = 140
        _status(40, *[12.5] * 8),
        # nine shares rounded to a tenth may be off by 0.45 together: 99.6 is within it
        _status(39.6, *[7.5] * 8),
        ("Aabenraa", "the shares add to 140.0"),
    ),
    "impossible_values": Case(
        figures([level(FTP, "dagpenge", "580", "2019M12", -3)]),
        # a quarter has 13 weeks; printed 13.0 may be 13.04, and a marked share may be over 100
        figures(
            [
                level("mean_weeks_in_period", "dagpenge", "580", "2011Q3", 13.0, decimals=1),
                level("activated_share_pct", "dagpenge", "580", "2011Q3", 101, marks="over_100"),
            ]
        ),
        ("Aabenraa", "2019M12", "−3 is negative"),
    ),
    "value_is_its_ratio": Case(
        # 100 x 30 / 1,200 = 2.5
        figures(
            [level(SHARE, "dagpenge", "580", "2019M12", 3.1, decimals=1, numerator=30, denominator=1200)]
        ),
        figures(
            [level(SHARE, "dagpenge", "580", "2019M12", 2.5, decimals=1, numerator=30, denominator=1200)]
        ),
        ("it says 3.10", "give 2.50"),
    ),
    "groups_against_total": Case(
        _groups(60, 60, 100),  # 120 of 100
        _groups(52, 50, 100),  # rounded one by one: 102 and 100 are apart by 2, each of three may be off by 1
        ("Social assistance", "2 parts add to 120, the total is 100"),
    ),
    "bands_against_total": Case(
        _sexes(70, 20, 120),  # 30 of 120 are missing, more than a tenth
        _sexes(70, None, 74),  # the hidden part may be 1 to 4
        ("2 parts add to 90, the total is 120",),
    ),
    "areas_against_total": Case(
        _region(10, 150),  # 29 municipalities with 10 each are 290
        _region(10, 305),  # 290 rounded one by one, and some of unknown residence: within a tenth
        ("29 parts add to 290, the total is 150",),
    ),
    "all_municipalities": Case(
        _national("580", "510"), _national(), ("2 missing: ", "Haderslev", "Aabenraa")
    ),
    "municipality_missing_in_month": Case(_without(5), _without(11), ("no figure in 2018M06",)),
    "newest_month": Case(
        _newest("2019M06"), _newest("2019M12"), ("jobindsats.dk", "of 2019-06-30, 9 months before today")
    ),
    "newest_month_unmarked": Case(
        _newest("2020M02", marks=""), _newest("2020M02"), ("2020M02", "1 figures are not marked")
    ),
    "jumps": Case(
        _series(_season(600)),
        _series(_season()),  # the Januaries jump by 105 each: a season
        ("2020M06", "a change of 605"),
    ),
    "under_reported": Case(
        _series([5.0, 6.0], marks="under_reported"),
        _series([5.0, 6.0]),
        ("2018M01 .. 2018M02", "2 figures are too low"),
        found=2,
    ),
    "background_too_old": Case(_background(2006), _background(2009), ("2006-11-30", "2011-02-27")),
    "sub_group_alone": Case(
        _sub_groups("kontanthjaelp_under_30"),
        _sub_groups("kontanthjaelp_under_30", "kontanthjaelp_30_plus"),
        ("under 30", "2019M12", "elsewhere 3 have"),
    ),
    "sources_disagree": Case(
        _told_twice(100, 120, "Danmarks Statistik AUK01"),
        _told_twice(100, 101, "Danmarks Statistik AUK01"),  # each rounded: they may both be 100.5
        ("jobindsats.dk y01a02: 100", "AUK01: 120 (used)"),
    ),
    "revised_figures": Case(
        _told_twice(100, 120, "jobindsats.dk y01a02"),
        _told_twice(100, 101, "jobindsats.dk y01a02"),
        ("was 100, is now 120",),
    ),
    "series_ends_early": Case(_ends(6), _ends(9), ("Haderslev", "ends in 2018M06; others run to 2018M12")),
    "decimals_changed": Case(_decimals(1, 0), _decimals(1, 1), ("1 decimals at first, 0 in the end",)),
    "zero_for_missing": Case(
        _series([80, 0, 90]),
        _series([8, 0, 9]),
        ("2018M02", "0, where the figures beside it are at least 80"),
    ),
    "stale_tables": Case(
        _fetched("2020-03-01"),  # fourteen days ago, seven are tolerated
        _fetched("2020-03-01", later="2020-04-01"),  # fetched again since
        ("y01a02", "fetched 2020-01-02; a new edition was due on 2020-03-01"),
    ),
    "damaged_vintage": Case(
        _vintages(damage=lambda: Text(da="beskadiget", en="content is not what was written")),
        _vintages(),
        ("v2", "content is not what was written"),
    ),
    "vintage_missing": Case(
        replace(_vintages(), read_missed=lambda: [("v0", Text(da="væk", en="has vanished"))]),
        _vintages(),
        ("v0", "has vanished"),
    ),
    "same_file_twice": Case(
        _vintages(inputs=(("b.csv", "1234"),)),
        _vintages(inputs=(("b.csv", "5678"),)),
        ("v2", "b.csv is in v1"),
    ),
    "figures_left_out": Case(
        _vintages(details={"not_mapped": {"ydelse.antal": 60}}),
        _vintages(),
        ("1 not taken in: ydelse.antal",),
    ),
}
