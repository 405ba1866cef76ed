"""Footnotes of a table: each reservation gets a letter the first time a cell needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pejling.comparison.figure import NO_FIGURE
from pejling.terms import breaks
from pejling.terms.observation import Mark
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

POINTS = "points"
HIDDEN = "hidden"
NO_MEMBERS = "no_members"
_REASON = "reason:"
_BACK_CAST = "back_cast:"

TEXTS: dict[str, Text] = {
    POINTS: Text(
        da="Udviklingen i en andel vises i procentpoint, fordi en procentvis ændring af en procent er let at "
        "læse forkert.",
        en="The development of a share is shown in percentage points, since a percentage change of a "
        "percentage is easily misread.",
    ),
    HIDDEN: Text(
        da="Skjult, fordi der står så få personer eller forløb bag, at enkelte kunne genkendes.",
        en="Hidden, because so few persons or spells stand behind it that individuals could be recognised.",
    ),
    NO_MEMBERS: Text(
        da="Klyngens tal er offentliggjort af kilden uden tal for de enkelte kommuner.",
        en="The cluster's figure is published by its source without figures for the municipalities.",
    ),
    Mark.PROVISIONAL: Text(
        da="Foreløbigt tal: der kommer stadig registreringer til.",
        en="Provisional figure: registrations are still being added.",
    ),
    Mark.INCOMPLETE: Text(
        da="En eller flere af periodens uger mangler i data.",
        en="One or more of the period's weeks are missing from the data.",
    ),
    Mark.UNDER_REPORTED: Text(
        da="Underindberettet i perioden: tallet er for lavt.",
        en="Under-reported in the period: the figure is too low.",
    ),
    Mark.IMPLIED_DENOMINATOR: Text(
        da="Nævneren er udledt af offentliggjorte antal og andele.",
        en="The denominator is worked out from published counts and shares.",
    ),
    Mark.MEAN_OF_MUNICIPALITIES: Text(
        da="Simpelt gennemsnit af klyngens kommuner.", en="Plain mean of the cluster's municipalities."
    ),
    Mark.MEMBERS_HIDDEN: Text(
        da="Kommuner med skjulte tal er holdt ude af klyngen; det ændrer ikke det viste tal.",
        en="Municipalities with hidden figures are left out of the cluster; the printed figure is unchanged.",
    ),
    Mark.OVER_100: Text(
        da="Over 100 pct.: tilbud, der løber samtidig, er regnet hver for sig.",
        en="Over 100 per cent: offers that run in parallel are counted one by one.",
    ),
    Mark.SMALL_COUNT: Text(
        da="Der står under fem personer eller forløb bag: kun til intern brug.",
        en="Fewer than five persons or spells stand behind it: for internal use only.",
    ),
}


class Footnotes:
    """Hands out letters for one table, in the order of need."""

    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self._letters: dict[str, str] = {}

    def letters(self, reasons: Iterable[str], periods: Sequence[Period] = ()) -> tuple[str, ...]:
        """The letters of those ``reasons`` that have a text; marks that need none are passed over.

        ``periods``: those of the figure. The mark of a break that falls inside none of them says that the
        source has counted the series anew over it, so that both sides can be compared.
        """
        found = []
        for mark in sorted(set(reasons)):
            reason = _of_break(mark, periods) if mark.startswith(breaks.PREFIX) else mark
            if reason in TEXTS or reason.startswith((breaks.PREFIX, _BACK_CAST)):
                letter = self._letters.setdefault(reason, _letter(len(self._letters)))
                found.append(letter)
        return tuple(sorted(found))

    def of_reason(self, reason: Text | None) -> tuple[str, ...]:
        """The letter of the reason why there is no figure; none where there simply is no figure."""
        if reason is None or reason == NO_FIGURE:
            return ()
        text = reason(self._lang)
        return (
            self._letters.setdefault(f"{_REASON}{text[:1].upper()}{text[1:]}.", _letter(len(self._letters))),
        )

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """Each letter with its text."""
        return tuple((letter, self._text(reason)) for reason, letter in self._letters.items())

    def _text(self, reason: str) -> str:
        if reason.startswith(_REASON):
            return reason.removeprefix(_REASON)
        if reason.startswith(_BACK_CAST):
            return _counted_anew(reason.removeprefix(_BACK_CAST), self._lang)
        if not reason.startswith(breaks.PREFIX):
            return TEXTS[reason](self._lang)
        label = breaks.label(reason.removeprefix(breaks.PREFIX), self._lang)
        if self._lang == "da":
            return f"Databrud: {label}. Tal før og efter kan ikke sammenlignes."
        return f"Series break: {label}. Figures before and after cannot be compared."


def _of_break(mark: str, periods: Sequence[Period]) -> str:
    id = mark.removeprefix(breaks.PREFIX)
    known = breaks.breaks().get(id)
    if known is None or not periods or any(known.within(period) for period in periods):
        return mark
    return f"{_BACK_CAST}{id}"


def _counted_anew(id: str, lang: Language) -> str:
    label = breaks.label(id, lang)
    if lang == "da":
        return (
            f"Databrud: {label}. Kilden har regnet serien tilbage over bruddet, så tallene kan sammenlignes."
        )
    return (
        f"Series break: {label}. The source has recalculated the series back across the break, so that the "
        "figures can be compared."
    )


def _letter(number: int) -> str:
    """a, b, ..., z, aa, ab, ..."""
    first, last = divmod(number, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)
