"""Reservations that several indicators share, worded once."""

from __future__ import annotations

from pejling.terms.text import Text

ONE_DAY_GIVES_THE_WEEK = Text(
    da="Én dag på ydelsen tæller som hele ugen: DREAM tæller derfor lidt flere end jobindsats.dk.",
    en="One day on the benefit gives the week: DREAM counts slightly more than jobindsats.dk.",
)
UNKNOWN_STARTS_LEFT_OUT = Text(
    da="Forløb uden kendt start (i gang i dataenes første uge, efter ukendt bopæl eller efter en uge uden "
    "data) har ingen kendt længde og er udeladt af både tæller og nævner.",
    en="Spells without a known start (running in the first week of the data, after unknown residence or "
    "after a week without data) have no known length and are left out of numerator and denominator.",
)
STARTS_MUST_BE_KNOWN = Text(
    da="Forløb, der løber i dataenes første uge, efter ukendt bopæl eller efter en uge uden data, har ingen "
    "kendt start og tælles aldrig som påbegyndt.",
    en="Spells that run in the first week of the data, after unknown residence or after a week without "
    "data have no known start and are never counted as started.",
)
NEWEST_SPELLS_PROVISIONAL = Text(
    da="Et forløb er først afsluttet, når en hel kalendermåned er gået uden ydelsen: de nyeste en til to "
    "måneder er foreløbige.",
    en="A spell is completed only when a whole calendar month has passed without the benefit: the newest "
    "one to two months are provisional.",
)
OUTCOMES_NOT_MISSING = Text(
    da="Død, udvandring og ukendt bopæl regnes som status andet, ikke som manglende.",
    en="Death, emigration and unknown residence are the status other, not missing.",
)
LOWER_MARKED_AS_BETTER = Text(
    da="For fleksjob og revalidering markeres et lavere tal også som bedre, som i KL's rapport fra "
    "2012; retningen er et valg og kan ændres med en begrundelse.",
    en="For flex jobs and rehabilitation lower is marked as better too, as in KL's 2012 report; "
    "the direction is a choice and can be changed with a reason.",
)
FROM_CASEWORK = Text(
    da="Regnes af kommunens eget udtræk fra fagsystemet, mens personen er på ydelsen ifølge DREAM; andre "
    "områder, og perioder, som udtrækket ikke dækker, er uoplyste, ikke nul.",
    en="Computed from the municipality's own casework extract, while the person is on the benefit according "
    "to DREAM; other areas, and periods that the extract does not cover, are not observed, not zero.",
)
NOT_FROM_PERSON_DATA = Text(
    da="Regnes ikke ud fra persondata her; tallet er kildens eget.",
    en="Not computed from person data here; the figure is the source's own.",
)
