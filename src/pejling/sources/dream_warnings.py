"""What the user should know of a DREAM week file that was taken in all the same."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.sources.dream import Dream
from pejling.spells.layout import Layout
from pejling.terms.masked import MASK
from pejling.terms.text import Text

NAMED = 10  # columns; of more, only how many


def warnings(dream: Dream) -> list[Text]:
    """In the order that matters: what is not read, what is unknown, what the file does not say."""
    layout = dream.layout
    return [*_columns(dream), *_unknown(dream), *_birth(dream), *_absent(layout)]


def tells_birth(dream: Dream) -> bool:
    """Whether the file says anything of birth or age."""
    return _has_birth_column(dream.layout) or dream.layout.cpr


def _has_birth_column(layout: Layout) -> bool:
    return bool(layout.birth_date or layout.birth_year or layout.ages)


def _columns(dream: Dream) -> list[Text]:
    layout, names, found = dream.layout, dream.names, []
    if near := layout.near:
        listed = _listed(near)
        found.append(
            Text(
                da="Advarsel: kolonner, der ligner uger, brancher eller kommuner, men ikke kan læses: "
                f"{listed.da}. De skal hedde {names.week}ÅÅUU, {names.work}ÅÅÅÅ_MM og "
                f"{names.municipality}ÅÅÅÅ.",
                en="Warning: columns that look like weeks, industries or municipalities but cannot be read: "
                f"{listed.en}. They are to be called {names.week}YYWW, {names.work}YYYY_MM and "
                f"{names.municipality}YYYY.",
            )
        )
    if ignored := layout.ignored:
        listed = _listed(ignored)
        found.append(
            Text(
                da=f"Andre kolonner, der ikke læses ({len(ignored)}): {listed.da}.",
                en=f"Other columns that are not read ({len(ignored)}): {listed.en}.",
            )
        )
    return found


def _listed(columns: Sequence[str]) -> Text:
    """Up to NAMED names, and how many there are more."""
    more = len(columns) - NAMED
    en = ", ".join(column or "(no name)" for column in columns[:NAMED])
    da = ", ".join(column.replace(MASK.en, MASK.da) or "(uden navn)" for column in columns[:NAMED])
    return Text(
        da=da + (f" og {more} flere" if more > 0 else ""), en=en + (f" and {more} more" if more > 0 else "")
    )


def _unknown(dream: Dream) -> list[Text]:
    found = []
    if codes := dream.unknown_codes:
        listed = ", ".join(f"{code} ({seen.weeks}/{seen.persons})" for code, seen in sorted(codes.items()))
        found.append(
            Text(
                da=f"Ukendte ydelseskoder er beholdt som en gruppe for sig (uger/personer): {listed}.",
                en=f"Unknown benefit codes are kept as a group of their own (weeks/persons): {listed}.",
            )
        )
    if areas := dream.unknown_areas:
        listed = ", ".join(f"{code} ({years})" for code, years in sorted(areas.items()))
        found.append(
            Text(
                da=f"Ukendte kommunekoder tæller kun med i hele landet (personår): {listed}.",
                en=f"Unknown municipality codes count in the country only (person-years): {listed}.",
            )
        )
    return found


def _birth(dream: Dream) -> list[Text]:
    layout, found = dream.layout, []
    if dream.without_cpr:
        found.append(
            Text(
                da=f"{dream.without_cpr} personer i kolonnen {layout.person} har et nummer, der ikke er et "
                "CPR-nummer; de er taget ind, men fødselsdag og køn kan ikke udledes af det.",
                en=f"{dream.without_cpr} persons in the column {layout.person} have a number that is no CPR "
                "number; they are taken in, but birthday and sex cannot be told from it.",
            )
        )
    if dream.born_later:
        found.append(
            Text(
                da=f"Advarsel: personer med en fødselsdato efter filens sidste uge: {dream.born_later}. De "
                "er taget ind, men ingen af deres uger tæller med, for uger tæller fra det år, man fylder "
                "16.",
                en=f"Warning: persons with a date of birth after the file's last week: {dream.born_later}. "
                "They are taken in, but none of their weeks count, since weeks count from the year of "
                "turning 16.",
            )
        )
    if layout.cpr and not _has_birth_column(layout):
        found.append(
            Text(
                da="Filen har ingen kolonne med fødsel eller alder: fødselsdagen er taget fra CPR-nummeret "
                f"i kolonnen {layout.person}.",
                en="The file has no column of birth or age: the birthday is taken from the CPR number in "
                f"the column {layout.person}.",
            )
        )
    if not tells_birth(dream):
        found.append(
            Text(
                da="Filen siger intet om fødsel eller alder: alle uger tæller med, uden aldersgrupper.",
                en="The file says nothing of birth or age: all weeks count, without age groups.",
            )
        )
    return found


def _absent(layout: Layout) -> list[Text]:
    found = []
    if not layout.municipalities:
        found.append(
            Text(
                da="Filen har ingen nykomÅÅÅÅ-kolonner: alt tæller kun med i hele landet.",
                en="The file has no nykomYYYY columns: all counts in the country only.",
            )
        )
    if not layout.work:
        found.append(
            Text(
                da="Filen har ingen branche-kolonner: i uger uden ydelse er beskæftigelse ukendt.",
                en="The file has no industry columns: in weeks without a benefit, employment is unknown.",
            )
        )
    return found
