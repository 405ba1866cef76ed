"""The reference page of break-downs: their kinds and standard bands."""

from __future__ import annotations

import inspect

from pejling.app.reference_indicator import table
from pejling.indicators import band as breakdowns
from pejling.indicators.band import STANDARD, band
from pejling.indicators.band_labels import label


def bands() -> str:
    """The whole page in Markdown."""
    rows = []
    for kind, values in STANDARD.items():
        for value in values:
            one = band(f"{kind}:{value}")
            rows.append((f"`{one.id}`", label(one).da, label(one).en))
    crossed = band("age:18-29+sex:k")
    lines = [
        "# Break-downs",
        inspect.getdoc(breakdowns) or "",
        "A kind alone stands for its standard bands, below; other limits may be given, and kinds crossed: "
        f"`{crossed.id}` is {label(crossed).en}. "
        "[How to break figures down](../how-to/break-figures-down.md).",
        table(("id", "dansk", "English"), rows),
    ]
    return "\n\n".join(lines) + "\n"
