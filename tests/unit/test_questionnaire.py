"""Scales are known by their labels, whatever codes an export gives them; ids are safe and all different."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.voices.questionnaire import Choice, Kind, Question, Questionnaire, slug, slugs
from pejling.voices.scales import is_outside, scale_of, seen_scale

# the scale of both surveys of 2020, the most positive first
DEGREES = ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
AGREEMENT = ("Helt enig", "Delvist enig", "Hverken enig eller uenig", "Delvist uenig", "Helt uenig")


def test_the_scale_of_the_surveys_whatever_its_codes():
    """Exports differ in the order of codes: 1-5, 5-1, 10-50 in no order are the same scale."""
    for codes in (["1", "2", "3", "4", "5"], ["5", "4", "3", "2", "1"], ["30", "10", "50", "20", "40"]):
        found = scale_of(codes, DEGREES)
        assert found is not None
        assert found.places == (0, 1, 2, 3, 4)
        assert found.points == 5


@given(st.randoms(use_true_random=False), st.sampled_from([DEGREES, AGREEMENT]))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_order_in_which_choices_are_listed_is_nothing(shuffle: random.Random, scale: tuple[str, ...]):
    listed = [*scale, "Ved ikke"]
    shuffle.shuffle(listed)
    found = scale_of([str(at) for at in range(6)], listed)
    assert found is not None
    assert [listed[found.places.index(place)] for place in range(5)] == list(scale)
    assert found.places[listed.index("Ved ikke")] is None
    assert found.points == 5


@pytest.mark.parametrize(
    "label",
    ["Ved ikke", "ved ikke.", "Ønsker ikke at svare", "Ikke relevant", "Ved ikke / ikke relevant", "N/A"],
)
def test_what_lies_outside_a_scale(label):
    assert is_outside(label)
    found = scale_of(["1", "2", "3", "4", "5", "9"], [*DEGREES, label])
    assert found is not None
    assert found.places == (0, 1, 2, 3, 4, None)


@pytest.mark.parametrize("label", [*DEGREES, "Ja", "Ved du det ikke?", "1"])
def test_what_does_not_lie_outside(label):
    assert not is_outside(label)


@pytest.mark.parametrize(
    ("labels", "points"),
    [
        (("Helt uenig", "Uenig", "Enig", "Helt enig"), 4),
        (("Meget utilfreds", "Utilfreds", "Hverken/eller", "Tilfreds", "Meget tilfreds"), 5),
        (("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"), 5),
        (("Ikke viktig", "Litt viktig", "Ganske viktig", "Veldig viktig"), 4),
        (("Slet ikke", "I mindre grad", "I nogen grad", "I høj grad"), 4),
    ],
)
def test_other_scales_from_the_most_negative(labels, points):
    found = scale_of([str(at) for at in range(points)], labels)
    assert found is not None
    assert found.places == tuple(range(points))[::-1]
    assert found.points == points


def test_seven_steps_in_which_agreeing_is_said_three_ways():
    labels = (
        "Helt enig",
        "Enig",
        "Delvist enig",
        "Hverken enig eller uenig",
        "Delvist uenig",
        "Uenig",
        "Helt uenig",
    )
    found = scale_of([str(at) for at in range(7)], labels)
    assert found is not None
    assert found.places == tuple(range(7))


@pytest.mark.parametrize(
    "labels",
    [
        ("1", "2", "3", "4", "5"),  # numbers say nothing of which end is good
        ("Ja", "Delvist", "Nej"),
        ("Mand", "Kvinde", "Andet"),
        ("Helt enig", "Uenig"),  # two steps are no scale
        ("Helt enig", "Delvist enig", "I nogen grad", "Slet ikke"),  # two scales mixed
        ("Ved ikke", "Ikke relevant", "Ønsker ikke at svare"),
    ],
)
def test_what_is_no_scale(labels):
    assert scale_of([str(at + 1) for at in range(len(labels))], labels) is None


def test_words_at_the_ends_and_codes_between():
    """From "i liten grad" to "i stor grad" by 2 and 3: under codes 1 to 4, and under codes the other way."""
    up = scale_of(["1", "2", "3", "4"], ["I liten grad", "2", "3", "I stor grad"])
    down = scale_of(["4", "3", "2", "1"], ["I liten grad", "3", "2", "I stor grad"])
    assert up is not None
    assert down is not None
    assert up.places == (3, 2, 1, 0)
    assert down.places == (3, 2, 1, 0)
    # codes that are not the printed numbers tell nothing of their order
    assert scale_of(["1", "7", "8", "4"], ["I liten grad", "2", "3", "I stor grad"]) is None


def test_a_scale_of_which_only_answers_are_known():
    """Nobody chose "i meget høj grad" here, but another question's answers show that it could be chosen."""
    seen = ("I høj grad", "I nogen grad", "Slet ikke")
    with_others = seen_scale(seen, [*seen, "I meget høj grad", "I mindre grad"])
    assert with_others is not None
    assert with_others.points == 5
    assert with_others.places == (1, 2, 4)
    # alone they may be of four steps or of five: the order is known, what is top 2 is not
    alone = seen_scale(seen, seen)
    assert alone is not None
    assert alone.points == 0
    assert alone.places == (0, 1, 2)
    assert seen_scale(("Ja", "Nej"), ("Ja", "Nej")) is None


def test_slugs():
    assert slug("Ønsker ikke at svare") == "oensker_ikke_at_svare"
    assert slug("Q1[SQ001]") == "q1_sq001"
    assert slug("§§", "choice") == "choice"
    long = slug("Realfag (for eksempel et eller flere av fagene: biologi, kjemi, fysikk)")
    assert long == "realfag_for_eksempel_et_eller_flere_av"  # cut between words at 40
    assert slugs(["Ja", "ja", "JA!", "Nej"]) == ("ja", "ja_2", "ja_3", "nej")


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_slugs_are_safe_and_different(texts):
    found = slugs(texts)
    assert len(set(found)) == len(texts)
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789_") and one for one in found)


def test_a_questionnaire_is_written_and_read():
    question = Question(
        "q1",
        "Hvor enig er du?",
        Kind.SCALE,
        ("Q1",),
        (Choice("1", "Helt enig", "helt_enig", 0), Choice("9", "Ved ikke", "ved_ikke")),
        top_2=("helt_enig",),
    )
    whole = Questionnaire((question, Question("q2", "Alder", Kind.NUMBER, ("alder",))))
    assert Questionnaire.from_json(json.loads(json.dumps(whole.as_json()))) == whole
    assert whole.counts() == {"scale": 1, "number": 1}
    assert whole.find("ALDER") == whole.questions[1]
    assert whole.find("x") is None
    with pytest.raises(ValueError, match="differ"):
        Questionnaire((question, question))
