"""What periods, areas, groups, indicators and units are called in a report."""

from __future__ import annotations

from datetime import date

from pejling.indicators.indicator import Development, Indicator, Unit
from pejling.report.document import NBSP
from pejling.terms import benefit, municipality
from pejling.terms.period import Kind, Period
from pejling.terms.text import Language, Text

MONTHS = (
    Text(da="januar", en="January"),
    Text(da="februar", en="February"),
    Text(da="marts", en="March"),
    Text(da="april", en="April"),
    Text(da="maj", en="May"),
    Text(da="juni", en="June"),
    Text(da="juli", en="July"),
    Text(da="august", en="August"),
    Text(da="september", en="September"),
    Text(da="oktober", en="October"),
    Text(da="november", en="November"),
    Text(da="december", en="December"),
)
# words that stand in the ids of clusters published without a label, as they are spelled
_SPELLED = {
    "koebenhavn": "København",
    "nordsjaelland": "Nordsjælland",
    "oestjylland": "Østjylland",
    "oevrige": "øvrige",
    "rammevilkaar": "rammevilkår",
    "sjaelland": "Sjælland",
    "soenderjylland": "Sønderjylland",
    "vestsjaelland": "Vestsjælland",
}
# unit after a figure: (singular, plural)
_UNITS = {
    Unit.PERCENT: (Text(da="pct.", en="per cent"), Text(da="pct.", en="per cent")),
    Unit.WEEKS: (Text(da="uge", en="week"), Text(da="uger", en="weeks")),
    Unit.FULL_TIME_PERSONS: (
        Text(da="fuldtidsperson", en="full-time person"),
        Text(da="fuldtidspersoner", en="full-time persons"),
    ),
    Unit.PERSONS: (Text(da="person", en="person"), Text(da="personer", en="persons")),
    Unit.SPELLS: (Text(da="forløb", en="spell"), Text(da="forløb", en="spells")),
    Unit.CASES: (Text(da="sag", en="case"), Text(da="sager", en="cases")),
    Unit.NUMBER: (Text(da="antal", en="number"),) * 2,
    Unit.CONTACTS: (Text(da="samtale", en="contact"), Text(da="samtaler", en="contacts")),
    Unit.DKK: (Text(da="kr.", en="DKK"), Text(da="kr.", en="DKK")),
    Unit.FULL_TIME_EQUIVALENTS: (
        Text(da="årsværk", en="full-time equivalent"),
        Text(da="årsværk", en="full-time equivalents"),
    ),
    Unit.ANSWERS: (Text(da="svar", en="answer"), Text(da="svar", en="answers")),
    Unit.AREAS: (Text(da="område", en="area"), Text(da="områder", en="areas")),
    Unit.PER_100: (Text(da="pr. 100", en="per 100"), Text(da="pr. 100", en="per 100")),
    Unit.PER_1000: (Text(da="pr. 1.000", en="per 1,000"), Text(da="pr. 1.000", en="per 1,000")),
}
POINTS = (
    Text(da="procentpoint", en="percentage point"),
    Text(da="procentpoint", en="percentage points"),
)


def _unit_name(period: Period, lang: Language) -> str:
    year, number = period.year, period.number
    match period.kind:
        case Kind.MONTH:
            return f"{MONTHS[number - 1](lang)}{NBSP}{year}"
        case Kind.QUARTER:
            return f"{number}.{NBSP}kvartal{NBSP}{year}" if lang == "da" else f"Q{number}{NBSP}{year}"
        case Kind.HALF:
            return f"{number}.{NBSP}halvår{NBSP}{year}" if lang == "da" else f"H{number}{NBSP}{year}"
        case Kind.YEAR:
            return str(year)


def period_name(period: Period, lang: Language) -> str:
    """``3. kvartal 2011``, ``1.–2. halvår 2019``, ``4. kvartal 2010 – 3. kvartal 2011``."""
    units = list(period)
    first, last = units[0], _unit_name(units[-1], lang)
    if len(units) == 1:
        return last
    if first.year == units[-1].year and first.kind in (Kind.QUARTER, Kind.HALF):
        return f"{first.number}.–{last}" if lang == "da" else f"{last[0]}{first.number}–{last}"
    return f"{_unit_name(first, lang)} – {last}"


def in_period(period: Period, lang: Language) -> str:
    """``i 3. kvartal 2011``; a span: ``i perioden 4. kvartal 2010 – 3. kvartal 2011``."""
    name = period_name(period, lang)
    if period.length == 1:
        return f"i {name}" if lang == "da" else f"in {name}"
    return f"i perioden {name}" if lang == "da" else f"in the period {name}"


