"""Hand-written chapters: Markdown between generated chapters, figures by reference, errors that say where."""

from __future__ import annotations

import json
import re

import pytest

TEMPLATE = """
[[chapter]]
kind = "own"
file = "kapitler/egen.md"

[[chapter]]
kind = "benefits"

[[chapter]]
kind = "annexes"
"""


@pytest.fixture
def tables(run, workspace, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    (workspace / "egen.toml").write_text(TEMPLATE, encoding="utf-8")
    (workspace / "kapitler").mkdir()
    return workspace


def _written(run, workspace, text, *words, lang="da", english=None):
    (workspace / "kapitler" / "egen.md").write_text(text, encoding="utf-8")
    if english is not None:
        (workspace / "kapitler" / "egen.en.md").write_text(english, encoding="utf-8")
    template = () if "--template" in words else ("--template", "egen.toml")
    return run("report", "--lang", lang, "--to", "html", "--out", "ud", *template, *words)


def _chapter(workspace, lang="da"):
    page = (workspace / "ud" / f"pejling-580-{lang}.html").read_text(encoding="utf-8")
    section = page[page.index('<section id="own"') :]
    section = section[: section.index("</section>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", section)).replace("\u00a0", " ")


# Table 7 of the 2012 report: sygedagpenge, 3rd quarter 2011: own 3.4, AMS 2.7, Sønderjylland 3.3 pct. of the
# labour force; own change over the year -4.9 pct., AMS -5.5
@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("sygedagpenge own 2011Q3", "3,4 pct."),
        ("sygedagpenge 580 2011Q3", "3,4 pct."),
        ("sygedagpenge Aabenraa latest", "3,4 pct."),
        ("sygedagpenge egen seneste", "3,4 pct."),
        ("sygedagpenge cluster:ams latest", "2,7 pct."),
        ("sygedagpenge own latest vs ams", "0,7 procentpoint"),
        ("sygedagpenge own latest vs cluster:soenderjylland", "0,1 procentpoint"),
        ("sygedagpenge own latest change year", "−4,9 pct."),
        ("sygedagpenge own 2011Q3 change 2010Q3", "−4,9 pct."),
        ("sygedagpenge own latest change 2010Q3 vs ams", "0,6 procentpoint"),
        ("sygedagpenge cluster:ams latest change year", "−5,5 pct."),
        # 2.7 - 3.3, 2.7 - 3.4 and 3.3 - 3.4 of the printed figures
        ("sygedagpenge cluster:ams latest vs soenderjylland", "−0,6 procentpoint"),
        ("sygedagpenge cluster:ams latest vs own", "−0,7 procentpoint"),
        ("sygedagpenge cluster:soenderjylland 2011Q3 vs Aabenraa", "−0,1 procentpoint"),
    ],
)
def test_a_reference_is_the_figure_itself(run, tables, words, printed):
    answer = _written(run, tables, f"# Eget\n\nDet er {{{{ share_of_labour_force_pct {words} }}}} i alt.\n")
    assert answer.code == 0, answer.err
    assert f"Det er {printed} i alt." in _chapter(tables)


