"""The same survey and period taken in again replaces the earlier one whole; another name does not."""

from test_take_in_survey import many, row


def take_in(run, file, *more):
    answer = run("take-in", "survey", file, "--name", "trivsel", "--period", "2020Q1", *more)
    assert answer.code == 0, answer.err
    return answer


def listed(run):
    return [one["id"] for one in run("vintages", "list", "--format", "csv").rows]


def test_figures_that_only_the_older_one_has_are_gone(run, workspace, tmp_path):
    first = take_in(run, many(tmp_path / "a.xlsx"), "--population", "80", "--department", "afd")
    assert "Erstatter" not in first.out
    rate, answers = "survey_response_rate_pct:trivsel", "survey_answers:trivsel/q1"
    assert row(run, rate)[:2] == ("60", "80")
    # now without the population and the departments: no rate of the older one stands beside the new answers
    second = take_in(run, many(tmp_path / "b.xlsx"), "--lang", "en")
    old, new = listed(run)
    assert f"Replaces the vintage {old} of the same survey and period" in second.out
    assert f"vintages withdraw {new}" in second.out
    assert run("measure", "--indicator", rate, "--format", "csv").rows == []
    assert row(run, answers)[0] == "60"
    # withdrawn, the older one counts again
    assert run("vintages", "withdraw", new, "--why", "forkert fil").code == 0
    assert row(run, rate)[:2] == ("60", "80")


def test_another_period_or_name_is_another_survey(run, workspace, tmp_path):
    take_in(run, many(tmp_path / "a.xlsx"), "--population", "80")
    file = many(tmp_path / "b.xlsx")
    for more in (("--name", "trivsel", "--period", "2021Q1"), ("--name", "anden", "--period", "2020Q1")):
        answer = run("take-in", "survey", file, *more)
        assert (answer.code, "Erstatter" in answer.out) == (0, False)
    assert row(run, "survey_response_rate_pct:trivsel", "--period", "2020Q1")[:2] == ("60", "80")
