"""The state's refund of a benefit by weeks on benefits, in pct. (DOMAIN section 4)."""

import re

from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.problem import Problem
from pejling.terms.text import Text

STEPS = ((1, 4), (5, 26), (27, 52), (53, None))  # since 2016; a step without an end goes on
_STEP = re.compile(r"([1-9]\d{0,3})-([1-9]\d{0,3})?", re.ASCII)


def _indicator(first: int, last: int | None) -> Indicator:
    da, en = (
        (f"uge {first}-{last}", f"weeks {first}-{last}")
        if last
        else (f"fra uge {first}", f"from week {first}")
    )
    return Indicator(
        label=Text(da=f"Refusion {da}", en=f"Refund {en}"),
        definition=Text(
            da=f"Den del af udgiften til ydelsen, som staten refunderer {da} på offentlig forsørgelse.",
            en=f"The part of the expenditure on the benefit that the state refunds {en} on public support.",
        ),
        unit=Unit.PERCENT,
        better=Better.NEITHER,
        development=Development.PERCENTAGE_POINTS,
        decimals=0,
        source=Source(
            "Lov nr. 994 af 30. august 2015; STAR, konteringsregler 5.58.80",
            "https://star.dk/ydelser/budget-og-konteringsvejledning/funktionsomraader/5-58-80-revalidering/",
        ),
        caveats=(
            Text(
                da="Ugerne tælles over al offentlig forsørgelse, ikke kun den enkelte ydelse.",
                en="Weeks are counted over all public support, not the single benefit only.",
            ),
        ),
    )


def id_of(first: int, last: int | None) -> str:
    return f"refusion_pct:{first}-{last or ''}"


def _made(id: str) -> Indicator | None:
    before, colon, step = id.partition(":")
    if before != "refusion_pct" or not colon:
        return None
    found = _STEP.fullmatch(step)
    if not found or (found[2] and int(found[2]) < int(found[1])):
        raise Problem(
            da=f"{id!r}: {step!r} er ikke et trin; tilladt er uger fra-til som 5-26, eller 53- uden ende",
            en=f"{id!r}: {step!r} is no step; allowed are weeks from-to such as 5-26, or 53- without an end",
        )
    return _indicator(int(found[1]), int(found[2]) if found[2] else None)


family = Family(
    template="refusion_pct:<from>-<to>",
    members={id_of(*step): _indicator(*step) for step in STEPS},
    make=_made,
)
