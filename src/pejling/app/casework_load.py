"""Cases per caseworker from two extracts, kept as observations beside the second of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pejling.indicators.catalogue import cases_per_caseworker, caseworker_fte
from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.quality.running_cases import Load, loads, unknown_areas, without_staff
from pejling.spells.extract import NAMES, Extract, ExtractKind
from pejling.store.casework import read_extract
from pejling.store.vintages import Vintage
from pejling.terms.day import day_of
from pejling.terms.masked import masked
from pejling.terms.observation import Mark, Observation, Status, table_of
from pejling.terms.text import Text

HUNDREDTHS = 100
_BOTH: tuple[ExtractKind, ExtractKind] = ("cases", "staff")
_SHOWN = 10  # unknown words in one message


@dataclass(frozen=True)
class CaseLoad:
    """Observations (SCHEMA; none where no month is covered), what to tell, and what they were made of."""

    table: pa.Table
    lines: tuple[Text, ...]
    made_of: Mapping[str, str]


def case_load(
    taken: Mapping[ExtractKind, Extract], before: Mapping[ExtractKind, Vintage], area: str, synthetic: bool
) -> CaseLoad | None:
    """Of the extracts taken in now, and those that count already; None where cases or staff are missing.

    Also None where neither is among those taken in now: then nothing has changed.
    """
    if not set(_BOTH) & taken.keys() or not set(_BOTH) <= taken.keys() | before.keys():
        return None
    cases, staff = (taken[kind] if kind in taken else read_extract(before[kind], kind) for kind in _BOTH)
    made_of: dict[str, str] = {kind: before[kind].id for kind in _BOTH if kind not in taken}
    synthetic = synthetic or any(before[kind].facts.synthetic for kind in _BOTH if kind not in taken)
    found = loads(cases, staff, list(AREAS_OF_WORK))
    rows = [row for one in found for row in _observations(one, area, found[-1].month == one.month, synthetic)]
    return CaseLoad(table_of(rows), tuple(_told(found, cases, staff)), made_of)


def _observations(load: Load, area: str, newest: bool, synthetic: bool) -> list[Observation]:
    marks = [Mark.PROVISIONAL.value] if newest else []
    marks += [Mark.SYNTHETIC.value] if synthetic else []
    cases, staff = (
        Observation(
            indicator=id,
            group="",
            area=area,
            period=str(load.month),
            marks=" ".join(marks),
            source="casework",
            origin="cases, staff",
        )
        for id in (cases_per_caseworker.id_of(load.area), caseworker_fte.id_of(load.area))
    )
    if load.hidden:
        return [replace(one, status=Status.SUPPRESSED) for one in (cases, staff)]
    staff = replace(
        staff,
        value=load.fte / HUNDREDTHS,
        numerator=load.fte,
        denominator=HUNDREDTHS,
        numerator_count=load.caseworkers,
    )
    cases = replace(
        cases,
        value=load.cases * HUNDREDTHS / load.fte if load.fte else None,
        numerator=load.cases * HUNDREDTHS,
        denominator=load.fte,
        numerator_count=load.cases,
        denominator_count=load.caseworkers,
        status=Status.OBSERVED if load.fte else Status.NOT_DEFINED,
    )
    return [cases, staff]


def _told(found: Sequence[Load], cases: Extract, staff: Extract) -> list[Text]:
    if not found:
        spans = [f"{day_of(one.first_day)} - {day_of(one.last_day)}" for one in (cases, staff)]
        return [
            Text(
                da="Sager pr. sagsbehandler: ingen måneds sidste dag ligger i begge udtræk (sager "
                f"{spans[0]}, medarbejdere {spans[1]}). Rummer de mere, så sig det med --from og --to.",
                en="Cases per caseworker: the last day of no month lies in both extracts (cases "
                f"{spans[0]}, staff {spans[1]}). Where they cover more, say so by --from and --to.",
            )
        ]
    months = sorted({one.month for one in found})
    shown = len([one for one in found if not one.hidden])
    lines = [
        Text(
            da=f"Sager pr. sagsbehandler og årsværk: {shown} tal hver, {months[0]} til {months[-1]}. Årsværk "
            "af den, der har flere områder i én række, er delt ligeligt.",
            en=f"Cases per caseworker and full-time equivalents: {shown} figures each, {months[0]} to "
            f"{months[-1]}. The time of who has several areas in one row is divided evenly.",
        )
    ]
    if hidden := sorted({one.area for one in found if one.hidden}):
        names = ", ".join(hidden)
        lines.append(
            Text(
                da=f"Skjult: {names} i måneder med én sagsbehandler; tallet ville være en personoplysning "
                "om den ansatte.",
                en=f"Hidden: {names} in months with one caseworker; the figure would be personal data about "
                "that member of staff.",
            )
        )
    if alone := sorted({one.area for one in found if not one.fte and not one.hidden}):
        names = ", ".join(alone)
        lines.append(
            Text(
                da=f"Advarsel: sager uden årsværk på området i nogle måneder: {names}.",
                en=f"Warning: cases without staff in the area in some months: {names}.",
            )
        )
    if missing := without_staff(cases, staff):
        lines.append(
            Text(
                da=f"Sager, hvis sagsbehandler ikke er blandt medarbejderne: {missing}; de tæller med.",
                en=f"Cases whose caseworker is not among the staff: {missing}; they count.",
            )
        )
    return lines


def told_of_areas(one: Extract) -> list[Text]:
    """The words of cases or staff that are no area of work of ours, with how many rows have them."""
    unknown = unknown_areas(one, list(AREAS_OF_WORK)) if one.kind in _BOTH else {}
    if not unknown:
        return []
    words = _listed(sorted(unknown, key=lambda word: (-unknown[word], word)), unknown)
    allowed, name = ", ".join(AREAS_OF_WORK), NAMES[one.kind]
    return [
        Text(
            da=f"Advarsel: {name.da} på områder, vi ikke kender, giver ingen tal: {words}. Kendt er "
            f"{allowed}; oversæt egne ord i kortet over kolonner under [words.areas].",
            en=f"Warning: {name.en} in areas that we do not know give no figure: {words}. Known are "
            f"{allowed}; translate words of your own in the column mapping under [words.areas].",
        )
    ]


def _listed(words: Sequence[str], counts: Mapping[str, int]) -> str:
    told = ", ".join(f"{masked(word) or '(blank)'} ({counts[word]})" for word in words[:_SHOWN])
    return told + (f", ... ({len(words) - _SHOWN})" if len(words) > _SHOWN else "")
