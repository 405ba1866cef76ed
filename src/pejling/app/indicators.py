"""What can be measured: the catalogue as a list, and one indicator in words."""

from __future__ import annotations

from collections.abc import Iterator

from pejling.indicators import registry
from pejling.indicators.indicator import Better, Development, Indicator
from pejling.indicators.needs import asks_casework
from pejling.report.naming import unit_words
from pejling.terms.text import Language, Text

BETTER = {
    Better.HIGHER: Text(da="højere er bedre", en="higher is better"),
    Better.LOWER: Text(da="lavere er bedre", en="lower is better"),
    Better.NEITHER: Text(da="ingen retning", en="no direction"),
}
DEVELOPMENT = {
    Development.PERCENT: Text(da="i pct.", en="in per cent"),
    Development.PERCENTAGE_POINTS: Text(da="i procentpoint", en="in percentage points"),
    Development.ABSOLUTE: Text(da="som forskel", en="as a difference"),
}


def listing(lang: Language) -> Iterator[tuple[str, str, str, str, str, int, str]]:
    """A row an indicator: id, label, unit, direction, development, decimals, measured from persons or not.

    Measured: yes, no, or casework where a casework extract is needed too.
    """
    for id, declared in registry.catalogue_by_id().items():
        yield (
            id,
            declared.label(lang),
            declared.unit.value,
            declared.better.name.lower(),
            declared.development.value,
            declared.decimals,
            _measured(declared),
        )


def _measured(declared: Indicator) -> str:
    if not declared.measured:
        return "no"
    return "casework" if asks_casework(declared) else "yes"


def definition(id: str) -> list[Text]:
    """One indicator in words: label, definition, unit, direction, source and caveats."""
    declared = registry.get(id)
    lines = [
        declared.label,
        declared.definition,
        _joined("Enhed: ", "Unit: ", unit_words(declared.unit)),
        _joined("Retning: ", "Direction: ", BETTER[declared.better]),
        *(
            Text(da=f"  for {group}: {BETTER[better].da}", en=f"  for {group}: {BETTER[better].en}")
            for group, better in declared.better_by_group.items()
        ),
        _joined("Udvikling: ", "Development: ", DEVELOPMENT[declared.development]),
        Text(
            da=f"Kilde: {declared.source.title} {declared.source.href}".rstrip(),
            en=f"Source: {declared.source.title} {declared.source.href}".rstrip(),
        ),
        *(_joined("Forbehold: ", "Caveat: ", caveat) for caveat in declared.caveats),
    ]
    if not declared.measured:
        lines.append(
            Text(
                da="Måles ikke af persondata; kan tages ind som publiceret tal.",
                en="Not measured from person data; can be taken in as a published figure.",
            )
        )
    return lines


def _joined(da: str, en: str, text: Text) -> Text:
    return Text(da=da + text.da, en=en + text.en)
