"""The template mploy2020 on the tables that the report of June 2020 printed: every figure read back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from mploy_documents import (
    ALIKE,
    EXAMPLES,
    OWN,
    SOUTH,
    as_printed,
    cell,
    chapter,
    chart,
    documents,
    read,
    survey_file,
    table,
    text_of,
    value,
    workspace,
)

from pejling.indicators.catalogue.appeals import LAWS
from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.report.document import Chart, Number, Paragraph, Ref, Styled, Symbol, Table
from pejling.report.drawings.bars import BarChart
from pejling.report.drawings.diverging import DivergingChart
from pejling.report.drawings.waterfall import Waterfall
from pejling.report.naming import capital, group_label


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The documents of Haderslev 2020, with a made-up survey beside the printed tables."""
    from pejling.app.take_in import take_in_figures
    from pejling.app.take_in_own_tables import take_in_appeals, take_in_caseload, take_in_organisation
    from pejling.app.take_in_survey import Given, take_in_survey

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEJLING_KEY", "ab" * 32)
        folder = tmp_path_factory.mktemp("mploy")
        path = workspace(folder)
        take_in_figures("published", path, EXAMPLES / "mploy_haderslev_2020.csv")
        take_in_appeals(path, EXAMPLES / "appeals_haderslev_2019.csv")
        take_in_appeals(path, EXAMPLES / "appeal_intake_haderslev.csv")
        take_in_caseload(path, EXAMPLES / "caseload_haderslev_2020m03.csv")
        take_in_organisation(path, EXAMPLES / "span_of_control_haderslev_2020.csv", period="2020")
        given = Given(period="2020M03", name="borgere", department="afd", population=200)
        take_in_survey(path, [survey_file(folder / "borgere.xlsx")], given, lambda *_: None)
        return documents(path, patch)


def test_persons_of_three_decembers_and_their_changes(made):
    numbers, changes = table(made["da"], "target_groups-numbers"), table(made["da"], "target_groups-change")
    heads = {"2017M12": "dec. 2017", "2018M12": "dec. 2018", "2019M12": "dec. 2019"}
    names = {OWN: "Haderslev", ALIKE: "Rammevilkår", SOUTH: "Øvrige Sønderjylland"}
    levels: dict[str, dict[str, Fraction]] = {}
    seen = 0
    for row in read("mploy_haderslev_2020.csv"):
        if row["table"] != "4.1":
            continue
        group, printed = group_label(row["group"], "da"), as_printed(row["value"])
        if row["measure"] == "level":
            assert value(cell(numbers, group, heads[row["period"]])) == printed
            levels.setdefault(group, {})[row["period"]] = printed
        else:
            since = heads[row["base_period"]]
            assert value(cell(changes, group, f"{names[row['area']]} siden {since}")) == printed
        seen += 1
    assert seen == 112  # 16 lines of seven figures
    for group, at in levels.items():  # changes in persons are the differences of the printed levels
        for base in ("2017M12", "2018M12"):
            assert value(cell(numbers, group, f"Ændring siden {heads[base]}")) == at["2019M12"] - at[base]


def test_the_steps_of_the_drivers_add_up_to_the_change(made):
    # the report of 2020: +95 = fleksjob +134, førtidspension +114, dagpenge +31, ressourceforløb +17, ...
    latest = chart(made["da"], "target_groups-drivers-2018M12")
    whole = chart(made["da"], "target_groups-drivers-2017M12")
    assert isinstance(latest, Waterfall)
    assert isinstance(whole, Waterfall)
    steps = {step.label: step.change.value for step in latest.steps}
    assert list(steps.values())[:4] == [134, 114, 31, 17]
    assert steps["Kontanthjælp"] == 763 - 855 == -92
    assert sum(steps.values()) == latest.change.value == 7264 - 7169 == 95
    assert sum(step.change.value for step in whole.steps) == whole.change.value == 62
    words = text_of(made["da"], "target_groups")
    assert "fleksjob (+134), førtidspension mv. (+114) og dagpenge mv. (+31), der voksede" in words
    assert "95 flere end i december 2018 og 62 flere end i december 2017" in words
    assert "kontanthjælp (−92)" in words
    english = text_of(made["en"], "target_groups")
    assert "95 more than in December 2018 and 62 more than in December 2017" in english


