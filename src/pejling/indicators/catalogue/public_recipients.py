"""Full-time recipients of one benefit, as Danmarks Statistik counts those supported by public money (AUK01).

Benefits whose group here is the same are full-time persons of that group; these are the others. What is a sum
of several of them is another family: ``public_recipients_total``.
"""

import re

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.text import Text

TABLE = Source("Danmarks Statistik, AUK01", "https://www.statistikbanken.dk/AUK01")
BENEFITS = {
    "su": Text(da="SU", en="students' grants (SU)"),
    "nettoledige_dagpenge": Text(
        da="nettoledige dagpengemodtagere", en="net unemployed on unemployment insurance benefit"
    ),
    "feriedagpenge": Text(da="feriedagpenge", en="holiday benefit"),
    "efterloen": Text(da="efterløn", en="early retirement benefit"),
    "fleksydelse": Text(da="fleksydelse", en="flexible benefit"),
    "kontanthjaelp": Text(da="kontanthjælp", en="social assistance"),
    "revalidering_i_oevrigt": Text(
        da="revalideringsydelse i øvrigt", en="rehabilitation benefit, the rest of it"
    ),
    "sygedagpenge_mv": Text(da="sygedagpenge mv.", en="sickness benefit etc."),
}
_OWN = re.compile(r"[a-z0-9_]+")


def declared(benefit: Text) -> Indicator:
    return Indicator(
        label=Text(da=f"Offentligt forsørgede: {benefit.da}", en=f"Supported by public money: {benefit.en}"),
        definition=Text(
            da=f"Fuldtidsmodtagere af {benefit.da} gennemsnit af perioden, regnet af Danmarks Statistik.",
            en=f"Full-time recipients of {benefit.en}, mean of the period, counted by Danmarks Statistik.",
        ),
        unit=Unit.FULL_TIME_PERSONS,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        source=TABLE,
        caveats=(NOT_FROM_PERSON_DATA,),
    )


def id_of(benefit: str) -> str:
    return f"public_recipients:{benefit}"


def _made(id: str) -> Indicator | None:
    """A benefit that a mapping of the user's own names."""
    prefix, colon, benefit = id.partition(":")
    if prefix + colon != id_of("") or not _OWN.fullmatch(benefit):
        return None
    words = benefit.replace("_", " ")
    return declared(Text(da=words, en=f"{words} (AUK01)"))


family = Family(
    template="public_recipients:<benefit>",
    members={id_of(id): declared(benefit) for id, benefit in BENEFITS.items()},
    make=_made,
)
