"""Every case that sentences must be able to say, each with the comparison that makes it.

Printed with its sentences in docs/reference/sentences.md, and under test word for word.
"""

from __future__ import annotations

from pejling.indicators.catalogue import (
    areas_of_responsibility,
    awards_share_of_labour_force_pct,
    benefit_rate_dkk,
    mean_weeks_in_period,
    median_completed_duration_weeks,
    persons,
    sanctions_per_100,
    share_of_labour_force_pct,
    spells_over_26_weeks_pct,
    status_months_after_pct,
)
from pejling.report.sentences.case import NONE, Case, case, row
from pejling.report.sentences.cases_in_doubt import IN_DOUBT

SHARE, WEEKS, OVER_26 = share_of_labour_force_pct, mean_weeks_in_period, spells_over_26_weeks_pct
REST, PENSION = (status_months_after_pct.id_of(3, one) for one in ("andet", "foertidspension"))
UNDER_30 = "kontanthjaelp_under_30"

CLEAR: tuple[Case, ...] = (
    case(
        "better_and_improving",
        "Bedre end klyngen, og i den rigtige retning",
        "Better than the cluster, and improving",
        row("a", "2.6", "3.1", "-4.9", "-1.5", of=SHARE),
    ),
    case(
        "better_but_slipping",
        "Bedre end klyngen, men i den forkerte retning",
        "Better than the cluster, but slipping",
        row("a", "54.3", "59.8", "11.2", "2.5", of=OVER_26, period="2011M09", base="2010M09"),
    ),
    case(
        "worse_but_improving",
        "Dårligere end klyngen, men i den rigtige retning og mere end den",
        "Worse than the cluster, but improving, and more than it",
        row("a", "3.4", "2.7", "-6.1", "-5.5", of=SHARE),
    ),
    case(
        "worse_and_slipping",
        "Dårligere end begge klynger, og i den forkerte retning",
        "Worse than both clusters, and slipping",
        row("a", "1.4", "0.4", "32.3", "7.1", of=SHARE, group="ledighedsydelse"),
        row("b", "1.4", "0.8", "32.3", "14.1", of=SHARE, group="ledighedsydelse"),
    ),
    case(
        "improving_less",
        "I den rigtige retning, men mindre end klyngen",
        "Improving, but less than the cluster",
        row("a", "3.1", "1.4", "-2.0", "-2.6", of=SHARE, group="fleksjob"),
    ),
    case(
        "one_better_one_worse",
        "Bedre end den ene klynge og dårligere end den anden",
        "Better than one cluster and worse than the other",
        row("a", "1.7", "1.6", "-4.9", "-5.5", of=SHARE, group=UNDER_30),
        row("b", "1.7", "1.8", "-4.9", "-4.6", of=SHARE, group=UNDER_30),
    ),
    case(
        "same",
        "Alt er ens",
        "All figures are the same",
        row("a", "3.4", "3.4", "1.0", "1.0", of=SHARE),
        row("b", "3.4", "3.4", "1.0", "1.0", of=SHARE),
    ),
    case(
        "clusters_alike",
        "Klyngernes tal er ens og siges én gang",
        "The clusters' figures are the same and are said once",
        row("a", "9.8", "9.9", "-1.2", "0.8", of=WEEKS, group=UNDER_30),
        row("b", "9.8", "9.9", "-1.2", "0.8", of=WEEKS, group=UNDER_30),
    ),
    case(
        "rounding_to_equal",
        "Tallene er kun ens, når de afrundes til samme antal decimaler",
        "The figures are the same only when rounded to the same number of decimals",
        row("a", "3.4", "3.38", "1.3", "1.27", of=SHARE),
    ),
    case(
        "no_cluster", "Ingen klynge at sammenligne med", "No cluster", row("", "3.4", NONE, "-4.9", of=SHARE)
    ),
    case(
        "three_clusters",
        "Tre klynger, dårligere end dem alle",
        "Three clusters, worse than all of them",
        row("a", "3.4", "2.7", of=SHARE),
        row("b", "3.4", "3.3", of=SHARE),
        row("c", "3.4", "3.0", of=SHARE),
    ),
    case(
        "three_ways",
        "Tre klynger, tre domme",
        "Three clusters, three verdicts",
        row("a", "3.4", "2.7", of=SHARE),
        row("b", "3.4", "3.4", of=SHARE),
        row("c", "3.4", "4.0", of=SHARE),
    ),
    case(
        "region_and_country",
        "Regionen og landet som klynger, begge uden ændring",
        "The region and the country as clusters, both without a change",
        row("region:83", "3.4", "2.7", "-1.0", "0.0", of=SHARE),
        row("dk", "3.4", "3.3", "-1.0", "0.0", of=SHARE),
    ),
    case(
        "almost_unchanged",
        "Ændringen er 0, som den er trykt",
        "The change is 0 as printed",
        row("a", "9.8", "9.9", "0.0", "0.8", of=WEEKS, group=UNDER_30),
        row("b", "9.8", "9.9", "0.0", "0.7", of=WEEKS, group=UNDER_30),
    ),
    case(
        "unchanged_count",
        "Et antal uden ændring: her kan der siges uændret",
        "A count without a change: here it can be called unchanged",
        row(
            "a",
            "4",
            "5",
            "0",
            "1",
            of=areas_of_responsibility.id_of("1"),
            group="",
            period="2019M12",
            base="2018M12",
        ),
    ),
    case(
        "points",
        "Procentpoint, hver sin vej",
        "Percentage points, in opposite directions",
        row("a", "38.3", "32.2", "-5.0", "-2.8", of=OVER_26, period="2011M09", base="2010M09"),
        row("b", "38.3", "38.4", "-5.0", "1.7", of=OVER_26, period="2011M09", base="2010M09"),
    ),
    case(
        "one_point",
        "Ét procentpoint",
        "One percentage point",
        row("a", "38", "39", "-1", "1", of=OVER_26, period="2011M09", base="2010M09"),
    ),
    case("one_week", "Ental af uger", "The singular of weeks", row("a", "1", "2", "-50", "0", of=WEEKS)),
    case(
        "counts",
        "Antal med tusinder",
        "Counts in thousands",
        row("a", "1229", "2000", "12", "9", of=persons, group="dagpenge", period="2019M12", base="2018M12"),
    ),
    case(
        "not_judged",
        "Hverken højt eller lavt er bedre: intet vurderes",
        "Neither high nor low is better: nothing is judged",
        row("a", "12.5", "13.0", "0.5", "-0.5", of=sanctions_per_100, period="2019", base="2018"),
    ),
    case(
        "fell_to_nothing",
        "Niveauet er faldet til 0, som det er trykt: ændringen siges ikke i procent",
        "The level has fallen to 0 as printed: the change is not told in per cent",
        row("a", "0.0", "0.2", "-100.0", "-12.5", of=SHARE, group="revalidering"),
    ),
    case(
        "still_nothing",
        "Niveauet trykkes som 0 før og nu, her og i klyngerne",
        "The level prints as 0 before and now, here and in the clusters",
        row("a", "0.0", "0.0", "33.3", "-20.0", of=SHARE, group="revalidering"),
        row("b", "0.0", "0.0", "33.3", "5.0", of=SHARE, group="revalidering"),
    ),
    case(
        "rose_from_nothing",
        "Niveauet før trykkes som 0: ændringen siges ikke i procent",
        "The level before prints as 0: the change is not told in per cent",
        row("a", "0.3", "0.2", "900.0", "-12.5", of=SHARE, group="jobafklaring"),
    ),
    case(
        "cluster_fell_to_nothing",
        "En klynges niveau er faldet til 0, som det er trykt: der dømmes kun mod den anden",
        "A cluster's level has fallen to 0 as printed: the other alone is judged against",
        row("a", "0.2", "0.0", "-12.5", "-100.0", of=SHARE, group="revalidering"),
        row("b", "0.2", "0.3", "-12.5", "-4.0", of=SHARE, group="revalidering"),
    ),
    case(
        "status",
        "Hvor folk er tre måneder efter: en del af en helhed",
        "Where people are three months after: a part of a whole",
        row("a", "0.8", "1.8", "-0.6", "0.0", of=PENSION, period="2011Q1", base="2010Q1"),
    ),
    case(
        "status_not_judged",
        "Et andet sted tre måneder efter: vurderes ikke",
        "Elsewhere three months after: not judged",
        row("a", "1.9", "2.7", "0.00", "0.2", of=REST, period="2011Q1", base="2010Q1"),
    ),
    case(
        "median",
        "En median",
        "A median",
        row("a", "18", "21", "-10.0", "5.0", of=median_completed_duration_weeks, period="2019", base="2018"),
    ),
    case(
        "rolling_year",
        "Fire rullende kvartaler",
        "Four rolling quarters",
        row(
            "a",
            "0.7",
            "0.5",
            of=awards_share_of_labour_force_pct,
            group="foertidspension",
            period="2010Q4-2011Q3",
            base="2009Q4-2010Q3",
        ),
    ),
    case(
        "kroner",
        "Kroner",
        "Danish kroner",
        row(
            "a",
            "199160",
            "195780",
            "1.7",
            "1.5",
            of=benefit_rate_dkk,
            group="dagpenge",
            period="2011",
            base="2010",
        ),
    ),
)
CASES: tuple[Case, ...] = (*CLEAR, *IN_DOUBT)
