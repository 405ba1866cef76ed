"""pejling.toml: what it may say, and how errors in it are told."""

import pytest

from pejling.indicators.indicator import Better
from pejling.store.settings import read_settings
from pejling.terms.benefit import dream_codes
from pejling.terms.problem import Problem
from pejling.terms.week import Week

OWN = "[municipality]\ncode = 580\n"


@pytest.fixture
def read(tmp_path):
    def reading(text):
        (tmp_path / "pejling.toml").write_text(OWN + text, encoding="utf-8")
        return read_settings(tmp_path / "pejling.toml")

    return reading


def test_the_least_that_is_needed(read):
    settings = read("")
    assert (settings.name, settings.municipality.region, settings.key_name) == ("Aabenraa", 83, "580")
    assert settings.rule.id == "calendar_month"
    assert settings.codes is dream_codes()
    assert (dict(settings.areas), dict(settings.clusters), settings.key_file) == ({}, {}, None)


def test_clusters(read):
    clusters = read(
        """
        [clusters.naboer]
        members = [510, "Sønderborg", "550"]
        label_da = "Naboer"
        method = "mean"
        [clusters.nord]
        region = 81
        [clusters.ams]
        label_da = "AMS-klynge"
        label_en = "AMS cluster"
        """
    ).clusters
    assert clusters["naboer"].members == ("510", "540", "550")
    assert (clusters["naboer"].method, clusters["naboer"].label("en")) == ("mean", "Naboer")
    assert len(clusters["nord"].members) == 11  # Region Nordjylland
    assert clusters["nord"].label("da") == "nord"
    assert clusters["ams"].members == ()  # published: its members are not known


def test_spells_better_dream_and_report(read):
    settings = read(
        """
        [spells]
        gap = "weeks:4"
        count_gaps = false
        suspended = [["2020-W10", "2020-W26"]]
        [[better]]
        indicator = "share_of_labour_force_pct"
        group = "fleksjob"
        better = "higher"
        reason = "Fleksjob er målet."
        reason_en = "Flex jobs are the aim."
        [dream]
        person = "CPRNR"
        cpr = "CPRNR"
        sex = "koen"
        [report]
        title = "Beskæftigelsen"
        """
    )
    assert settings.rule.id == "weeks:4;gaps_left_out;suspended:2020-W10..2020-W26"
    assert settings.rule.suspended == ((Week(2020, 10), Week(2020, 26)),)
    override = settings.better[0]
    assert (override.group, override.better) == ("fleksjob", Better.HIGHER)
    assert override.reason("en") == "Flex jobs are the aim."
    assert (settings.dream.person, settings.dream.cpr, settings.dream.sex) == (("CPRNR",), ("CPRNR",), "koen")
    assert settings.dream.birth_date == "foedselsdato"
    assert settings.report["title"] == "Beskæftigelsen"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[clusters.x]\nmembers = [580, 999]\n", r"line 4: clusters\.x\.members: 999 is not the code"),
        ("[clusters.x]\nmembers = ['Atlantis']\n", r"line 4: .*'Atlantis' is not the name"),
        ("[clusters.x]\nmembers = [510, 'Haderslev']\n", r"line 4: .*510 stands twice"),
        ("[clusters.x]\nmembers = []\n", r"line 4: .*the list is empty"),
        ("[clusters.x]\nmembers = [5.5]\n", r"line 4: .*5\.5 is not allowed"),
        ("[clusters.x]\nregion = 86\n", r"line 4: .*86 is no region; allowed are 81 to 85"),
        ("[clusters.x]\nregion = 83\nall = true\n", r"line 3: .*only one of members, region"),
        ("[clusters.x]\nlabel_da = 'X'\n", r"line 3: clusters\.x: who is in it is missing"),
        ("[clusters.'to ord']\nall = true\n", r"'to ord' is no name of a cluster"),
        ("[clusters.x]\nall = true\nmethod = 'sum'\n", r"line 5: clusters\.x\.method: 'sum' is not allowed"),
        ("[clusters.x]\nall = true\nlabel = 'X'\n", r"line 5: .*not known; allowed are members, region, all"),
        (
            "[spells]\ngap = 'month'\n",
            r"line 4: spells\.gap: .*'month' is not known; allowed is calendar_month",
        ),
        ("[spells]\nsuspended = [['2020-W54', '2020-W55']]\n", r"line 4: .*2020-W54 does not exist"),
        ("[spells]\nsuspended = [['2020-W26', '2020-W10']]\n", r"line 4: .*ends before it begins"),
        ("[spells]\nsuspended = [['2020-W26']]\n", r"line 4: spells\.suspended"),
        ("[spells]\ncount_gaps = 'yes'\n", r"line 4: spells\.count_gaps: 'yes' is not allowed"),
        (
            "[[better]]\nindicator = 'inflow'\ngroup = 'fleksjob'\nbetter = 'higher'\nreason = 'x'\n"
            "[[better]]\nindicator = 'inflw'\ngroup = 'fleksjob'\nbetter = 'higher'\nreason = 'x'\n",
            r"line 9: better\.1\.indicator: .*'inflw' is not known\. Did you mean inflow",
        ),
        (
            "[[better]]\nindicator = 'inflow'\ngroup = 'flexjob'\nbetter = 'higher'\nreason = 'x'\n",
            r"line 5: better\.0\.group: .*'flexjob' is not known",
        ),
        ("[[better]]\nindicator = 'inflow'\ngroup = 'fleksjob'\nbetter = 'up'\nreason = 'x'\n", "line 6"),
        (
            "[[better]]\nindicator = 'inflow'\ngroup = 'fleksjob'\nbetter = 'lower'\n",
            "reason: this key is missing",
        ),
        ("[klynger]\n", r"line 3: klynger: this key is not known; allowed are municipality, clusters"),
        ("[report]\ntitel = 'x'\n", r"line 4: report\.titel"),
        ("[report]\ntitle = 5\n", r"line 4: report\.title: 5 is not allowed"),
        ("[dream]\nnavn = 'x'\n", r"line 4: dream\.navn: this key is not known; allowed are person"),
        ("[spells]\ngap = calendar_month\n", r"this is not TOML: .*line 4"),
    ],
)
def test_errors_name_line_key_value_and_what_is_allowed(read, text, message):
    with pytest.raises(Problem, match=message):
        read(text)


