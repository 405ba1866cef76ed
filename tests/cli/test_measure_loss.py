"""measure says how much is hidden beside the policy's small numbers, and that it could hardly be less."""

from __future__ import annotations

WEEKS = [f"y_14{week:02d}" for week in range(1, 27)]


def test_what_is_hidden_to_protect_others_is_counted(run, workspace, tmp_path):
    """23 on kontanthjælp all through: 20 job-ready and 3 not. With the 3 the total or the 20 must go, and
    decision 12 hides both of them."""
    lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *WEEKS])]
    for number in range(1, 24):
        code = "130" if number <= 20 else "730"
        lines.append(";".join([str(number), "580", "1", "1980", *[code] * 26]))
    file = tmp_path / "uger.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "dream", file).code == 0
    asked = ("measure", "--indicator", "persons", "--area", "580", "--period", "2014Q1", "--format", "csv")
    groups = ("kontanthjaelp", "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")
    answer = run(*asked, *(word for group in groups for word in ("--group", group)))
    assert answer.code == 0, answer.err
    hidden = {row["group"] for row in answer.rows if row["value"] == "hidden"}
    assert "kontanthjaelp_aktivitetsparat" in hidden
    more = len(hidden) - 1
    assert more >= 1
    assert f"Skjult for at beskytte andre skjulte tal: {more} (mindst " in answer.err
    alone = run(*asked, "--group", "kontanthjaelp_jobparat")
    assert "Skjult for at beskytte" not in alone.err
    assert [row["value"] for row in alone.rows] == ["20"]
    everything = run(*asked, "--audience", "internal")
    assert "Skjult for at beskytte" not in everything.err
    compared = (word for group in groups for word in ("--group", group))
    told = run("compare", *asked[1:3], *asked[5:], "--cluster", "region", *compared)
    assert {row["group"] for row in told.rows if row["own_value"] == "hidden"} == hidden
    assert f"Skjult for at beskytte andre skjulte tal: {more} (mindst " in told.err
