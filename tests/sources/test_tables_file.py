"""Published tables and other figures: what they may say, and what is told of errors."""

import csv
from pathlib import Path

import openpyxl
import pytest

from pejling.app.take_in_tables import take_in_observations, take_in_published
from pejling.sources.tables_file import read_observations, read_published
from pejling.store.observations import read_observations as stored
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace
from pejling.terms.observation import SCHEMA
from pejling.terms.problem import Problem

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAD = "table,row,indicator,group,area,base_period,period,measure,value,arrow\n"
LEVEL = "1,2,share_of_labour_force_pct,sygedagpenge,580,,2011Q3,level,3.40,\n"
CHANGE = "1,2,share_of_labour_force_pct,sygedagpenge,cluster:ams,2010Q3,2011Q3,change_pct,-5.5,up\n"


@pytest.fixture
def published(tmp_path):
    def reading(text, name="t.csv", **given):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_published(tmp_path / name, **given)

    return reading


@pytest.fixture
def observed(tmp_path):
    def reading(text, name="t.csv", **given):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_observations(tmp_path / name, **given)

    return reading


def rows(figures):
    return figures.observations.to_pylist()


def test_a_row_becomes_an_observation_with_its_printed_decimals_and_its_place(published):
    figures = published(HEAD + LEVEL + CHANGE)
    assert figures.observations.schema == SCHEMA
    level, change = rows(figures)
    assert (level["value"], level["decimals"], level["measure"], level["base_period"]) == (
        3.4,
        2,
        "level",
        "",
    )
    assert (level["status"], level["published"], level["marks"]) == ("observed", True, "")
    assert level["source"] == "published: t.csv"
    assert level["origin"] == "t.csv, line 2, table 1 row 2"
    assert (change["area"], change["measure"], change["base_period"]) == (
        "cluster:ams",
        "change_pct",
        "2010Q3",
    )
    assert (change["value"], change["decimals"], change["numerator"]) == (-5.5, 1, None)


def test_columns_stand_in_any_order_and_most_may_be_absent(published):
    (row,) = rows(
        published("value,period,area,group,indicator\n646,2017M12,510,dagpenge,full_time_persons\n")
    )
    assert (row["value"], row["decimals"], row["measure"], row["origin"]) == (
        646.0,
        0,
        "level",
        "t.csv, line 2",
    )


def test_an_empty_value_is_not_observed_and_two_points_are_suppressed(published):
    text = HEAD + LEVEL.replace("3.40", "") + LEVEL.replace("3.40", "..").replace("580", "510")
    empty, hidden = rows(published(text))
    assert (empty["value"], empty["decimals"], empty["status"]) == (None, None, "not_observed")
    assert (hidden["value"], hidden["status"]) == (None, "suppressed")


def test_zero_is_a_value(published):
    (row,) = rows(published(HEAD + LEVEL.replace("3.40", "0.00")))
    assert (row["value"], row["decimals"], row["status"]) == (0.0, 2, "observed")


@pytest.mark.parametrize(
    ("delimiter", "first", "second", "values"),
    [
        (";", "3,4", "1.234", [3.4, 1234.0]),  # the comma tells: points are thousands
        (";", "3.4", "1.234", [3.4, 1.234]),  # a point before one digit tells: points are decimals
        (";", "987", "1.234", [987.0, 1234.0]),  # nothing tells: typed by people
        (",", "987", "1.234", [987.0, 1.234]),  # nothing tells: made by a program
        ("\t", "−3,4", "1\u00a0234", [-3.4, 1234.0]),
        (";", "3,4 %", "12", [3.4, 12.0]),
    ],
)
def test_danish_and_machine_numbers(published, delimiter, first, second, values):
    text = HEAD + LEVEL.replace("3.40", "FIRST") + CHANGE.replace("-5.5", "SECOND")
    text = text.replace(",", delimiter).replace("FIRST", first).replace("SECOND", second)
    assert [row["value"] for row in rows(published(text))] == values


def test_excel(tmp_path):
    book = openpyxl.Workbook()
    for line in (HEAD + LEVEL + CHANGE).strip().split("\n"):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.active["I2"], book.active["I3"] = 3.4, "−5,5"  # a number, and a text as people type it
    book.active["I2"].number_format = "0.00"
    book.save(tmp_path / "t.xlsx")
    level, change = rows(read_published(tmp_path / "t.xlsx"))
    assert (level["value"], level["decimals"], level["area"]) == (3.4, 2, "580")
    assert (change["value"], change["decimals"]) == (-5.5, 1)
    assert level["origin"] == "t.xlsx, line 2, table 1 row 2"