@pytest.mark.parametrize(
    ("text", "danish"),
    [
        ("[clusters.x]\nmembers = [580, 999]\n", "linje 4: clusters.x.members: 999 er ikke koden"),
        ("[clusters.x]\nmembers = ['Atlantis']\n", "'Atlantis' er ikke navnet på en af de 98 kommuner"),
        ("[clusters.x]\nall = true\nmethod = 'sum'\n", "tilladt er 'pooled' eller 'mean'"),
        ("[report]\ntitle = 5\n", "5 er ikke tilladt: det skal være en tekst i anførselstegn"),
        ("[spells]\ncount_gaps = 'yes'\n", "'yes' er ikke tilladt: det skal være true eller false"),
        ("[spells]\nsuspended = [['2020-W26']]\n", "der skal være mindst 2"),
        ("[dream]\nnavn = 'x'\n", "denne nøgle er ukendt; tilladt er person"),
        (
            "[spells]\ngap = calendar_month\n",
            "pejling.toml, linje 4, kolonne 7: det er ikke TOML (Invalid value)",
        ),
    ],
)
def test_errors_are_told_in_danish_too(read, text, danish):
    with pytest.raises(Problem) as caught:
        read(text)
    assert danish in caught.value.text.da
    assert "allowed" not in caught.value.text.da


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "municipality: this key is missing"),
        ("[municipality]\ncode = 999\n", r"line 2: municipality\.code: 999 is not the code"),
        ("[municipality]\ncode = '580'\n", r"line 2: municipality\.code: '580' is not allowed"),
    ],
)
def test_the_municipality_has_to_be_right(tmp_path, text, message):
    (tmp_path / "pejling.toml").write_text(text)
    with pytest.raises(Problem, match=message):
        read_settings(tmp_path / "pejling.toml")


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path):
    (tmp_path / "pejling.toml").write_bytes("[report]\ntitle = 'Sønderborg'".encode("cp1252"))
    with pytest.raises(Problem, match="is not UTF-8"):
        read_settings(tmp_path / "pejling.toml")


CODES = "code;label_da;target_group;destination;activation;confidence;note\n"


def test_an_own_code_table_replaces_the_shipped_one(read, tmp_path):
    (tmp_path / "koder.csv").write_bytes(
        (CODES + "890;Sygedagpenge;sygedagpenge;sygedagpenge;passive;A;\n").encode("cp1252")
    )
    table = read('[codes]\nfile = "koder.csv"\n').codes
    assert sorted(table.benefits) == [0, 100, 890]  # the two derived codes come from the shipped table
    assert (890 in table, 891 in table) == (True, False)
    assert table.source == "koder.csv"


def test_a_code_table_in_toml(read, tmp_path):
    (tmp_path / "koder.toml").write_text(
        "dated = 2024-01-01\n[[code]]\ncode = 890\nlabel = 'Syge'\ntarget_group = 'sygedagpenge'\n"
        "destination = 'sygedagpenge'\n"
    )
    table = read('[codes]\nfile = "koder.toml"\n').codes
    assert (table.benefits[890].label, table.dated) == ("Syge", "2024-01-01")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("890;x;syge;sygedagpenge;;;\n", r"line 2: target_group is 'syge'; allowed are .*sygedagpenge"),
        ("890;x;sygedagpenge;hjem;;;\n", r"line 2: destination is 'hjem'; allowed are andet"),
        (
            "890;x;sygedagpenge;sygedagpenge;;;\n890;y;sygedagpenge;sygedagpenge;;;\n",
            r"line 3: the code 890 stands twice",
        ),
        ("89x;x;sygedagpenge;sygedagpenge;;;\n", r"line 2: the code '89x' is no whole number"),
        ("890;x;sygedagpenge\n", r"line 2: 3 cells where the header has 7"),
        ("", r"there is no row under the header"),
    ],
)
def test_a_wrong_code_table_is_a_problem_with_its_line(read, tmp_path, rows, message):
    (tmp_path / "koder.csv").write_text(CODES + rows)
    settings = read('[codes]\nfile = "koder.csv"\n')
    with pytest.raises(Problem, match=message):
        _ = settings.codes


def test_a_code_table_that_is_not_there_is_a_problem(read):
    with pytest.raises(Problem, match=r"koder\.csv: the file that pejling\.toml names cannot be read"):
        _ = read('[codes]\nfile = "koder.csv"\n').codes


def test_old_municipality_codes(read, tmp_path):
    (tmp_path / "k.csv").write_text("old,new\n545,580\n519,580\n")
    assert read('[areas]\nfile = "k.csv"\n').areas == {545: 580, 519: 580}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("545,999\n", "line 2: new is 999"),
        ("545,580\n545,510\n", "line 3: the code 545 stands twice, for 580 and for 510"),
        ("x,580\n", "line 2: old is 'x'"),
    ],
)
def test_wrong_old_codes(read, tmp_path, rows, message):
    (tmp_path / "k.csv").write_text("old,new\n" + rows)
    with pytest.raises(Problem, match=message):
        _ = read('[areas]\nfile = "k.csv"\n').areas