@pytest.mark.parametrize(
    ("number", "id", "heads"),
    [
        (
            "4.3",
            "exits-level",
            {
                (OWN, "2019"): "Haderslev",
                (ALIKE, "2019"): "Rammevilkår",
                (SOUTH, "2019"): "Øvrige Sønderjylland",
            },
        ),
        (
            "4.4",
            "contacts-level",
            {
                (OWN, "2019H1"): "1. halvår 2019",
                (OWN, "2019H2"): "2. halvår 2019",
                (OWN, "2019"): "2019",
                (ALIKE, "2019"): "Rammevilkår, 2019",
                (SOUTH, "2019"): "Øvrige Sønderjylland, 2019",
            },
        ),
    ],
)
def test_levels_by_target_group(made, number, id, heads):
    found = table(made["da"], id)
    seen = 0
    for row in read("mploy_haderslev_2020.csv"):
        if row["table"] == number and row["value"]:
            printed = cell(found, group_label(row["group"], "da"), heads[row["area"], row["period"]])
            assert value(printed) == as_printed(row["value"])
            seen += 1
    assert seen == {"4.3": 39, "4.4": 60}[number]


def test_activation_has_its_figures_and_says_what_is_missing(made):
    found = next(
        one for one in made["da"].tables if one.id.startswith("activation") and one.id.endswith("level")
    )
    rows = [row for row in read("mploy_haderslev_2020.csv") if row["table"] == "4.5" and row["area"] == OWN]
    for row in rows:
        head = {"2019H1": "1. halvår 2019", "2019H2": "2. halvår 2019", "2019": "2019"}[row["period"]]
        assert value(cell(found, group_label(row["group"], "da"), head)) == as_printed(row["value"])
    assert "Ikke med, fordi der ikke er tal for kommunen: »Virksomhedsrettet aktiveringsgrad«" in text_of(
        made["da"], "activation"
    )
    # under-reported until September 2019 (series break): the letter stands at every figure
    assert all(
        one.notes for line in found.rows for one in line.cells if isinstance(one, Number) and one.shown
    )


def test_a_sentence_counts_what_its_table_shows(made):
    found = table(made["da"], "exits-level")
    tones = []
    for line in found.rows:
        signs = {one.tone.value for one in line.cells if isinstance(one, Symbol)}
        tones.append(signs.pop() if len(signs) == 1 else "mixed")
    words = text_of(made["da"], "exits")
    count = {"better": tones.count("better"), "worse": tones.count("worse")}
    assert len(tones) == 13
    assert count == {"better": 5, "worse": 4}
    assert "Af 13 målgrupper" in words
    assert "bedre end begge klynger i fem, dårligere i fire" in words


def test_caseloads_and_guidelines(made):
    found = table(made["da"], "caseload-cases")
    columns = {
        "full_time_equivalents": "Årsværk",
        "cases_per_fte": "Sager pr. årsværk",
        "guideline_low": "Vejledende fra",
        "guideline_high": "Vejledende til",
        "guideline_in_brackets": "I parentes",
    }
    under = within = 0
    for row in read("caseload_haderslev_2020m03.csv"):
        name = capital(AREAS_OF_WORK[row["area_of_work"]].da)
        for column, head in columns.items():
            assert value(cell(found, name, head)) == as_printed(row[column])
        if row["guideline_low"]:
            under += int(row["cases_per_fte"]) < int(row["guideline_low"])
            within += int(row["guideline_low"]) <= int(row["cases_per_fte"]) <= int(row["guideline_high"])
    assert (under, within) == (4, 3)
    words = text_of(made["da"], "caseload")
    assert "fire under det vejledende sagstal, tre inden for det og ingen over det" in words
    # April 2020: job-ready 34 of 35-55 and integration 18 of 35-50 lie under, the other five within
    assert (
        "fra april 2020 ligger to under det vejledende sagstal, fem inden for det og ingen over det" in words
    )
    assert "Dansk Socialrådgiverforening" in words
    bars = chart(made["da"], "caseload-cases-bars")
    assert isinstance(bars, BarChart)
    assert len(bars.bars) == 9
    assert bars.bars[0].low is None  # dagpenge have no guideline


def test_span_of_control(made):
    found = table(made["da"], "caseload-managers")
    rows = read("span_of_control_haderslev_2020.csv")
    for row in rows:
        name = f"Leder {row['manager']}"
        assert value(cell(found, name, "Medarbejdere")) == int(row["employees"])
        assert value(cell(found, name, "Refererer direkte")) == int(row["reporting_directly"])
        assert value(cell(found, name, "Gennem teamleder")) == int(row["reporting_to_team_leader"])
    assert sum(int(row["employees"]) for row in rows) == 208  # of 5 managers: 41.6
    assert "De fem ledere har i gennemsnit 41,6 medarbejdere" in text_of(made["da"], "caseload")


