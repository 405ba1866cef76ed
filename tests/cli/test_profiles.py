"""profiles: a page each for several municipalities, one release, all or none."""

from __future__ import annotations

import re

import pytest
from municipal_figures import CODES, row, take_in

from pejling.app.leaving import earlier
from pejling.store.releases import releases
from pejling.store.workspace import Workspace
from pejling.terms.observation import table_of


@pytest.fixture
def shares(workspace):
    """Shares of two benefits in all municipalities but one, this year and last: municipality n has n/10."""
    rows = [
        row("share_of_labour_force_pct", group, code, period, (at + more) / 10, 1)
        for group in ("kontanthjaelp", "sygedagpenge")
        for period, more in (("2021", 5), ("2022", 0))
        for at, code in enumerate(CODES, start=1)
        if code != "851"
    ]
    rows += [row("full_time_persons", "kontanthjaelp", code, "2022", 447.0, 0) for code in CODES]
    take_in(workspace, table_of(rows))
    return workspace


def _words(path):
    page = path.read_text(encoding="utf-8")
    main = page[page.index("<main") : page.index("</main>")].replace("\u00a0", " ")
    return re.sub(r"<[^>]+>", " ", main)


def test_a_page_each_and_one_release(run, shares):
    asked = ("profiles", "--municipality", "101", "--municipality", "580", "--to", "html", "--out", "ud")
    answer = run(*asked, "--lang", "both")
    assert answer.code == 0, answer.err
    assert [line.rpartition("/")[2] for line in answer.out.split()] == [
        f"profil-{code}-{lang}.html" for code in ("101", "580") for lang in ("da", "en")
    ]
    page = _words(shares / "ud" / "profil-101-da.html")
    assert "København: kommunens profil" in (shares / "ud" / "profil-101-da.html").read_text("utf-8")
    assert "lavest af 97" in page  # Aalborg has no figure
    assert "447" not in page  # how many there are says nothing beside a municipality of another size
    assert "Region Hovedstaden" in page
    assert "lowest of 97" in _words(shares / "ud" / "profil-101-en.html")
    assert len(releases(Workspace.open(shares))) == 1
    told = earlier(Workspace.open(shares))
    drawn = {one["area"] for one in told.to_pylist() if one["period"] == "2022" and not one["members"]}
    assert set(CODES) - {"851"} <= drawn
    # the same again is the same, byte for byte
    before = {path.name: path.read_bytes() for path in (shares / "ud").iterdir()}
    assert run(*asked, "--lang", "both").code == 0
    assert before == {path.name: path.read_bytes() for path in (shares / "ud").iterdir()}


def test_a_municipality_without_figures_is_left_out_with_the_reason(run, workspace):
    rows = [row("share_of_labour_force_pct", "kontanthjaelp", code, "2022", 2.0, 1) for code in CODES[:30]]
    take_in(workspace, table_of(rows))
    asked = ("profiles", "--to", "html", "--lang", "da", "--out", "ud")
    answer = run(*asked, "--municipality", CODES[0], "--municipality", "851")
    assert answer.code == 0, answer.err
    assert "851: der er intet at rapportere for Aalborg" in answer.err
    assert [path.name for path in (workspace / "ud").iterdir()] == [f"profil-{CODES[0]}-da.html"]
    answer = run(*asked, "--municipality", "851")
    assert answer.code == 1
    assert "ingen kommune har en profil at skrive: der er intet" in answer.err


def test_the_settings_of_one_municipality_are_not_printed_on_all(run, shares):
    """The colour is; its own title and preface are not."""
    settings = shares / "pejling.toml"
    own = '\n[report]\ntitle = "Om Aabenraa"\npreface = "forord.md"\naccent = "#5a1e4f"'
    text = settings.read_text(encoding="utf-8").replace("\n[report]", own, 1)
    settings.write_text(text, encoding="utf-8")
    answer = run("profiles", "--municipality", "Odense", "--to", "html", "--lang", "da", "--out", "ud")
    assert answer.code == 0, answer.err
    page = (shares / "ud" / "profil-461-da.html").read_text(encoding="utf-8")
    assert "Om Aabenraa" not in page
    assert "#5a1e4f" in page


def test_a_page_that_cannot_be_written_leaves_none(run, shares, monkeypatch):
    from pejling.app import leaving

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(leaving, "append", broken)
    asked = ("profiles", "--municipality", "101", "--municipality", "580", "--to", "html", "--out", "ud")
    assert run(*asked).code != 0
    assert not list((shares / "ud").rglob("profil-*")) if (shares / "ud").exists() else True
    assert not releases(Workspace.open(shares))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--municipality", "999"), "999"),
        (("--municipality", "../580"), "../580"),
        (("--cluster", "nope"), "nope"),
        (("--to", "docx"), "docx"),
        (("--audience", "all"), "all"),
        (("--out", "pejling.toml"), "pejling.toml"),
    ],
)
@pytest.mark.usefixtures("shares")
def test_what_cannot_be_asked_is_told(run, words, said):
    answer = run("profiles", *words)
    assert answer.code != 0
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_without_figures_there_is_no_profile(run, workspace):
    answer = run("profiles")
    assert answer.code == 1
    assert not (workspace / "reports" / "profiles").exists()
