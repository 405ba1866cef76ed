"""Where those who start come from: spells started, by the state of the week before the first (R18)."""

from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.flows import LABELS_BEFORE, STATES
from pejling.indicators.indicator import Better, Development, Example, Family, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Started
from pejling.terms.text import Text


def _indicator(origin: str) -> Indicator:
    label = LABELS_BEFORE[origin]
    return Indicator(
        label=Text(da=f"Tilgang fra {label.da}", en=f"Inflow from {label.en}"),
        definition=Text(
            da=f"Forløb, der er påbegyndt i perioden, hvor personen ugen før første uge var i: {label.da}. "
            "Delene lægger sammen til hele tilgangen.",
            en=f"Spells started in the period whose person was in this state the week before the first: "
            f"{label.en}. The parts add up to the whole inflow.",
        ),
        unit=Unit.SPELLS,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        numerator=Started(preceded_by=STATES[origin]),
        source=Source("KL Konsulentvirksomhed 2012; DREAM"),
        caveats=(STARTS_MUST_BE_KNOWN,),
        example=_EXAMPLES.get(origin),
    )


def id_of(origin: str) -> str:
    return f"inflow_from:{origin}"


_EXAMPLES = {
    "dagpenge": Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2010-W40 | 2011-W04 | dagpenge
            Anna   | 2011-W05 | 2011-W10 | sygedagpenge
            Bo     | 2010-W40 | 2011-W03 | dagpenge
            Bo     | 2011-W05 | 2011-W10 | sygedagpenge
            Cilla  | 2011-W05 | 2011-W10 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(1, 1),  # Anna; in W04 Bo has had no benefit for a week: he comes from self-support
    ),
}

family = Family(
    template="inflow_from:<origin>", members={id_of(origin): _indicator(origin) for origin in STATES}
)
