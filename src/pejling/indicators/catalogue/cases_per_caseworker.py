"""Cases per full-time caseworker, by area of work (Q1)."""

from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.text import Text

AREAS_OF_WORK = {
    "DP": Text(da="dagpenge", en="unemployment insurance benefit"),
    "JP": Text(da="jobparate kontanthjælpsmodtagere", en="job-ready on social assistance"),
    "AP": Text(da="aktivitetsparate kontanthjælpsmodtagere", en="activity-ready on social assistance"),
    "UU": Text(da="uddannelsesparate unge", en="education-ready young persons"),
    "AU": Text(da="aktivitetsparate unge", en="activity-ready young persons"),
    "SP": Text(da="sygedagpenge", en="sickness benefit"),
    "JF": Text(da="jobafklaringsforløb", en="job clarification"),
    "RE": Text(da="ressourceforløb", en="resource courses"),
    "IN": Text(da="integration", en="integration"),
}

SOURCE = Source(
    "mploy 2020, tabel 5.1; Dansk Socialrådgiverforening, vejledende sagstal",
    "https://socialraadgiverne.dk/",
)
COUNTED_WITH_BROKERS = Text(
    da="Årsværk i 2020-tabellen omfatter jobformidlere, mens det vejledende sagstal gælder "
    "sagsbehandlere med myndighed over sagen.",
    en="Full-time equivalents of the 2020 table include job brokers, while the guideline counts "
    "caseworkers with authority over the case.",
)


def _indicator(area: Text) -> Indicator:
    return Indicator(
        label=Text(da=f"Sager pr. sagsbehandler: {area.da}", en=f"Cases per caseworker: {area.en}"),
        definition=Text(
            da=f"Sager inden for {area.da} delt med årsværk, som kommunen har opgjort dem.",
            en=f"Cases in the area of {area.en} divided by full-time equivalents as the municipality "
            "reports them.",
        ),
        unit=Unit.CASES,
        better=Better.LOWER,
        development=Development.PERCENT,
        decimals=0,
        source=SOURCE,
        caveats=(COUNTED_WITH_BROKERS,),
    )


def id_of(area: str) -> str:
    return f"cases_per_caseworker:{area}"


family = Family(
    template="cases_per_caseworker:<area of work>",
    members={id_of(area): _indicator(label) for area, label in AREAS_OF_WORK.items()},
)