def test_markdown_becomes_headings_lists_tables_and_stress(run, tables):
    text = (
        "# Baggrund\n\nKommunen *bad* om **en vurdering**, se [loven](https://www.retsinformation.dk).\n\n"
        "## Mål\n\n* Først\n* Så {{ share_of_labour_force_pct fleksjob own latest }}.\n\n1. Et\n2. To\n\n"
        "| Ydelse | Andel |\n|---|---|\n| Fleksjob | {{ share_of_labour_force_pct fleksjob own latest }} |\n"
    )
    assert _written(run, tables, text).code == 0
    page = (tables / "ud" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert "Baggrund</h2>" in page
    assert re.search(r"<h3[^>]*>Mål</h3>", page)
    assert "<strong>en vurdering</strong>" in page
    assert "<em>bad</em>" in page
    assert '<a href="https://www.retsinformation.dk">loven</a>' in page
    assert re.search(r"<ol>\s*<li>Et</li>", page)
    # the unit's stop is the sentence's too; in a table the figure stands without its unit
    assert "Så 3,1 pct." in _chapter(tables)
    assert "Så 3,1 pct.." not in _chapter(tables)
    assert re.search(r"<td[^>]*>.*?3,1", page[page.index("Egen tabel") :], re.DOTALL)


def test_english_has_a_text_of_its_own_or_the_danish(run, tables):
    reference = "{{ share_of_labour_force_pct sygedagpenge own latest }}"
    assert _written(run, tables, f"# Eget\n\nTallet er {reference}.", lang="both").code == 0
    assert "Tallet er 3.4 per cent." in _chapter(tables, "en")
    written = _written(
        run, tables, f"# Eget\n\nTallet er {reference}.", lang="both", english=f"# Own\n\nIt is {reference}."
    )
    assert written.code == 0
    assert "It is 3.4 per cent." in _chapter(tables, "en")
    assert "Tallet er 3,4 pct." in _chapter(tables, "da")


def test_the_english_text_is_told_by_its_own_name_in_english(run, tables, monkeypatch):
    monkeypatch.setattr("pejling.cli.main.LANGUAGE", "en")
    for english, said in (
        ("# Own\n\n![x](y)", "kapitler/egen.en.md, line 3: a picture"),
        (
            "# Own\n\nIt is {{ share_of_labour_force_pct sygedagpenge own 2015 }}",
            "kapitler/egen.en.md, line 3, column 7: {{ share_of_labour_force_pct",
        ),
    ):
        answer = _written(run, tables, "# Eget\n\nTekst.", lang="both", english=english)
        assert answer.code == 1
        assert said in answer.err
        assert "linje" not in answer.err


def test_a_preface_stands_first_and_without_a_number(run, tables):
    settings = tables / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("\n[report]", '\n[report]\npreface = "kapitler/egen.md"', 1), encoding="utf-8"
    )
    assert _written(run, tables, "# Forord\n\nTil byrådet.", "--template", "kl2012").code == 0
    page = (tables / "ud" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert page.index('<section id="preface"') < page.index('<section id="summary"')
    assert re.search(r'<h2 id="preface-h">Forord</h2>', page)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("share_of_labour_force_pc sygedagpenge own latest", "mente du share_of_labour_force_pct"),
        ("share_of_labour_force_pct sygedag own latest", "gruppen 'sygedag' er ukendt"),
        ("share_of_labour_force_pct sygedagpenge 999 latest", "området '999' er ukendt"),
        ("share_of_labour_force_pct sygedagpenge own 2011-3", "'2011-3' er ikke en periode"),
        (
            "share_of_labour_force_pct sygedagpenge own 2015M01",
            "der er intet sådant tal for 580; der er 2011Q3",
        ),
        ("share_of_labour_force_pct dagpenge own latest", "der er fleksjob, foertidspension"),
        ("share_of_labour_force_pct sygedagpenge own latest vs nope", "klyngen 'nope' er hverken defineret"),
        ("share_of_labour_force_pct sygedagpenge own latest vs dk", "intet tal at skrive"),
        ("share_of_labour_force_pct sygedagpenge own latest change 2009Q3", "intet tal at skrive"),
        ("share_of_labour_force_pct sygedagpenge own latest breakdown age:18-29", "intet sådant tal"),
        ("share_of_labour_force_pct sygedagpenge", "kan ikke læses; skriv {{ INDICATOR"),
        ("share_of_labour_force_pct sygedagpenge own latest since 2010", "change, breakdown, vs"),
        ("share_of_labour_force_pct sygedagpenge own latest vs ams vs dk", "hver én gang"),
        ("", "kan ikke læses"),
        ("share_of_labour_force_pct sygedagpenge own latest vs Aabenraa", "ikke holdes op mod sig selv"),
        ("share_of_labour_force_pct sygedagpenge cluster:ams latest vs ams", "ikke holdes op mod sig selv"),
        ("share_of_labour_force_pct sygedagpenge own latest vs Haderslev", "der er intet sådant tal for 510"),
        ("share_of_labour_force_pct sygedagpenge own latest change 2011Q3", "siden en periode før 2011Q3"),
        ("share_of_labour_force_pct sygedagpenge own latest change 2012Q3", "siden en periode før 2011Q3"),
    ],
)
def test_a_reference_that_nothing_answers_stops_the_report_and_says_where(run, tables, inside, said):
    answer = _written(run, tables, f"# Eget\n\nTo linjer.\n\nTallet {{{{ {inside} }}}} her.\n")
    assert answer.code == 1
    assert "egen.md, linje 5" in answer.err
    assert said.lower() in answer.err.lower()
    assert not (tables / "ud").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Uden overskrift.", "kapitlet har ingen overskrift"),
        ("# Eget\n\n![billede](x.png)", "linje 3: et billede kan ikke stå i en rapport"),
        ("# Eget\n\n```\nkode\n```", "linje 3: kode (mellem ```) kan ikke stå"),
        ("# Eget\n\n[løs](../hemmelig)", "skal begynde med https://"),
        ("# Eget\n\n[løs](javascript:alert)", "javascript:alert"),
    ],
)
def test_what_a_report_cannot_hold_is_told_with_its_line(run, tables, text, said):
    answer = _written(run, tables, text)
    if "javascript" in text:  # Markdown takes it for words, and so they stand
        assert answer.code == 0
        assert said in _chapter(tables)
        return
    assert answer.code == 1
    assert said in answer.err
    assert not (tables / "ud").exists()