def test_appeals_received_and_decided(made):
    received, decided = table(made["da"], "complaints-intake"), table(made["da"], "complaints-outcomes")
    for row in read("appeal_intake_haderslev.csv"):
        head = {"2020Q1": "1. kvt. 2020"}.get(row["period"], row["period"])
        assert value(cell(received, capital(LAWS[row["law"]].da), head)) == int(row["intake"])
    heads = {
        "upheld": "Stadfæstet",
        "changed": "Ændret",
        "remitted": "Hjemvist",
        "dismissed": "Afvist",
        "total": "I alt",
    }
    rates = table(made["da"], "complaints-rates")
    for row in read("appeals_haderslev_2019.csv"):
        law, number = capital(LAWS[row["law"]].da), int(row["value"])
        if row["outcome"] in heads:
            assert value(cell(decided, law, heads[row["outcome"]])) == number
        else:
            head = "Hele landet" if "national" in row["outcome"] else "Haderslev"
            assert value(cell(rates, law, head)) == number
    words = text_of(made["da"], "complaints")
    assert "176 klagesager fra Haderslev mod 119 i 2018: en stigning på 57" in words


def test_a_printed_rate_that_its_counts_do_not_give_is_said(made):
    # 20 + 11 of 20 + 11 + 115 = 31/146 = 21.2; with the 8 dismissed 31/154 = 20.1, which prints as 20
    rates = table(made["da"], "complaints-rates")
    marked = [line.cells[0].text for line in rates.rows if "*" in line.cells[1].notes]
    assert marked == ["Alle fire love"]
    words = text_of(made["da"], "complaints")
    assert (
        "trykt som 20, men antallene i samme tabel giver 31 af 146 behandlede sager, altså 21,2 pct." in words
    )
    assert "når de afviste sager regnes med (31 af 154)" in words
    # LAS: 21 of 102. Wilson: middle (0.2059 + 0.0188) / 1.0377 = 0.2166, reach 0.0780: 14 to 29; 32 is beyond
    law = capital(LAWS["LAS"].da)
    assert (value(cell(rates, law, "Usikkerhed fra")), value(cell(rates, law, "Usikkerhed til"))) == (14, 29)
    assert "lov om aktiv socialpolitik (LAS): 21 pct. mod 32 pct." in words
    doubts = {line.cells[0].text: line.cells[-1].doubt.value for line in rates.rows}
    assert doubts[law] == ""
    assert doubts[capital(LAWS["SDP"].da)] == "chance"  # 15 (6 to 30) against 18


def test_a_survey_is_told_with_its_response_and_limits(made):
    found = chart(made["da"], "surveys-borgere-1-chart")
    assert isinstance(found, DivergingChart)
    (row,) = found.rows
    # 44/76 = 57.9, 16/76 = 21.1, 16/76 = 21.1; the 5 who do not know stand outside the scale
    assert [number.digits("da") for number in (row.agreeing, row.between, row.against)] == ["58", "21", "21"]
    assert row.number.value == 76
    assert (found.against, found.between, found.agreeing) == (
        "Slet ikke + I mindre grad",
        "I nogen grad",
        "I høj grad + I meget høj grad",
    )
    words = text_of(made["da"], "surveys")
    assert "81 af 200 har svaret, det er 41 pct." in words
    assert "ikke vægtet for bortfald" in words
    # Wilson at 76 x 199/124 = 122.0: middle 0.5765, reach 1.900 x 0.0454 = 0.0863
    limits = table(made["da"], "surveys-borgere-1-table")
    asked = row.question
    assert value(cell(limits, asked, "Usikkerhed fra")) == 49
    assert value(cell(limits, asked, "Usikkerhed til")) == 66
    departments = table(made["da"], "surveys-borgere-departments")
    assert cell(departments, asked, "Ydelse").status == "suppressed"  # 11 answers


def test_both_languages_have_the_same_figures(made):
    def figures(document):
        found = []
        for one in document.chapters:
            for block in one.blocks:
                if isinstance(block, Table):
                    cells = (each for line in block.rows for each in line.cells if isinstance(each, Number))
                    found += [(number.value, number.decimals, number.status) for number in cells]
                elif isinstance(block, Chart):
                    found += [(number.value, number.decimals, number.status) for number in block.numbers]
                elif isinstance(block, Paragraph):
                    spans = (span for span in block.spans if not isinstance(span, str | Ref | Styled))
                    found += [(number.value, number.decimals, number.status) for number in spans]
        return found

    assert len(figures(made["da"])) > 600
    assert sorted(map(str, figures(made["da"]))) == sorted(map(str, figures(made["en"])))