def from_to(base: Period, period: Period, lang: Language) -> str:
    """``fra 3. kvartal 2010 til 3. kvartal 2011``."""
    first, last = period_name(base, lang), period_name(period, lang)
    if base.length > 1 or period.length > 1:
        return (
            f"fra perioden {first} til perioden {last}"
            if lang == "da"
            else f"from the period {first} to the period {last}"
        )
    return f"fra {first} til {last}" if lang == "da" else f"from {first} to {last}"


def short_period(period: Period, lang: Language) -> str:
    """``3. kvt. 2011``, ``sep. 2011``, ``2019``; a span by its two ends."""
    units = list(period)
    if len(units) > 1:
        return f"{short_period(units[0], lang)} – {short_period(units[-1], lang)}"
    if period.kind is Kind.MONTH:
        name = MONTHS[period.number - 1](lang)
        short = name if len(name) <= 3 else name[:3] + ("." if lang == "da" else "")
        return f"{short}{NBSP}{period.year}"
    if period.kind is Kind.QUARTER and lang == "da":
        return f"{period.number}.{NBSP}kvt.{NBSP}{period.year}"
    return _unit_name(period, lang)


def day_name(day: date, lang: Language) -> str:
    """``3. februar 2012`` / ``3 February 2012``."""
    month = MONTHS[day.month - 1](lang)
    return f"{day.day}.{NBSP}{month} {day.year}" if lang == "da" else f"{day.day}{NBSP}{month} {day.year}"


def cluster_label(cluster: str, given: Text | None, lang: Language) -> str:
    """The name that the settings give, a region's or the country's own name, else the bare name.

    Only words known to be so spelled get their æ, ø and å: an ``aa`` may be Aabenraa's.
    """
    if given is not None:
        return given(lang)
    if cluster == municipality.COUNTRY or cluster.startswith(municipality.REGION):
        return municipality.area_label(cluster, lang)
    words = cluster.removeprefix(municipality.CLUSTER).split("_")
    return capital(" ".join(_SPELLED.get(word, word) for word in words))


def is_place(cluster: str) -> bool:
    """Whether the cluster is a region or the country, which need no word for what they are."""
    return cluster == municipality.COUNTRY or cluster.startswith(municipality.REGION)


def names_place(name: str, lang: Language) -> bool:
    """Whether a cluster is called as a region or the country is."""
    places = [municipality.area_label(municipality.COUNTRY, lang)]
    places += [region(lang) for region in municipality.regions().values()]
    return name in places


def place_in_text(name: str, lang: Language) -> str:
    """A region or the country inside a sentence: ``hele landet``, ``the Region of Southern Denmark``."""
    if name == municipality.area_label(municipality.COUNTRY, lang):
        return name[:1].lower() + name[1:] if lang == "da" else name
    takes_article = lang == "en" and (name.endswith(("Denmark", "Region")))
    return f"the {name}" if takes_article else name


def group_label(group: str, lang: Language) -> str:
    """A benefit group's name; an id that no table knows is its own name."""
    known = benefit.groups().get(group)
    return known.label(lang) if known else group.replace("_", " ")


def unit_words(unit: Unit) -> Text:
    """What stands after several of ``unit``: ``pct.``, ``uger``, ``fuldtidspersoner``."""
    return _UNITS[unit][1]


def unit_name(unit: Unit, lang: Language, *, one: bool = False) -> str:
    return _UNITS[unit][0 if one else 1](lang)


def unit_after(declared: Indicator, lang: Language, *, one: bool = False) -> str:
    """What stands after a level in a sentence; nothing where the subject says what is counted."""
    said = declared.unit in (Unit.PERCENT, Unit.WEEKS)
    return unit_name(declared.unit, lang, one=one) if said else ""


def change_unit(development: Development, unit: Unit, lang: Language, *, one: bool = False) -> str:
    """What stands after a change: per cent, percentage points, or the indicator's own unit where known."""
    match development:
        case Development.PERCENT:
            return unit_name(Unit.PERCENT, lang)
        case Development.PERCENTAGE_POINTS:
            return POINTS[0 if one else 1](lang)
        case Development.ABSOLUTE:
            return "" if unit is Unit.NUMBER else unit_name(unit, lang, one=one)


def listed(items: list[str] | tuple[str, ...], lang: Language) -> str:
    """``a, b og c``."""
    if len(items) < 2:
        return "".join(items)
    word = "og" if lang == "da" else "and"
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
