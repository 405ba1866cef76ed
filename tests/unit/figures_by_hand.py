"""Observations written by hand, for tests of comparison and disclosure."""

from __future__ import annotations

from pejling.terms.observation import Observation, Status

YEAR, BEFORE = "2019", "2018"


def printed(
    area: str, text: str, indicator: str, group: str = "sygedagpenge", period: str = YEAR, **more: object
) -> Observation:
    """A published figure; ``text`` is the printed number, "hidden" or "" (an empty cell)."""
    number = text not in ("", "hidden")
    status = {"": Status.NOT_OBSERVED, "hidden": Status.SUPPRESSED}.get(text, Status.OBSERVED)
    fields: dict[str, object] = {
        "value": float(text) if number else None,
        "decimals": len(text.partition(".")[2]) if number else None,
        "status": status,
        "source": "jobindsats.dk y60a02",
        "published": True,
    }
    return Observation(indicator, group, area, period, **(fields | more))


def measured(
    area: str,
    above: int,
    below: int,
    indicator: str,
    group: str = "sygedagpenge",
    period: str = YEAR,
    scale: int = 100,
    **more: object,
) -> Observation:
    """A figure from person data: ``above`` / ``below``; a share of spells unless ``more`` says otherwise."""
    fields: dict[str, object] = {
        "value": scale * above / below if below else None,
        "numerator": above,
        "denominator": below,
        "numerator_count": above,
        "denominator_count": below,
        "status": Status.OBSERVED if below else Status.NOT_DEFINED,
        "source": "dream",
    }
    return Observation(indicator, group, area, period, **(fields | more))
