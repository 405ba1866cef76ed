"""Scales of answers, known by their labels: exports differ in the order of their codes, labels do not lie.

A ladder lists the steps of one kind of scale from the most positive to the most negative, each by the words
that are in use for it (Danish, Norwegian, Swedish, English); ``forms`` are the sets of steps that are asked
together. The scale of both surveys of 2020 is the first form of the first ladder (mploy 2020, figures 5.1 to
7.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps from the most positive; each a set of labels. ``forms``: places of the steps that go together."""

    steps: tuple[frozenset[str], ...]
    forms: tuple[tuple[int, ...], ...]


def _ladder(*steps: str, forms: Sequence[str]) -> Ladder:
    """``steps``: labels of one step divided by |; ``forms``: digits, a step each."""
    return Ladder(
        tuple(frozenset(step.split("|")) for step in steps),
        tuple(tuple(int(digit) for digit in form) for form in forms),
    )


LADDERS = (
    _ladder(
        "i meget høj grad|i meget stor grad|i svært høj grad|i svært stor grad|i mycket hög grad"
        "|to a very great extent|to a very high degree|to a very large extent",
        "i høj grad|i stor grad|i hög grad|to a great extent|to a high degree|to a large extent",
        "i nogen grad|delvist|i noen grad|til en viss grad|i viss grad|to some extent|to some degree",
        "i mindre grad|i ringe grad|i lav grad|i lille grad|i liten grad|i låg grad|to a lesser extent"
        "|to a small extent|to a low degree|to a lesser degree",
        "i meget ringe grad|i meget lav grad|i meget lille grad|i svært liten grad|to a very small extent"
        "|to a very low degree",
        "slet ikke|overhovedet ikke|ikke i det hele tatt|inte alls|not at all",
        forms=("01235", "01234", "1235"),
    ),
    _ladder(
        "helt enig|meget enig|fuldstændig enig|svært enig|håller helt med|strongly agree|totally agree"
        "|completely agree",
        "enig|overvejende enig|delvist enig|delvis enig|ganske enig|agree|somewhat agree|mostly agree",
        "hverken enig eller uenig|hverken eller|hverken/eller|både og|neutral|verken enig eller uenig"
        "|neither agree nor disagree|neither agree or disagree",
        "uenig|overvejende uenig|delvist uenig|delvis uenig|ganske uenig|disagree|somewhat disagree"
        "|mostly disagree",
        "helt uenig|meget uenig|fuldstændig uenig|svært uenig|strongly disagree|totally disagree"
        "|completely disagree",
        forms=("01234", "0134", "123"),
    ),
    _ladder(  # seven steps: "enig" and "delvist enig" are two of them
        "helt enig|strongly agree",
        "enig|overvejende enig|agree|mostly agree",
        "delvist enig|delvis enig|lidt enig|somewhat agree|slightly agree",
        "hverken enig eller uenig|hverken eller|hverken/eller|neutral|neither agree nor disagree",
        "delvist uenig|delvis uenig|lidt uenig|somewhat disagree|slightly disagree",
        "uenig|overvejende uenig|disagree|mostly disagree",
        "helt uenig|strongly disagree",
        forms=("0123456", "012456"),
    ),
    _ladder(
        "meget tilfreds|svært tilfreds|fornøyd i høy grad|svært fornøyd|very satisfied",
        "tilfreds|overvejende tilfreds|fornøyd|satisfied|somewhat satisfied",
        "hverken tilfreds eller utilfreds|hverken eller|hverken/eller|verken fornøyd eller misfornøyd"
        "|neither satisfied nor dissatisfied|neutral",
        "utilfreds|overvejende utilfreds|misfornøyd|dissatisfied|somewhat dissatisfied",
        "meget utilfreds|svært utilfreds|svært misfornøyd|very dissatisfied",
        forms=("01234", "0134", "123"),
    ),
    _ladder(
        "meget god|meget godt|særdeles god|virkelig god|svært god|very good|excellent",
        "god|godt|good",
        "hverken god eller dårlig|hverken godt eller dårligt|hverken eller|hverken/eller|nogenlunde|middel"
        "|neither good nor poor|neither good nor bad|fair",
        "dårlig|dårligt|poor|bad",
        "meget dårlig|meget dårligt|svært dårlig|very poor|very bad",
        forms=("01234", "0134"),
    ),
    _ladder(
        "altid|always|alltid",
        "ofte|often|for det meste",
        "sommetider|nogle gange|af og til|indimellem|noen ganger|av og til|sometimes",
        "sjældent|sjelden|rarely|seldom",
        "aldrig|næsten aldrig|aldrig/næsten aldrig|aldri|never",
        forms=("01234", "0134"),
    ),
    _ladder(
        "meget vigtigt|meget vigtig|veldig viktig|svært viktig|very important",
        "vigtigt|vigtig|ganske vigtigt|ganske vigtig|ganske viktig|viktig|important|fairly important",
        "hverken vigtigt eller uvigtigt|hverken eller|neither important nor unimportant",
        "mindre vigtigt|mindre vigtig|lidt vigtigt|lidt vigtig|litt viktig|slightly important|less important",
        "ikke vigtigt|ikke vigtig|slet ikke vigtigt|ikke viktig|uvigtigt|not important|not important at all",
        forms=("0134", "01234"),
    ),
)

# ends of scales that print bare numbers between them
_HIGH = frozenset({"i stor grad", "i høj grad", "i meget høj grad", "helt enig", "meget enig", "altid"})
_LOW = frozenset({"i liten grad", "i lille grad", "i ringe grad", "slet ikke", "helt uenig", "aldrig"})

