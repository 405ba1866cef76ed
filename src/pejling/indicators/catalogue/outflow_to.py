"""Where those who leave go to: spells completed, by the state of the week after the last (R18)."""

from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.flows import LABELS, STATES
from pejling.indicators.indicator import Better, Development, Example, Family, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Ended
from pejling.terms.text import Text


def _indicator(destination: str) -> Indicator:
    label = LABELS[destination]
    return Indicator(
        label=Text(da=f"Afgang til {label.da}", en=f"Outflow to {label.en}"),
        definition=Text(
            da=f"Forløb, der er afsluttet i perioden, hvor personen ugen efter sidste uge er i: {label.da}. "
            "Delene lægger sammen til hele afgangen.",
            en=f"Spells completed in the period whose person is in this state the week after the last: "
            f"{label.en}. The parts add up to the whole outflow.",
        ),
        unit=Unit.SPELLS,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        numerator=Ended(followed_by=STATES[destination]),
        source=Source("KL Konsulentvirksomhed 2012; DREAM"),
        caveats=(NEWEST_SPELLS_PROVISIONAL,),
        example=_EXAMPLES.get(destination),
    )


def id_of(destination: str) -> str:
    return f"outflow_to:{destination}"


_EXAMPLES = {
    "fleksjob": Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+----------------
            Anna   | 2010-W40 | 2011-W04 | ledighedsydelse
            Anna   | 2011-W05 | 2011-W30 | fleksjob
            Bo     | 2010-W40 | 2011-W04 | ledighedsydelse
            Bo     | 2011-W06 | 2011-W30 | fleksjob
            Cilla  | 2010-W40 | 2011-W04 | ledighedsydelse
            Cilla  | 2011-W05 | 2011-W30 | foertidspension
            """,
        ask="ledighedsydelse 2011Q1",
        then=Ratio(1, 1),  # Anna; Bo has no benefit in W05, and Cilla a pension
    ),
}

family = Family(
    template="outflow_to:<destination>",
    members={id_of(destination): _indicator(destination) for destination in STATES},
)