def general(tmp_path, *lines):
    """A workbook of figures in Excel's General format: what is typed as 5.0 is kept and shown as 5."""
    book = openpyxl.Workbook()
    for row in (HEAD.strip().split(","), *lines):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    return [row["decimals"] for row in rows(read_published(tmp_path / "t.xlsx"))]


@pytest.mark.parametrize(
    ("indicator", "measure", "value", "decimals"),
    [
        ("share_of_labour_force_pct", "level", 5, 1),  # declared with one decimal: 5.0
        ("share_of_labour_force_pct", "level", 5.4, 1),
        ("contacts_per_half_year", "level", 5.4, 2),
        ("share_of_labour_force_pct", "level", 5.432, 3),  # never fewer than it has
        ("share_of_labour_force_pct", "change_pct", -5, 1),  # changes have decimals of their own
        ("full_time_persons", "level", 646, 0),
        ("full_time_persons", "change_pct", 6, 1),
    ],
)
def test_excels_general_takes_the_decimals_of_the_indicator(tmp_path, indicator, measure, value, decimals):
    base = "" if measure == "level" else "2010Q3"
    row = [1, 2, indicator, "sygedagpenge", 580, base, "2011Q3", measure, value, ""]
    assert general(tmp_path, row) == [decimals]


def test_a_general_5_and_a_5_4_have_decimals_alike_as_in_csv(tmp_path, published):
    # own 5.0 beside ams 5.4: at no decimals both would be 5, and the symbol "same"
    def row(area, value):
        return [1, 2, "spells_over_26_weeks_pct", "sygedagpenge", area, "", "2011Q3", "level", value, ""]

    excel = general(tmp_path, row(580, 5.0), row("cluster:ams", 5.4))
    text = "".join(
        ",".join(map(str, row(area, value))) + "\n" for area, value in ((580, "5.0"), (510, "5.4"))
    )
    assert excel == [one["decimals"] for one in rows(published(HEAD + text))] == [1, 1]


def test_a_general_value_is_held_against_its_counts_with_its_own_decimals(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([*HEAD.strip().split(","), "numerator", "denominator"])
    row = ["", "", "contacts_per_half_year", "sygedagpenge", 580, "", "2011Q3", "level", 0.3, "", 1, 3]
    book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (one,) = rows(read_published(tmp_path / "t.xlsx"))  # 0.333 rounds to 0.3, though not to 0.30
    assert (one["value"], one["decimals"]) == (0.3, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            LEVEL.replace("580", "999"),
            "line 2, column area, value '999': .*allowed are a municipality's code",
        ),
        (LEVEL.replace("580", "cluster:"), "column area, value 'cluster:'"),
        (LEVEL.replace("580", "Aabenraa"), "column area, value 'Aabenraa'"),
        (LEVEL.replace("2011Q3", "2011Q5"), "line 2, column period, value '2011Q5': .*allowed are 2011M09"),
        (LEVEL.replace("2011Q3", ""), "line 2, column period, value ''"),
        (LEVEL.replace("level", "change"), "column measure, value 'change': allowed are level, change_pct"),
        (LEVEL.replace("level", "change_pp"), "column base_period, value '': change_pp needs the period"),
        (CHANGE.replace("change_pct", "level"), "column base_period, value '2010Q3': a level has no base"),
        (CHANGE.replace("2010Q3", "2011Q3"), "column base_period, .*allowed is a period before 2011Q3"),
        (CHANGE.replace("2010Q3", "sidst"), "column base_period, value 'sidst'"),
        (LEVEL.replace("3.40", "tre"), r"line 2, column value, value 'tre': 'tre' is no number; allowed"),
        (LEVEL.replace("3.40", "ca. 3"), "line 2, column value, value 'ca. 3'"),
        (
            LEVEL + CHANGE.replace("-5.5", '"-5,5"'),
            r"line 3, column value, value '-5,5': .*another way \('3.40'\)",
        ),
        (
            LEVEL + LEVEL.replace("3.40", "3.5"),
            "line 3, column value, value '3.5': line 2 gives 3.40 for the same",
        ),
        (CHANGE.replace("up", "op"), "line 2, column arrow, value 'op': allowed are up, down, flat"),
        (LEVEL.replace("sygedagpenge", ""), "column group, value '': only background figures"),
        (
            LEVEL.replace("share_of_labour_force_pct", "labour_force_16_66"),
            "column group, value 'sygedagpenge'",
        ),
        (LEVEL.replace(",\n", ",,x\n"), "line 2: 11 cells where the header has 10 columns"),
    ],
)
def test_errors_name_line_column_value_and_what_is_allowed(published, text, message):
    with pytest.raises(Problem, match=rf"^t\.csv, .*{message}"):
        published(HEAD + text)


