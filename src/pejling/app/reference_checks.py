"""The reference page of the checks of data, made from their declarations."""

from __future__ import annotations

from collections.abc import Mapping

from pejling.app.reference_indicator import table
from pejling.checks.check import Check, Threshold
from pejling.checks.registry import checks
from pejling.checks.words import SEVERITIES

_NEEDS = {
    "observations": "figures",
    "persons": "persons",
    "casework": "casework extracts",
    "vintages": "vintages",
    "double_entry": "figures both published and counted",
}


def checks_page() -> str:
    """The whole page in Markdown, Danish and English side by side."""
    known = checks()
    parts = [
        "# Checks of data",
        f"{len(known)} checks, each declared in one file of `src/pejling/checks/catalogue/`, each with a "
        f"planted "
        "fault that it finds and a clean case that it passes in the tests. `pejling doctor` runs them all; "
        "`pejling report` runs those that its data call for, and writes nothing where a critical one fails, "
        "unless it is overruled with a reason that the report prints. How to: "
        "[check the data](../how-to/check-the-data.md).",
        "Thresholds are set in `pejling.toml`: `[doctor.<check>]`, a line each. Counts of persons under 5 "
        "are "
        "never told.",
        _index(known),
        *(_entry(id, one) for id, one in known.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _index(known: Mapping[str, Check]) -> str:
    rows = [
        (
            f"[`{id}`](#{id})",
            one.label.da,
            one.label.en,
            SEVERITIES[one.severity].en,
            ", ".join(_NEEDS[need] for need in sorted(one.needs)),
        )
        for id, one in known.items()
    ]
    return table(("check", "dansk", "English", "severity", "needs"), rows)


def _entry(id: str, one: Check) -> str:
    parts = [
        f"## {id}",
        f"**{one.label.da}** / *{one.label.en}* ({SEVERITIES[one.severity].en})",
        f"{one.what_it_means.da} Gør: {one.what_to_do.da}",
        f"*{one.what_it_means.en} Do: {one.what_to_do.en}*",
    ]
    if one.thresholds:
        parts.append(
            table(
                ("threshold", "default", "from", "to", "unit", "what it is"),
                [_threshold(each) for each in one.thresholds],
            )
        )
    return "\n\n".join(parts)


def _threshold(one: Threshold) -> tuple[str, ...]:
    most = "" if one.most == float("inf") else f"{one.most:g}"
    meaning = f"{one.meaning.da}<br>*{one.meaning.en}*"
    unit = f"{one.unit.da}<br>*{one.unit.en}*"
    return f"`{one.name}`", f"{one.default:g}", f"{one.least:g}", most, unit, meaning
