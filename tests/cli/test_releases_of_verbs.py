"""--release of every verb that prints figures: what was told is kept, and three more persons are not."""

from __future__ import annotations

import pytest

WEEKS = [f"y_14{week:02d}" for week in range(1, 31)]
CLUSTER = '[clusters.naboer]\nmembers = [510, 540]\nlabel_da = "Naboer"\nlabel_en = "Neighbours"\n\n'
AT = ("--period", "2014Q2")
NEAR = ("--cluster", "naboer")
SICK = "sygedagpenge"
ASKED = {
    "rank": ("rank", "--indicator", "full_time_persons", "--group", SICK, *AT),
    "trend": ("trend", "full_time_persons", SICK, "580", *NEAR, "--from", "2014Q1", "--to", "2014Q2"),
    "savings": ("savings", *NEAR, *AT, "--group", SICK),
    "gap": ("decompose", "gap", SICK, *NEAR, *AT),
    "composition": ("decompose", "composition", "mean_weeks_in_period", SICK, "--by", "sex", *NEAR, *AT),
    "drivers": ("decompose", "drivers", SICK, *AT, "--base", "2014Q1"),
    "flows": ("decompose", "flows", SICK, "--direction", "out", *AT),
}


@pytest.fixture
def deliver(run, workspace, tmp_path):
    """Take in a delivery: so many ill in Aabenraa until week 20, 60 and 80 in two others, half men."""
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    start, end = text.index("[clusters.region]"), text.index("# [clusters.naboer]")
    settings.write_text(text[:start] + CLUSTER + text[end:], encoding="utf-8")
    force = tmp_path / "styrke.csv"
    rows = [
        f"labour_force_16_66,,{area},2013,{size}" for area, size in ((580, 5000), (510, 4000), (540, 6000))
    ]
    force.write_text("\n".join(["indicator,group,area,period,value", *rows]) + "\n", encoding="utf-8")
    assert run("take-in", "observations", force).code == 0

    def take_in(persons):
        lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *WEEKS])]
        number = 0
        for area, count in ((580, persons), (510, 60), (540, 80)):
            for _ in range(count):
                number += 1
                codes = ["890"] * 20 + [""] * 10
                lines.append(";".join([str(number), str(area), str(1 + number % 2), "1980", *codes]))
        path = tmp_path / f"uger{persons}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        answer = run("take-in", "dream", path)
        assert answer.code == 0, answer.err

    return take_in


def released(run):
    return [row["id"] for row in run("releases", "list", "--format", "csv").rows]


@pytest.mark.parametrize("verb", ASKED)
def test_what_is_sent_out_is_kept_and_three_more_persons_are_not(run, deliver, verb):
    deliver(100)
    plain = run(*ASKED[verb], "--format", "csv")
    assert (plain.code, released(run)) == (0, []), plain.err
    sent = run(*ASKED[verb], "--format", "csv", "--release")
    assert (sent.code, sent.out) == (0, plain.out), sent.err
    (first,) = released(run)
    assert f"Frigivet: {first}" in sent.err
    told = run("releases", "show", first, "--format", "csv").rows
    assert "580" in {row["area"] for row in told}
    again = run(*ASKED[verb], "--release")
    assert again.code == 0, again.err  # the same may be told again
    deliver(103)
    refused = run(*ASKED[verb], "--release")
    assert (refused.code, refused.out) == (1, ""), refused.err
    assert "forskellen til dengang er nogle få" in refused.err
    assert len(released(run)) == 2
    assert run(*ASKED[verb]).code == 0  # on the screen it may be seen


def test_a_clusters_parts_are_told_as_their_sum(run, deliver):
    """60 and 80 persons, of each sex half: 70 weigh the cluster's mean weeks of either."""
    deliver(100)
    assert run(*ASKED["composition"], "--release").code == 0
    told = run("releases", "show", released(run)[0], "--format", "csv").rows
    cluster = [row for row in told if row["area"] == "cluster:naboer"]
    assert {row["breakdown"] for row in cluster} == {"sex:m", "sex:k"}
    assert {row["members"] for row in cluster} == {"510 540"}
    assert "70" in {row["value"] for row in cluster}
    assert {"510", "540"}.isdisjoint(row["area"] for row in told)


def test_an_undecided_answer_tells_nothing(run, deliver):
    """With three in Aabenraa the composition is undecided: nothing is printed of anybody."""
    deliver(3)
    assert run(*ASKED["composition"], "--release").code == 0
    assert released(run) == []


@pytest.mark.parametrize("verb", ["rank", "gap"])
def test_own_staff_are_no_audience(run, deliver, verb):
    deliver(100)
    answer = run(*ASKED[verb], "--release", "--audience", "internal")
    assert answer.code == 1
    assert "--release er til læsere udenfor" in answer.err