def test_problems_are_danish_too(published):
    with pytest.raises(Problem) as caught:
        published(HEAD + LEVEL.replace("2011Q3", "2011Q5"))
    assert caught.value.text.da.startswith("t.csv, linje 2, kolonne period, værdi '2011Q5': ")
    with pytest.raises(Problem) as caught:
        published(HEAD + LEVEL.replace("sygedagpenge", "sygedagpeng"))
    assert caught.value.text.da == (
        "t.csv: 1 ukendt id:\n"
        "  group 'sygedagpeng' i linje 2; mente du sygedagpenge eller dagpenge?\n"
        "`pejling indicators` viser, hvad der er kendt. Ret filen, eller tag den ind med --accept-unknown: "
        "så beholdes disse tal under deres eget navn"
    )


def test_a_column_name_that_is_nearly_right_is_not_left_aside(published):
    with pytest.raises(Problem, match="line 1: the column 'base period' is not known; is it 'base_period'"):
        published(HEAD.replace("base_period", "base period") + LEVEL)


def test_other_columns_are_left_aside_and_named(published):
    assert published(HEAD.replace("\n", ",note\n") + LEVEL.replace("\n", ",x\n")).ignored_columns == ("note",)


def test_a_row_that_says_the_same_again_is_kept_once(published):
    figures = published(HEAD + LEVEL + LEVEL.replace("1,2,", "7,1,"))
    assert (figures.observations.num_rows, figures.repeated) == (1, 1)
    assert rows(figures)[0]["origin"].endswith("line 2, table 1 row 2")


def test_unknown_ids_are_all_reported_with_their_lines(published):
    unknown = LEVEL.replace("sygedagpenge", "sygedagpeng")
    text = unknown + CHANGE.replace("share_of", "shares_of") + unknown.replace("580", "510")
    with pytest.raises(Problem) as caught:
        published(HEAD + text)
    assert str(caught.value) == (
        "t.csv: 2 unknown ids:\n"
        "  group 'sygedagpeng' in lines 2, 4; did you mean sygedagpenge or dagpenge?\n"
        "  indicator 'shares_of_labour_force_pct' in line 3; did you mean share_of_labour_force_pct or "
        "awards_share_of_labour_force_pct?\n"
        "`pejling indicators` lists what is known. Correct the file, or take it in with --accept-unknown: "
        "then these figures are kept under their own names"
    )


def test_many_unknown_ids_are_listed_up_to_twenty(published):
    many = "".join(LEVEL.replace("sygedagpenge", f"x{n}") for n in range(25))
    with pytest.raises(Problem, match=r"25 unknown ids:(\n  group 'x\d+' in line \d+){20}\n  and 5 more\n"):
        published(HEAD + many)
    one = "".join(LEVEL.replace("sygedagpenge", "x").replace("580", str(n)) for n in range(23))
    with pytest.raises(Problem, match=r"1 unknown id:\n  group 'x' in lines 2, 3, .*, 21 and 3 more\n"):
        published(HEAD + one)


def test_unknown_ids_are_kept_when_accepted(published):
    figures = published(HEAD + LEVEL.replace("share_of_labour_force_pct", "glaede"), accept_unknown=True)
    assert (figures.unknown, rows(figures)[0]["indicator"]) == (("glaede",), "glaede")
    with pytest.raises(Problem, match="column indicator, value '': the indicator's id is missing"):
        published(HEAD + LEVEL.replace("share_of_labour_force_pct", ""), accept_unknown=True)


def test_series_breaks_and_synthetic_figures_are_marked(published):
    text = (
        "indicator,group,area,period,value,synthetic\n"
        "activation_degree_pct,dagpenge,510,2019H1,12.5,0\n"
        "full_time_persons,kontanthjaelp,510,2025,800,1\n"
    )
    figures = published(text)
    assert [row["marks"] for row in rows(figures)] == [
        "under_reported",
        "break:2025-07-kontanthjaelp synthetic",
    ]
    assert figures.synthetic
    with pytest.raises(Problem, match="column synthetic, value 'ja'"):
        published(text.replace(",1\n", ",ja\n"))


