"""Every step of a report that can take a second says that it has begun."""

from __future__ import annotations

from pejling.app.write_report import write_report


def test_each_step_is_told(run, workspace, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    told: list[str] = []
    write_report(
        workspace,
        municipality=None,
        clusters=(),
        languages=("da",),
        forms=("html", "xlsx"),
        out=workspace / "ud",
        audience="public",
        progress=lambda *step: told.append(str(step[2])),
    )
    steps = [one for one in told if one in ("protect", "compare", "html (da)", "xlsx (da)")]
    assert steps == ["protect", "compare", "html (da)", "xlsx (da)"]
    assert told.index("protect") > 0  # checks of the data and counting are told before
