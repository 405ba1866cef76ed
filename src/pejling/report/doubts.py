"""What the report says of chance: the waves beside symbols, and how they are worked out."""

from __future__ import annotations

from pejling.comparison.symbol import Verdict as Tone
from pejling.report import naming, symbols
from pejling.report.document import Block, Heading, Legend, Paragraph
from pejling.report.frame import Frame
from pejling.terms.text import Text

_WAVES = Text(
    da="To bølger ved et symbol siger, at forskellen ikke er større, end tilfældet kan gøre den: var "
    "det gået nogle personer anderledes, kunne den være væk. Én bølge siger, at forskellen er større end "
    "det, men ikke større end forskellene mellem klyngens kommuner. Intet tegn betyder, at "
    "forskellen er større end begge dele, eller at det ikke kan afgøres. Hvordan det regnes, står i bilag "
    "B.",
    en="Two waves beside a symbol say that the difference is no larger than chance can make it: had "
    "things gone otherwise for some persons, it could be gone. One wave says that it is larger than that, "
    "but no larger than the cluster's municipalities differ among themselves. No sign means that it is "
    "larger than both, or that it cannot be told. How it is worked out is in annex B.",
)
_HOW = (
    Text(
        da="Et register omfatter alle og er ingen stikprøve. Her læses det alligevel som ét udfald af det, "
        "der kunne være sket: personer trækkes på ny, hver med alle sine uger og forløb. Af persondata "
        "regnes variansen derfor pr. person. I offentliggjorte tal regnes fuldtidspersoner som et "
        "Poisson-antal, hvilket giver en øvre grænse; andele får Wilsons interval og antal Poissons.",
        en="A register covers everybody and is no sample. Here it is still read as one draw of what could "
        "have happened: persons are drawn anew, each with all their weeks and spells. From person data the "
        "variance is therefore by person. In published figures, full-time persons are treated as a "
        "Poisson count, which gives an upper bound; shares have Wilson's interval and counts Poisson's.",
    ),
    Text(
        da="Mærket »inden for tilfældighed« følger Benjamini og Hochberg ved 10 pct. inden for en tabel "
        "og en klynge: af de forskelle, der ikke har mærket, ventes højst hver tiende at være tilfældig. "
        "Sammenfatningens oversigt har mærkerne fra kapitlernes tabeller. Intervaller er ujusterede, 95 "
        "pct. hvert for sig.",
        en="The mark “within chance” follows Benjamini and Hochberg at 10 per cent within a table and a "
        "cluster: of the differences without the mark, at most one in ten is expected to be chance. The "
        "overview in the summary has the marks of the chapters' tables. Intervals are unadjusted, 95 per "
        "cent each by itself.",
    ),
    Text(
        da="Mærket siger, hvad tilfældet gør ved personer; klyngens kommuner tages, som de er. Én bølge "
        "tager desuden højde for variansen mellem klyngens kommuner (Paule og Mandel, mindst tre kommuner). "
        "De to perioder af en udvikling regnes for uafhængige, skønt mange personer er med i begge: "
        "usikkerheden er da snarere for stor end for lille.",
        en="The mark says what chance does to persons; the cluster's municipalities are taken as they "
        "are. One wave also allows for the variance between the cluster's municipalities (Paule and "
        "Mandel, three or more of them). The two periods of a development are taken for independent "
        "though many persons are in both: the uncertainty is then too large rather than too small.",
    ),
)
_UNKNOWN = Text(
    da="Hvor det ikke vides, hvor mange personer der står bag begge tal, er der intet mærke. Det betyder "
    "ikke, at forskellen er sikker.",
    en="Where it is not known how many persons stand behind both figures there is no mark. That does not "
    "mean that the difference is certain.",
)


def signs_of_doubt(frame: Frame) -> list[Block]:
    """For the guide: the waves, each beside a circle; nothing where none can stand."""
    if not frame.certain:
        return []
    whom = frame.say("klyngen", "the cluster")
    rows = tuple(
        (symbols.level(Tone.WORSE, whom, frame.lang, doubt), naming.capital(text(frame.lang)))
        for doubt, text in symbols.DOUBTS.items()
    )
    return [
        Heading(frame.say("Inden for tilfældighed", "Within chance")),
        Paragraph((_WAVES(frame.lang),)),
        Legend(rows),
    ]


def how_certain(frame: Frame) -> list[Block]:
    """For the annex: what intervals and marks go by, and what a missing mark means."""
    told = [row.level_certainty for row in frame.given.comparisons if row.own_value is not None]
    unknown = any(one is not None and one.of_gap is None for one in told)
    texts = (*(_HOW if frame.certain else ()), *((_UNKNOWN,) if unknown else ()))
    if not texts:
        return []
    heading = Heading(frame.say("Usikkerhed", "Certainty"))
    return [heading, *(Paragraph((text(frame.lang),)) for text in texts)]
