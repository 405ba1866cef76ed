"""Templates: what a report's file of chapters may say; what it may not is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pejling.app.report_settings import check_clusters
from pejling.report.template import names, of, parsed, shipped
from pejling.terms.problem import Problem

SUMMARY = '[[chapter]]\nkind = "summary"\n'
BENEFITS = '[[chapter]]\nkind = "benefits"\n'
FIGURES = '[[chapter]]\nkind = "figures"\nindicators = ["share_of_labour_force_pct"]\n'


@pytest.mark.parametrize(
    ("text", "da", "en"),
    [
        ("", "t.toml: skabelonen har ingen kapitler", "t.toml: the template has no chapters"),
        ('[chapter]\nkind = "summary"', "har ingen kapitler", "has no chapters"),
        ("chapter = [1]", "under sit eget [[chapter]]", "under a [[chapter]] of its own"),
        ("[[chapter]\n", "t.toml, linje 1, kolonne 10: det er ikke TOML", "at line 1, column 10"),
        ("x = " + "[" * 3000 + "]" * 3000, "for mange lister i hinanden", "too many lists within each other"),
        (f'titel_da = "x"\n{SUMMARY}', "linje 1: 'titel_da' kendes ikke", "Did you mean title_da?"),
        (f'groups = "dagpenge"\n{SUMMARY}', "linje 1: groups = 'dagpenge' skal", "must be a list of texts"),
        (
            f'groups = ["dagpneg"]\n{SUMMARY}',
            "linje 1: groups: 'dagpneg' er ukendt",
            "Did you mean dagpenge?",
        ),
        (f'{SUMMARY}[[chapter]]\nid = "x"', "linje 3 ([[chapter]] 2): kapitlet siger ikke", "line 3"),
        ('[[chapter]]\nkind = "Sammenfatning"', "Mente du summary?", "Did you mean summary?"),
        ('[[chapter]]\nkind = "sumary"', "linje 2 ([[chapter]] 1): kapiteltypen", "Did you mean summary?"),
        ("[[chapter]]\nkind = 3", "kind = 3 skal være tekst", "kind = 3 must be text"),
        (f'{SUMMARY}fil = "x.md"', "linje 3 ([[chapter]] 1): 'fil'", "Did you mean file?"),
        (f'{SUMMARY}file = "x.md"', "summary bruger ikke file; den bruger intet", "it uses nothing"),
        (f"{FIGURES}most = true", "linje 4 ([[chapter]] 1): most = True", "is no number"),
        (f"{FIGURES}most = 0", "skriv 1 eller mere", "write 1 or more"),
        (f'{FIGURES}groups = ["x"]', "linje 4 ([[chapter]] 1): groups: 'x'", "'x' is not known"),
        (FIGURES.replace("_pct", "_pc"), "linje 3 ([[chapter]] 1): indikatoren", "Did you mean"),
        (f'{FIGURES}id = "a b"', "id = 'a b': skriv højst 40 bogstaver", "write at most 40 letters"),
        (f'{FIGURES}id = "æ"', "id = 'æ'", "a letter first"),
        (f'{FIGURES}id = "x"\n{SUMMARY}id = "x"', "linje 7 ([[chapter]] 2): id 'x'", "several chapters"),
        (SUMMARY * 2, "linje 3 ([[chapter]] 2): summary kan kun stå én gang", "can stand once only"),
        (BENEFITS * 2, "har samme grupper", "have the same groups"),
        (
            f'{BENEFITS}groups = ["kontanthjaelp"]\n{BENEFITS}groups = ["kontanthjaelp_jobparat"]\n',
            "linje 6 ([[chapter]] 2): to kapitler benefits har samme grupper, eller dele af de samme",
            "parts of the same",
        ),
        (f'{SUMMARY}title_da = "a\\u0007"', "linje 3 ([[chapter]] 1): title_da: tegnet U+0007", "U+0007"),
        (
            f'title_en = "a\\u202Eb"\n{SUMMARY}',
            "title_en: tegnet U+202E (RIGHT-TO-LEFT OVERRIDE)",
            "delete it",
        ),
        (f'{SUMMARY}title_en = "{"x" * 201}"', "title_en: teksten har 201 tegn; højst 200", "at most 200"),
        (f'{SUMMARY}[[chapter]]\nkind = "010180-1234"', "'(10 cifre)' kendes ikke", "'(10 digits)' is not"),
    ],
)
def test_what_a_template_may_not_say_is_told_in_both_languages(text: str, da: str, en: str) -> None:
    with pytest.raises(Problem) as told:
        parsed(text, "t.toml")
    assert da in told.value.text.da
    assert en in told.value.text.en


def test_titles_are_on_one_line_and_one_left_out_is_as_the_other() -> None:
    found = parsed(f'title_en = "Two\\n lines"\n{SUMMARY}title_da = "  "\nintro_da = "Kort"\n', "t.toml")
    assert found.title is not None
    assert (found.title.da, found.title.en) == ("Two lines", "Two lines")
    (chapter,) = found.chapters
    assert chapter.title is None
    assert chapter.intro is not None
    assert chapter.intro.en == "Kort"


def test_chapters_of_a_kind_have_ids_of_their_own_and_groups_hold_for_all() -> None:
    text = f'groups = ["dagpenge"]\n{FIGURES}{FIGURES}groups = ["fleksjob"]\n'
    first, second = parsed(text, "t.toml").chapters
    assert (first.id, second.id) == ("figures", "figures-2")
    assert (first.groups, second.groups) == (("dagpenge",), ("fleksjob",))
    apart = "".join(
        f'[[chapter]]\nkind = "benefits"\ngroups = ["{one}"]\n' for one in ("dagpenge", "fleksjob")
    )
    assert [plan.id for plan in parsed(apart, "t.toml").chapters] == ["benefits", "benefits-2"]
    pages = '[[chapter]]\nkind = "benefit_pages"\n'
    parts = f'{pages}groups = ["kontanthjaelp"]\n{pages}groups = ["kontanthjaelp_jobparat"]\n'
    assert len(parsed(parts, "t.toml").chapters) == 2  # a page each


def test_all_of_ours_can_be_read() -> None:
    assert names() == ("kl2012", "mploy2020", "pejling", "profil")
    for name in names():
        assert shipped(name).chapters


def test_a_file_is_found_where_the_path_says_or_in_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, workspace = tmp_path / "here", tmp_path / "w"
    for folder, title in ((here, "here"), (workspace, "workspace")):
        folder.mkdir()
        (folder / "t.toml").write_bytes(f'\ufefftitle_da = "{title}"\r\n{SUMMARY}'.encode())
    monkeypatch.chdir(here)
    told = [of("t.toml", workspace, here=one).title for one in (True, False)]
    assert [one.da for one in told if one] == ["here", "workspace"]  # the settings' is the workspace's
    with pytest.raises(
        Problem, match=r"the template kl2012\.toml is not there, here or in the.*Did you mean kl2012\?"
    ):
        of("kl2012.toml", workspace)
    with pytest.raises(Problem, match=r"'KL2012' is not known; .*Did you mean kl2012\?"):
        of("KL2012", workspace)
    (workspace / "t.toml").write_bytes('title_da = "Ærø"'.encode("latin-1"))
    with pytest.raises(Problem, match="cannot be read as text in UTF-8"):
        of("t.toml", workspace, here=False)
    (workspace / "m.toml").mkdir()
    with pytest.raises(Problem, match=r"m\.toml: the file cannot be read"):
        of("m.toml", workspace)


def test_a_cluster_that_nobody_knows_is_told() -> None:
    template = parsed(f'clusters = ["ams"]\n{FIGURES}clusters = ["nabor"]\n', "t.toml")
    check_clusters(template, {"ams", "nabor"})
    with pytest.raises(Problem, match=r"'nabor' is not known; the report's are ams, naboer.*mean naboer\?"):
        check_clusters(template, {"ams", "naboer"})