OUTSIDE = frozenset(
    {
        *("ved ikke", "det ved jeg ikke", "ønsker ikke at svare", "vil ikke svare", "ikke relevant"),
        *("ikke aktuelt", "ikke aktuel", "ikke relevant for mig", "ønsker ikke at oplyse", "uoplyst"),
        *("intet svar", "kan ikke vurdere det", "kan ikke svare", "ved ikke/ikke relevant"),
        *("ikke relevant/ved ikke", "vet ikke", "vet inte", "ikke relevant/vet ikke"),
        *("vet ikke/ikke relevant", "ønsker ikke å svare", "don't know", "do not know", "dont know"),
        *("not relevant", "not applicable", "n/a", "prefer not to say", "prefer not to answer"),
        *("no answer", "don't know/not relevant"),
    }
)


@dataclass(frozen=True, slots=True)
class Scale:
    """``places``: of each label given, 0 the most positive, None outside; ``points``: how many there are.

    ``points`` is 0 where answers alone do not tell which scale was asked: the order is known, the ends not.
    """

    places: tuple[int | None, ...]
    points: int


def plain(label: str) -> str:
    """A label as it is compared: lower case, single spaces, none at a slash, no full stop at the end."""
    bare = re.sub(r"\s*/\s*", "/", " ".join(label.replace("’", "'").split()).casefold())
    return bare.strip(" .:,()")


def is_outside(label: str) -> bool:
    """Whether a choice is none of what was asked about: don't know, no wish to answer, not relevant."""
    return plain(label) in OUTSIDE


def scale_of(values: Sequence[str], labels: Sequence[str]) -> Scale | None:
    """The scale that the choices of a question make, all of them given; None where they make none.

    Every label but those outside must be a different step of one ladder, three at least.

    >>> scale_of(["1", "2", "3", "9"], ["Slet ikke", "I nogen grad", "I høj grad", "Ved ikke"])
    Scale(places=(2, 1, 0, None), points=3)
    """
    asked = [label for label in labels if not is_outside(label)]
    if len(asked) < 3:
        return None
    for ladder in LADDERS:
        steps = _steps(ladder, asked)
        if steps is not None:
            order = {label: place for place, (_, label) in enumerate(sorted(zip(steps, asked, strict=True)))}
            return Scale(tuple(None if is_outside(one) else order[one] for one in labels), len(asked))
    return _between_ends(values, labels)


def seen_scale(labels: Sequence[str], also: Collection[str]) -> Scale | None:
    """The scale of a question of which only the answers are known: nobody may have chosen some step.

    ``also``: labels seen in other questions of the same file, which tell which form of the ladder was used.
    """
    asked = [label for label in labels if not is_outside(label)]
    for ladder in LADDERS:
        steps = _steps(ladder, asked)
        if steps is None or not asked:
            continue
        found = (_step(ladder, one) for one in also)
        everywhere = {step for step in found if step is not None} | set(steps)
        forms = [form for form in ladder.forms if everywhere <= set(form)] or [tuple(sorted(everywhere))]
        form = min(forms, key=len)
        if len({_ends(one, everywhere) for one in forms}) > 1 or len(form) < 3:
            order = {label: rank for rank, (_, label) in enumerate(sorted(zip(steps, asked, strict=True)))}
            return Scale(tuple(order.get(one) for one in labels), 0)
        at = {label: form.index(step) for label, step in zip(asked, steps, strict=True)}
        return Scale(tuple(at.get(one) for one in labels), len(form))
    return None


def steps_beside(labels: Sequence[str], also: Collection[str]) -> list[str]:
    """Of the labels ``also`` seen those that are other steps of the ladder of ``labels``, a label each."""
    asked = [label for label in labels if not is_outside(label)]
    for ladder in LADDERS:
        steps = _steps(ladder, asked)
        if steps:
            found = {step: label for label in sorted(also) if (step := _step(ladder, label)) is not None}
            return [label for step, label in sorted(found.items()) if step not in steps]
    return []


def _ends(form: tuple[int, ...], seen: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Which of the steps seen lie in the form's top-2 and bottom-2."""
    return frozenset(form[:2]) & frozenset(seen), frozenset(form[-2:]) & frozenset(seen)


def _steps(ladder: Ladder, labels: Sequence[str]) -> list[int] | None:
    """The step of each label; None where one is no step or two are the same."""
    steps = [_step(ladder, label) for label in labels]
    known = [step for step in steps if step is not None]
    return known if len(set(known)) == len(labels) else None


def _step(ladder: Ladder, label: str) -> int | None:
    bare = plain(label)
    return next((place for place, step in enumerate(ladder.steps) if bare in step), None)


def _between_ends(values: Sequence[str], labels: Sequence[str]) -> Scale | None:
    """A scale with words at its ends and its codes between them: "i liten grad", 2, 3, "i stor grad".

    The labels between say how far each is; they must be their own codes, and the ends' codes next to them.
    """
    asked = [(value, plain(label)) for value, label in zip(values, labels, strict=True)]
    asked = [pair for pair in asked if pair[1] not in OUTSIDE]
    if not all(value.isascii() and value.isdecimal() for value, _ in asked):
        return None
    asked.sort(key=lambda pair: int(pair[0]))
    codes = [int(value) for value, _ in asked]
    inner = all(value == label for value, label in asked[1:-1])
    if len(asked) < 4 or not inner or codes != list(range(codes[0], codes[0] + len(codes))):
        return None
    first, last = asked[0][1], asked[-1][1]
    if first in _LOW and last in _HIGH:
        asked.reverse()
    elif not (first in _HIGH and last in _LOW):
        return None
    order = {value: place for place, (value, _) in enumerate(asked)}
    return Scale(
        tuple(
            None if is_outside(label) else order[value] for value, label in zip(values, labels, strict=True)
        ),
        len(asked),
    )
