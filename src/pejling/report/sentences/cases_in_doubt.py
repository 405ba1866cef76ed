"""The cases with something to bear in mind: within chance, few, hidden, provisional, broken, not made."""

from __future__ import annotations

from pejling.comparison.comparison import Override
from pejling.indicators.catalogue import (
    activation_degree_pct,
    full_time_persons,
    mean_weeks_in_period,
    share_of_labour_force_pct,
    spells_over_26_weeks_pct,
)
from pejling.indicators.indicator import Better
from pejling.report.sentences.case import (
    CHANCE,
    FEW,
    HIDDEN,
    NONE,
    SPREAD,
    SURE,
    ZERO,
    Case,
    case,
    figure,
    row,
    unmade,
)
from pejling.terms.text import Text

SHARE, WEEKS, OVER_26 = share_of_labour_force_pct, mean_weeks_in_period, spells_over_26_weeks_pct
REFORM = Text(
    da="serien er brudt: Kontanthjælpsreformen 1. juli 2025",
    en="the series is broken: the social assistance reform of 1 July 2025",
)
HIGH = Override(
    Better.HIGHER,
    Text(da="kommunen vil have flere i fleksjob", en="the municipality wants more people in flex jobs"),
)


IN_DOUBT: tuple[Case, ...] = (
    case(
        "within_chance",
        "Forskellen er ikke større, end tilfældet kan give",
        "The difference is within chance",
        row("a", "3.4", "3.2", "-4.9", "-5.5", of=SHARE, level=CHANCE, moved=CHANCE),
    ),
    case(
        "one_within_chance",
        "Dårligere end den ene klynge; forskellen til den anden er inden for tilfældet",
        "Worse than one cluster; the difference from the other is within chance",
        row("a", "3.4", "2.7", "-4.9", "-5.5", of=SHARE, level=SURE, moved=SURE),
        row("b", "3.4", "3.3", "-4.9", "-4.6", of=SHARE, level=CHANCE, moved=CHANCE),
    ),
    case(
        "both_within_chance",
        "Forskellen til begge klynger er inden for tilfældet; udviklingen er forkert",
        "The difference from both clusters is within chance; the development is wrong",
        row("a", "2.8", "2.7", "19.0", "6.2", of=SHARE, level=CHANCE, moved=CHANCE),
        row("b", "2.8", "2.7", "19.0", "-0.2", of=SHARE, level=CHANCE, moved=CHANCE),
    ),
    case(
        "within_spread",
        "Mere end tilfældet, men ikke mere end forskellene mellem klyngens kommuner",
        "More than chance, but no more than the cluster's municipalities differ",
        row("a", "3.4", "2.7", of=SHARE, level=SPREAD),
    ),
    case(
        "few_persons",
        "Usikkert: få personer",
        "Uncertain: few persons",
        row("a", "12.0", "10.3", of=WEEKS, group="jobafklaring", level=FEW),
        row("b", "12.0", "10.5", of=WEEKS, group="jobafklaring", level=SURE),
    ),
    case(
        "own_hidden",
        "Kommunens eget tal er skjult",
        "The municipality's own figure is hidden",
        row("a", HIDDEN, "2.7", of=SHARE),
        row("b", HIDDEN, "3.3", of=SHARE),
    ),
    case(
        "cluster_hidden",
        "En klynges tal er skjult",
        "A cluster's figure is hidden",
        row("a", "3.4", HIDDEN, of=SHARE),
        row("b", "3.4", "3.3", of=SHARE),
    ),
    case(
        "clusters_hidden",
        "Begge klyngers tal er skjult",
        "Both clusters' figures are hidden",
        row("a", "3.4", HIDDEN, "-4.9", HIDDEN, of=SHARE),
        row("b", "3.4", HIDDEN, "-4.9", HIDDEN, of=SHARE),
    ),
    case(
        "only_development_published",
        "Af klyngerne er kun udviklingen offentliggjort",
        "Of the clusters only the development is published",
        *(
            row(
                c,
                "644",
                NONE,
                "5",
                x,
                of=full_time_persons,
                group="dagpenge",
                period="2019M12",
                base="2018M12",
            )
            for c, x in (("a", "6"), ("b", "3"))
        ),
    ),
    case(
        "provisional",
        "En foreløbig måned",
        "A provisional month",
        row("a", figure("3.4", "provisional"), "2.7", of=SHARE, period="2011M09", base="2010M09"),
    ),
    case(
        "cluster_provisional",
        "Kun klyngens tal er foreløbigt",
        "Only the cluster's figure is provisional",
        row("a", "3.4", figure("2.7", "provisional"), of=SHARE, period="2011M09", base="2010M09"),
    ),
    case(
        "under_reported",
        "Underindberettet i perioden",
        "Under-reported in the period",
        row(
            "a",
            figure("7.0", "under_reported"),
            figure("8.0", "under_reported"),
            "1.0",
            "0.5",
            of=activation_degree_pct,
            period="2019H1",
            base="2018H1",
        ),
    ),
    case(
        "across_a_break",
        "Serien er brudt mellem de to perioder: ingen udvikling",
        "The series is broken between the two periods: no development",
        row(
            "a",
            "3.4",
            "2.7",
            unmade(REFORM),
            unmade(REFORM),
            of=SHARE,
            group="kontanthjaelp",
            period="2025Q3",
        ),
    ),
    case(
        "break_within",
        "Databruddet ligger inden for perioden",
        "The break lies inside the period",
        row("a", figure("3.4", "break:2017-07-new-source"), "2.7", of=SHARE, period="2017", base="2016"),
    ),
    case(
        "back_cast",
        "Kilden har regnet serien tilbage over bruddet",
        "The source has recalculated the series back across the break",
        row(
            "a",
            "3.4",
            "2.7",
            figure("-2.0", "break:2017-07-new-source"),
            figure("1.0", "break:2017-07-new-source"),
            of=SHARE,
            period="2017Q4",
            base="2016Q4",
        ),
    ),
    case(
        "override",
        "Kommunen har valgt en anden retning, med sin begrundelse",
        "The municipality has chosen another direction, with its reason",
        row("a", "3.1", "1.4", "2.0", "1.6", of=SHARE, group="fleksjob", override=HIGH),
    ),
    case(
        "first_figure",
        "Et første tal, uden noget at måle fra",
        "A first figure, with nothing to measure from",
        row("a", "3.4", "2.7", of=SHARE),
    ),
    case(
        "denominator_zero",
        "Kommunens nævner er nul",
        "The municipality's denominator is zero",
        row("a", ZERO, "32.2", of=OVER_26, period="2011M09", base="2010M09"),
    ),
    case(
        "cluster_denominator_zero",
        "Klyngens nævner er nul",
        "The cluster's denominator is zero",
        row("a", "38.3", ZERO, of=OVER_26, period="2011M09", base="2010M09"),
    ),
)
