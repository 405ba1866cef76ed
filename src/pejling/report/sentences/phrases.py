"""What an indicator is called in running text: ``andelen af arbejdsstyrken på sygedagpenge``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pejling.indicators.indicator import Indicator
from pejling.report import naming
from pejling.terms import benefit
from pejling.terms.text import Language, Text

LASTING = frozenset({"fleksjob", "foertidspension"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    subject: Text
    short: Text
    aim: str
    headline: bool


@dataclass(frozen=True, slots=True)
class _Phrases:
    words: dict[str, dict[str, Text]]  # groups, destinations, months, aims
    indicators: tuple[_Phrase, ...]


@cache
def _phrases() -> _Phrases:
    raw: dict[str, Any] = tomllib.loads(
        (files("pejling.report.sentences") / "phrases.toml").read_text(encoding="utf-8")
    )
    words = {
        kind: {id: Text(**both) for id, both in table.items()}
        for kind, table in raw.items()
        if kind != "indicator"
    }
    indicators = tuple(
        _Phrase(
            re.compile(_pattern(row["id"])),
            Text(da=row["da"], en=row["en"]),
            words["short"][row["short"]],
            row.get("aim", ""),
            row.get("headline", False),
        )
        for row in raw["indicator"]
    )
    return _Phrases(words, indicators)


_HOLDS = {"months": "[0-9]+", "weeks": "[0-9]+", "destination": "[a-z_]+", "part": ".+"}


def _pattern(id: str) -> str:
    """``employed_<months>_months_after_pct`` as a pattern; ``<part>`` is everything to the end."""
    return re.sub(r"<(\w+)>", lambda found: f"(?P<{found[1]}>{_HOLDS[found[1]]})", id)


def _find(indicator: str) -> tuple[_Phrase, dict[str, str]] | None:
    for phrase in _phrases().indicators:
        match = phrase.pattern.fullmatch(indicator)
        if match:
            return phrase, match.groupdict()
    return None


def on_benefit(group: str, lang: Language) -> str:
    """``på sygedagpenge``, ``i fleksjob``; a group without a phrase: ``i gruppen X``; of no group nothing."""
    if not group:
        return ""
    known = _phrases().words["groups"].get(group)
    if known:
        return known(lang)
    name = naming.group_label(group, lang)
    return f"i gruppen {name}" if lang == "da" else f"in the group {name}"


def subject(indicator: str, declared: Indicator, group: str, lang: Language) -> str:
    """The indicator as a subject, in lower case; may end with the comma that closes a clause."""
    found = _find(indicator)
    if found is None:
        name = declared.label(lang)
        return f"tallet »{name}«" if lang == "da" else f"the figure “{name}”"
    phrase, parts = found
    words = _phrases().words
    destination = parts.get("destination", "")
    there = words["destinations"].get(destination) or words["groups"].get(destination)
    months = words["months"].get(parts.get("months", ""))
    label = declared.label(lang)
    text = phrase.subject(lang).format(
        on=on_benefit(group, lang),
        part_of_all="" if group == benefit.TOTAL else on_benefit(group, lang),
        destination=there(lang) if there else on_benefit(destination, lang),
        months=months(lang) if months else parts.get("months", ""),
        weeks=_weeks(parts.get("weeks", ""), lang),
        part=label.partition(": ")[2] or label,
        label=label[:1].lower() + label[1:],
    )
    return re.sub(r" +(?=,|$)", "", re.sub(r"  +", " ", text))


def _weeks(number: str, lang: Language) -> str:
    """``26 uger``, ``1 uge``."""
    if lang == "da":
        return f"{number} {'uge' if number == '1' else 'uger'}"
    return f"{number} {'week' if number == '1' else 'weeks'}"


def short_subject(indicator: str, lang: Language) -> str:
    """What it is called when it has just been named: ``andelen``."""
    found = _find(indicator)
    return (found[0].short if found else _phrases().words["short"]["figure"])(lang)


def aim(indicator: str) -> str:
    """Which aim of the effort the indicator tells about; empty where none is given."""
    found = _find(indicator)
    return found[0].aim if found else ""


def is_sought(indicator: str, group: str) -> bool:
    """Whether it is an aim at all: nobody is to move on soon from a benefit that is meant to last."""
    return not (aim(indicator) == "faster" and group in LASTING)


def is_headline(indicator: str) -> bool:
    """Whether it tells how many are on the benefit: what the summary's table shows for every group."""
    found = _find(indicator)
    return found is not None and found[0].headline


def aim_label(aim: str, lang: Language) -> str:
    return _phrases().words["aims"][aim](lang)


def order() -> dict[str, int]:
    """The rank of each phrase's pattern: by aim, then in the order of the file."""
    aims = [*_phrases().words["aims"], ""]
    known = sorted(_phrases().indicators, key=lambda phrase: aims.index(phrase.aim))
    return {phrase.pattern.pattern: place for place, phrase in enumerate(known)}


def template_of(indicator: str) -> str:
    """The pattern that knows ``indicator``; empty where none does."""
    found = _find(indicator)
    return found[0].pattern.pattern if found else ""


def months_of(indicator: str, lang: Language) -> str:
    """``tre måneder`` of an indicator that looks some months ahead."""
    found = _find(indicator)
    number = found[1].get("months", "") if found else ""
    words = _phrases().words["months"].get(number)
    return words(lang) if words else number