def test_markup_in_the_text_is_words(run, tables):
    assert _written(run, tables, "# Eget\n\nEt <script>alert(1)</script> og {en klamme} og #let x.").code == 0
    page = (tables / "ud" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_chapter_without_its_file_is_told(run, tables):
    answer = run("report", "--template", "egen.toml", "--to", "html", "--out", "ud")
    assert answer.code == 1
    assert "egen.md: der er ingen sådan fil" in answer.err


def test_a_text_outside_the_workspace_is_not_read(run, tables, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("# Hemmeligt", encoding="utf-8")
    (tables / "kapitler" / "link.md").symlink_to(secret)
    for file in ("../secret.md", str(secret), "kapitler/link.md", "/dev/zero"):
        template = TEMPLATE.replace("kapitler/egen.md", file)
        (tables / "egen.toml").write_text(template, encoding="utf-8")
        answer = run("report", "--template", "egen.toml", "--to", "html", "--out", "ud")
        assert answer.code == 1
        assert "uden for arbejdsområdet" in answer.err, file
    (tables / "egen.toml").write_text(TEMPLATE, encoding="utf-8")
    (tables / "kapitler" / "egen.md").write_bytes(b"# x\n" + b"a" * 2_000_001)
    answer = run("report", "--template", "egen.toml", "--to", "html", "--out", "ud")
    assert answer.code == 1
    assert "et kapitel er højst 2000000" in answer.err
    assert not (tables / "ud").exists()


def test_a_file_from_windows_is_read_and_its_lines_are_counted(run, tables):
    path = tables / "kapitler" / "egen.md"
    good = "# Ærø og Ål\r\n\r\nDet er {{ share_of_labour_force_pct\r\nsygedagpenge own latest }}.\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + good.encode())
    assert run("report", "--template", "egen.toml", "--to", "html", "--lang", "da", "--out", "ud").code == 0
    page = (tables / "ud" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert "Ærø og Ål</h2>" in page
    assert "Det er 3,4 pct." in _chapter(tables)
    path.write_bytes(good.replace("sygedagpenge", "nope").encode("utf-8"))
    answer = run("report", "--template", "egen.toml", "--to", "html", "--out", "ud2")
    assert "egen.md, linje 3" in answer.err
    path.write_bytes("# Ærø".encode("latin-1"))
    answer = run("report", "--template", "egen.toml", "--to", "html", "--out", "ud2")
    assert "kan ikke læses som tekst i UTF-8" in answer.err


def test_new_figures_change_the_text_and_the_ledger_holds_what_it_tells(run, tables, examples):
    from pejling.app.leaving import earlier
    from pejling.store.workspace import Workspace

    text = "# Eget\n\nDet er {{ share_of_labour_force_pct sygedagpenge cluster:soenderjylland 2011Q3 }}."
    template = '[[chapter]]\nkind = "own"\nfile = "kapitler/egen.md"\n'
    (tables / "egen.toml").write_text(template, encoding="utf-8")
    assert _written(run, tables, text, "--cluster", "ams").code == 0
    assert "Det er 3,3 pct." in _chapter(tables)
    told = earlier(Workspace.open(tables)).to_pylist()
    mine = [one for one in told if one["area"] == "cluster:soenderjylland" and one["period"] == "2011Q3"]
    assert 3.3 in [one["value"] for one in mine if one["group"] == "sygedagpenge"]


def test_the_ledger_holds_both_sides_of_a_broken_down_difference(run, workspace, tmp_path):
    """66 - 40 = 26: whoever knows the one, which may be published, has the other."""
    from pejling.app.leaving import earlier
    from pejling.store.workspace import Workspace

    offers = [("Aabenraa", "Tilbud i alt", 900), ("Aabenraa", "Nytteindsats i alt", 66)]
    offers += [("Haderslev", "Tilbud i alt", 800), ("Haderslev", "Nytteindsats i alt", 40)]
    rows = [["2026M05", area, "A-kasse i alt", offer, number] for area, offer, number in offers]
    columns = ["Periode", "Område", "A-kasse", "Tilbud", "Antal aktiverede"]
    file = tmp_path / "y01c01.json"
    file.write_text(json.dumps({"columns": columns, "rows": rows}), encoding="utf-8")
    assert run("take-in", "jobindsats", file, "--table", "y01c01").code == 0
    (workspace / "egen.toml").write_text(
        '[[chapter]]\nkind = "own"\nfile = "kapitler/egen.md"\n', encoding="utf-8"
    )
    (workspace / "kapitler").mkdir()
    asked = "activated_persons dagpenge own 2026M05 breakdown offer:nytteindsats vs Haderslev"
    assert _written(run, workspace, f"# Eget\n\nDet er {{{{ {asked} }}}}.").code == 0
    assert "Det er 26 personer." in _chapter(workspace)
    told = earlier(Workspace.open(workspace)).to_pylist()
    broken_down = {(one["area"], one["value"]) for one in told if one["breakdown"]}
    assert broken_down == {("580", 66.0), ("510", 40.0)}