def test_background_figures_have_an_empty_group(observed):
    text = "indicator,area,period,value\nlabour_force_16_66,580,2010M11,28950\n"
    (row,) = rows(observed(text))
    assert (row["indicator"], row["group"], row["value"], row["source"]) == (
        "labour_force_16_66",
        "",
        28950.0,
        "observations: t.csv",
    )
    assert rows(observed(text.replace("area", "group,area").replace("580", ",580"))) == [row]


COUNTED = "indicator,group,area,period,value,numerator,denominator\n"


@pytest.mark.parametrize(
    ("value", "counts", "expected"),
    [
        ("33.3", "1,3", (33.3, 1, "observed")),  # 33.333 rounds to the printed 33.3
        ("", "1,3", (100 / 3, None, "observed")),  # follows from the counts, unrounded
        ("", "0,0", (None, None, "not_defined")),
        ("", ",", (None, None, "not_observed")),
        ("..", "1,3", (None, None, "suppressed")),
    ],
)
def test_numerator_and_denominator(observed, value, counts, expected):
    (row,) = rows(observed(f"{COUNTED}spells_over_26_weeks_pct,sygedagpenge,580,2011M09,{value},{counts}\n"))
    assert (row["value"], row["decimals"], row["status"]) == expected


def test_numerator_and_denominator_without_a_value_column(observed):
    text = (
        "indicator,group,area,period,numerator,denominator\n"
        "spells_over_26_weeks_pct,sygedagpenge,580,2011,1,4\n"
    )
    assert rows(observed(text))[0]["value"] == 25.0
    with pytest.raises(Problem, match="the column value is missing"):
        observed(text.replace(",denominator", "").replace(",4", ""))


@pytest.mark.parametrize(
    ("value", "counts", "message"),
    [
        ("33.4", "1,3", "column value, value '33.4': numerator and denominator give 33.333"),
        ("", "1.5,3", "column numerator, value '1.5': allowed is a whole number"),
        ("", "-1,3", "column numerator, value '-1'"),
        ("5", "1,0", "column denominator, value '0'"),
    ],
)
def test_counts_that_cannot_be(observed, value, counts, message):
    with pytest.raises(Problem, match=message):
        observed(f"{COUNTED}spells_over_26_weeks_pct,sygedagpenge,580,2011M09,{value},{counts}\n")


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Workspace.create(tmp_path / "w", 580)


@pytest.mark.parametrize("name", ["klk_aabenraa_2012.csv", "mploy_haderslev_2020.csv"])
def test_the_tables_of_both_reports_go_in_and_come_back_as_printed(workspace, name):
    taken = take_in_published(workspace, EXAMPLES / name)
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    back = {
        (r["indicator"], r["group"], r["area"], r["period"], r["measure"], r["base_period"]): (
            "" if r["value"] is None else f"{r['value']:.{r['decimals']}f}"
        )
        for r in stored(workspace).to_pylist()
    }
    assert len(back) == taken.rows
    assert taken.rows + taken.repeated == len(printed)
    assert taken.not_observed == sum(row["value"] == "" for row in printed)
    for row in printed:
        key = (row["indicator"], row["group"], row["area"], row["period"], row["measure"], row["base_period"])
        assert back[key] == row["value"], key


def test_a_take_in_is_a_vintage_with_what_was_found(workspace, tmp_path):
    (tmp_path / "t.csv").write_text(HEAD + LEVEL + CHANGE.replace("2011Q3", "2011Q4"))
    taken = take_in_published(workspace, tmp_path / "t.csv")
    (one,) = vintages(workspace)
    assert (one.id, one.source, one.facts.rows) == (taken.vintage, "published", 2)
    assert one.facts.inputs[0].name == "t.csv"
    assert (one.facts.details["first_period"], taken.last_period) == ("2011Q3", "2011Q4")
    assert {row["vintage"] for row in stored(workspace).to_pylist()} == {taken.vintage}


def test_bad_input_leaves_the_workspace_as_before(workspace, tmp_path):
    (tmp_path / "t.csv").write_text(HEAD + LEVEL.replace("3.40", "tre"))
    before = sorted(path for path in workspace.folder.rglob("*"))
    with pytest.raises(Problem):
        take_in_published(workspace, tmp_path / "t.csv")
    assert sorted(path for path in workspace.folder.rglob("*")) == before


def test_synthetic_observations_make_a_synthetic_vintage(workspace, tmp_path):
    (tmp_path / "t.csv").write_text(
        "indicator,area,period,value,synthetic\nlabour_force_16_66,580,2010,28950,1\n"
    )
    take_in_observations(workspace, tmp_path / "t.csv")
    assert vintages(workspace)[0].facts.synthetic