def test_what_data_lack_is_said_shortly(made, tmp_path, monkeypatch):
    for lang, start in (("da", "Ikke med, fordi"), ("en", "Not available because")):
        (only,) = chapter(made[lang], "employment").blocks
        assert isinstance(only, Paragraph)
        assert only.text(lang).startswith(start)
    from pejling.app.take_in import take_in_figures

    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    path = workspace(tmp_path, "aabenraa", "580", "")
    take_in_figures("published", path, EXAMPLES / "klk_aabenraa_2012.csv")
    found = documents(path, monkeypatch)
    absent = [one for one in found["en"].chapters if one.title == "Chapters without figures"]
    told = {block.lead: block.text("en") for one in absent for block in one.blocks}
    for title in ("Target groups", "Contacts", "Caseload and span of control", "Appeals", "Surveys"):
        assert "Not available because" in told[f"{title}."]


def test_a_period_or_indicator_that_is_none_stops_the_report(tmp_path, run, monkeypatch):
    folder = tmp_path / "h"
    assert run("init", folder, "--municipality", "510").code == 0
    monkeypatch.chdir(folder)
    assert run("take-in", "published", EXAMPLES / "mploy_haderslev_2020.csv").code == 0
    for line, told, where in (
        ('indicators = ["contacts_per_half_year"]\nperiods = ["lates"]', "latest:3M12", "'figures'"),
        ('indicators = ["contacts_per_half_year"]\nperiods = ["latest:0"]', "['latest:0']", "'figures'"),
        ('indicators = ["contact"]', "'contact'", "[[chapter]] 1"),
        ("", "indicators", "'figures'"),
    ):
        (folder / "egen.toml").write_text(f'[[chapter]]\nkind = "figures"\n{line}\n', encoding="utf-8")
        answer = run("report", "--template", "egen.toml")
        assert answer.code == 1
        assert told in answer.err
        assert where in answer.err
        assert not list((folder / "reports").iterdir())


def test_a_table_without_guidelines_is_held_against_those_of_its_time(tmp_path, monkeypatch):
    from pejling.app.take_in_own_tables import take_in_caseload

    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    path = workspace(tmp_path, "nyere", "510", "")
    file = tmp_path / "sagstal.csv"
    file.write_text("period,area_of_work,cases_per_fte\n2021M03,SP,48\n2021M03,DP,90\n", encoding="utf-8")
    take_in_caseload(path, file)
    found = documents(path, monkeypatch)["da"]
    # from April 2020 sickness benefit has 25 to 45; there is none for dagpenge
    lines = table(found, "caseload-cases")
    assert [value(cell(lines, "Sygedagpenge", f"Vejledende {end}")) for end in ("fra", "til")] == [25, 45]
    assert cell(lines, "Dagpenge", "Vejledende fra").value is None
    assert "Sygedagpenge ligger over det vejledende sagstal." in text_of(found, "caseload")


def test_changes_of_several_units_say_which(tmp_path, monkeypatch):
    from pejling.app.take_in import take_in_figures

    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    path = workspace(tmp_path, "aabenraa", "580", "")
    file = tmp_path / "tal.csv"
    lines = ["table,row,indicator,group,area,base_period,period,measure,value,arrow"]
    for id, levels in (
        ("share_of_labour_force_pct", ("3.6", "3.4")),
        ("spells_over_26_weeks_pct", ("43.3", "38.3")),
    ):
        lines += [
            f"1,1,{id},sygedagpenge,580,,{period},level,{level},"
            for period, level in zip(("2010Q3", "2011Q3"), levels, strict=True)
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    take_in_figures("published", path, file)
    (path / "egen.toml").write_text(
        """[[chapter]]
kind = "figures"
indicators = ["share_of_labour_force_pct", "spells_over_26_weeks_pct"]
periods = ["latest:2Q"]
""",
        encoding="utf-8",
    )
    found = documents(path, monkeypatch, "egen.toml")["da"]
    changes = table(found, "figures-change")
    assert changes.caption.replace("\u00a0", " ") == "Nøgletal: ændring til 3. kvartal 2011"
    told = {row.cells[0].text: row.cells[1].digits("da") for row in changes.rows}
    # 3.4/3.6 - 1 = -5.6 per cent; 38.3 - 43.3 = -5.0 points
    assert told == {
        "Fuldtidspersoner i pct. af arbejdsstyrken, pct.": "−5,6",
        "Løbende forløb over 26 uger, procentpoint": "−5,0",
    }
