"""A rare answer to a survey follows neither from the answers less other choices nor from named sums."""

from __future__ import annotations

from figures_by_hand import measured

from pejling.disclosure.protect import protect
from pejling.terms.observation import Observation, Status, table_of

QUESTION = "trivsel/q1"


def share(name: str, above: int, below: int) -> Observation:
    return measured("580", above, below, name, group="", period="2020Q1")


def choice(name: str, above: int, below: int = 60) -> Observation:
    return share(f"survey_share_pct:{QUESTION}={name}", above, below)


def answers(number: int) -> Observation:
    more = {"group": "", "period": "2020Q1", "scale": 1, "denominator_count": None}
    return measured("580", number, 1, f"survey_answers:{QUESTION}", **more)


def hidden(*rows: Observation) -> list[bool]:
    table = protect(table_of(list(rows)), "public").table
    return [status == Status.SUPPRESSED for status in table["status"].to_pylist()]


def test_the_answers_less_the_other_choices():
    """60 - 30 - 20 - 7 = 3: beside the 3 the two smallest others go, which leave room for each other."""
    rows = [choice("a", 30), choice("b", 20), choice("c", 7), choice("d", 3)]
    assert hidden(*rows) == [False, True, True, True]
    assert not any(hidden(choice("a", 33), *rows[1:3], choice("d", 0)))


def test_one_choice_that_is_left_out_of_the_question():
    """30 + 20 + 7 of 60: 3 chose what was not asked for. Of 62 it is 5, and all may be told."""
    assert any(hidden(choice("a", 30), choice("b", 20), choice("c", 7)))
    assert not any(hidden(choice("a", 30, 62), choice("b", 20, 62), choice("c", 7, 62)))


def test_the_named_sum_of_the_lowest_two():
    """20, 17, 15, 5 and 3: the lowest two are 8, and 8 - 5 = 3. The 8 goes; the highest two, 37, stay."""
    rows = [choice(name, n) for name, n in zip("abcde", (20, 17, 15, 5, 3), strict=True)]
    high = share(f"survey_top_2_pct:{QUESTION}", 37, 60)
    low = share(f"survey_bottom_2_pct:{QUESTION}", 8, 60)
    gone = hidden(*rows, high, low, answers(60))
    assert gone[4]
    assert gone[6]
    assert gone[5:8:2] == [False, False]


def test_few_who_do_not_know():
    """60 answered, 57 of them on the scale: the 3 are told by the two numbers of answers, which both go."""
    scale = [choice("a", 30, 57), choice("b", 27, 57)]
    assert hidden(answers(60), *scale, choice("ved_ikke", 3)) == [True] * 4
    scale = [choice("a", 30, 55), choice("b", 25, 55)]
    assert not any(hidden(answers(60), *scale, choice("ved_ikke", 5)))


def test_several_choices_add_up_to_nothing():
    """40, 30 and 3 of 60 who could choose as they liked: only the 3 is hidden."""
    assert hidden(choice("a", 40), choice("b", 30), choice("c", 3)) == [False, False, True]
