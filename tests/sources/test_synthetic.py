"""Synthetic persons: the layout, the same bytes from the same seed, and life courses that can be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from pejling.sources.synthetic import synthesise
from pejling.sources.synthetic_mark import is_synthetic
from pejling.sources.synthetic_parameters import parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_weeks import Block, draw_block, months_of_weeks
from pejling.sources.tables_file import read_observations
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import municipalities
from pejling.terms.problem import Problem
from pejling.terms.week import Week

YEARS = (2010, 2015)
PERSONS = 20_000


@pytest.fixture(scope="module")
def span() -> Span:
    return Span(*YEARS, parameters().raw["burn_in_years"])


@pytest.fixture(scope="module")
def block(span: Span) -> Block:
    known = parameters()
    return draw_block(0, PERSONS, span, known.shares, known, seed=1)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    for form in ("parquet", "csv"):
        synthesise(300, 2014, 2015, 5, folder, form, truth=False)
    return folder


def in_group(block: Block, group: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    table = dream_codes()
    codes = [code for code in table.benefits if table.target_group(code) == group]
    return np.isin(block.codes, codes)


def week(span: Span, text: str) -> int:
    return Week.parse(text).index - span.first


# the files


def test_the_layout_is_that_of_dream(written: Path) -> None:
    names = pq.read_schema(written / "dream.parquet").names
    weeks = [f"y_14{number:02d}" for number in range(1, 53)] + [
        f"y_15{number:02d}" for number in range(1, 54)
    ]
    months = [f"branche_{year}_{month:02d}" for year in (2014, 2015) for month in range(1, 13)]
    quarters = [f"visit{quarter}_kv{year}" for year in (2014, 2015) for quarter in (1, 2, 3, 4)]
    people = ["lobenr", "kon", "foedselsdato"]
    assert names == [*people, *weeks, *months, "nykom2014", "nykom2015", "ie_type", *quarters]


def test_both_forms_hold_the_same_data(written: Path) -> None:
    parquet = pq.read_table(written / "dream.parquet")
    types = dict(zip(parquet.schema.names, parquet.schema.types, strict=True))
    csv = arrow_csv.read_csv(
        written / "dream.csv",
        parse_options=arrow_csv.ParseOptions(delimiter=";"),
        convert_options=arrow_csv.ConvertOptions(column_types=types),
    )
    assert csv.drop_columns(["syntetisk"]).equals(parquet.replace_schema_metadata(None))
    assert set(csv["syntetisk"].to_pylist()) == {1}


def test_a_blank_is_null_never_zero(written: Path) -> None:
    table = pq.read_table(written / "dream.parquet")
    weeks = [name for name in table.column_names if name.startswith("y_")]
    assert table["y_1401"].null_count > 0
    assert all(not pc.any(pc.equal(table[name], 0)).as_py() for name in weeks)


def test_industries_have_six_digits(written: Path) -> None:
    found = pq.read_table(written / "dream.parquet", columns=["branche_2014_05"])["branche_2014_05"]
    assert found.null_count < len(found)
    assert {len(str(code)) for code in found.drop_null().to_pylist()} == {6}


def test_files_say_that_they_are_synthetic(written: Path, tmp_path: Path) -> None:
    for name in ("dream.parquet", "dream.csv", "labour_force.csv"):
        assert is_synthetic(written / name)
    plain = tmp_path / "plain.parquet"
    pq.write_table(pa.table({"lobenr": [1], "y_1401": [111]}), plain)
    assert not is_synthetic(plain)
    for number, text in enumerate(("lobenr;y_1401\n1;111\n", "lobenr;y_1401;syntetisk\n1;111;0\n", "")):
        path = tmp_path / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        assert not is_synthetic(path)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes((written / "dream.parquet").read_bytes()[:5000])
    assert not is_synthetic(broken)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again, other = tmp_path / "first", tmp_path / "again", tmp_path / "other"
    for folder, seed in ((first, 3), (again, 3), (other, 4)):
        for form in ("parquet", "csv"):
            synthesise(200, 2014, 2014, seed, folder, form, municipalities=[510, 580])
    casework = {"contacts.csv", "offers.csv", "sanctions.csv", "decisions.csv"}
    names = casework | {"dream.parquet", "dream.csv", "labour_force.csv", "truth.csv"}
    for name in names:
        assert (first / name).read_bytes() == (again / name).read_bytes()
        assert (first / name).read_bytes() != (other / name).read_bytes()
    assert {file.name for file in first.iterdir()} == names


def test_persons_in_several_blocks_are_numbered_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parameters().raw, "persons_per_block", 40)  # type: ignore[arg-type]
    told: list[tuple[int, int, str]] = []
    synthesise(100, 2014, 2014, 1, tmp_path, progress=lambda *one: told.append(one), truth=False)
    file = pq.ParquetFile(tmp_path / "dream.parquet")
    assert file.num_row_groups == 3
    table = file.read(columns=["lobenr", "foedselsdato"])
    assert table["lobenr"].to_pylist() == list(range(1, 101))
    assert table["foedselsdato"][:40].to_pylist() != table["foedselsdato"][40:80].to_pylist()
    assert told == [(40, 100, "persons"), (80, 100, "persons"), (100, 100, "persons")]


def test_the_background_figures_can_be_taken_in(written: Path) -> None:
    figures = read_observations(written / "labour_force.csv")
    assert figures.synthetic
    # three figures, three years (the one before the window too), 98 municipalities
    assert figures.observations.num_rows == 3 * 3 * 98
    assert set(figures.observations["period"].to_pylist()) == {"2013", "2014", "2015"}


@pytest.mark.parametrize(
    ("persons", "first", "last", "seed", "form", "lived_in", "part"),
    [
        (0, 2014, 2015, 1, "parquet", None, "0 persons"),
        (10, 1990, 2015, 1, "parquet", None, "1990"),
        (10, 2015, 2014, 1, "parquet", None, "no later than the last"),
        (10, 2014, 2015, -1, "parquet", None, "seed -1"),
        (10, 2014, 2015, 1, "xlsx", None, "'xlsx'"),
        (10, 2014, 2015, 1, "parquet", [411], "411"),
        (10, 2014, 2015, 1, "parquet", [], "at least one"),
    ],
)
def test_what_cannot_be_made_is_said(
    tmp_path: Path,
    persons: int,
    first: int,
    last: int,
    seed: int,
    form: str,
    lived_in: list[int] | None,
    part: str,
) -> None:
    with pytest.raises(Problem, match=part):
        synthesise(persons, first, last, seed, tmp_path, form, municipalities=lived_in)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Problem, match="cannot be written"):
        synthesise(10, 2014, 2014, 1, tmp_path / "file" / "folder")


def test_a_run_that_is_broken_off_leaves_no_file(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(10, 2014, 2014, 1, tmp_path, progress=stop)
    assert list(tmp_path.iterdir()) == []


# the life courses


def test_nobody_who_is_dead_or_abroad_is_on_a_benefit_or_in_a_job(block: Block, span: Span) -> None:
    """A week has one code; and no industry is written for months that lie wholly dead or abroad."""
    away = np.isin(block.codes, [997, 999])
    months = months_of_weeks(span)
    for month in range(12, months[-1] + 1, 7):
        all_of_it = away[months == month].all(axis=0) & away[months == month - 1].all(axis=0)
        assert all_of_it.any()
        assert not block.industry[month, all_of_it].any()
        assert not block.visitation[month // 3, away[months // 3 == month // 3].all(axis=0)].any()


def test_folkepension_is_left_for_death_or_a_life_abroad_only(block: Block) -> None:
    retired = np.maximum.accumulate(block.codes == 998, axis=0)
    assert retired.any()
    assert set(np.unique(block.codes[retired]).tolist()) <= {997, 998, 999}


def test_newcomers_are_immigrants_and_the_others_mostly_danish(block: Block) -> None:
    share = np.bincount(block.origin, minlength=4) / block.persons
    assert share[0] == 0
    # 3.5 per cent newcomers and 6.5 of the others: 9.8; descendants 2.5 of the others: 2.4
    assert 0.08 < share[2] < 0.12
    assert 0.015 < share[3] < 0.035


def test_match_groups_go_with_benefits(block: Block, span: Span) -> None:
    quarter = months_of_weeks(span) // 3
    middle = np.searchsorted(quarter, np.arange(len(block.visitation))) + 6
    on_dagpenge = in_group(block, "dagpenge")[middle]
    assert set(np.unique(block.visitation[on_dagpenge]).tolist()) == {0, 1, 2}
    pensioned = in_group(block, "foertidspension")[middle]
    assert not block.visitation[pensioned].any()
    assert not block.visitation[block.codes[middle] == 0].any()


def test_every_code_is_one_that_the_table_knows(block: Block) -> None:
    assert {code for code in np.unique(block.codes).tolist() if code not in dream_codes()} == set()


def test_nothing_follows_death(block: Block, span: Span) -> None:
    dead = block.codes == 999
    assert dead.any()
    first = dead.argmax(axis=0)
    died = np.flatnonzero(dead.any(axis=0))
    for person in died.tolist():
        assert dead[first[person] :, person].all()
        month = int(months_of_weeks(span)[first[person]])
        assert not block.industry[month + 1 :, person].any()


def test_pension_absorbs_until_folkepension(block: Block) -> None:
    """After disability pension come only itself, folkepension, death and a life abroad (and back)."""
    pension = in_group(block, "foertidspension")
    later = np.maximum.accumulate(pension, axis=0) & ~pension
    abroad = np.maximum.accumulate(block.codes == 997, axis=0)
    assert set(np.unique(block.codes[later & ~abroad]).tolist()) <= {998, 999}


def test_folkepension_begins_at_65(block: Block, span: Span) -> None:
    pensioners = block.codes == 998
    starts = np.flatnonzero(pensioners[1:].any(axis=0) & ~pensioners[0])
    assert len(starts) > 100
    for person in starts[:200].tolist():
        born = date.fromordinal(719163 + int(block.birthday[person]))
        begun = Week.from_index(span.first + int(pensioners[:, person].argmax()))
        turned = date(born.year + 65, born.month, born.day if (born.month, born.day) != (2, 29) else 28)
        assert 0 <= (begun.monday - turned).days <= 8
    assert set(np.unique(block.codes[np.maximum.accumulate(pensioners, axis=0)]).tolist()) == {998, 999}


def test_nobody_is_seen_before_the_year_of_turning_16(block: Block, span: Span) -> None:
    born = block.birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    years = np.array([one.year for one in span.weeks])
    young = years[:, None] < born + 16
    assert young[0].any()
    assert not block.codes[young].any()
    assert not block.industry[0, young[5]].any()


def test_reforms_hold_from_their_dates(block: Block, span: Span) -> None:
    for group, begins in (
        ("uddannelseshjaelp", "2014-W01"),
        ("integrationsydelse", "2015-W36"),
        ("jobafklaring", "2014-W27"),
        ("ressourceforloeb", "2013-W01"),
    ):
        on = in_group(block, group)
        assert not on[: week(span, begins)].any()
        assert on[week(span, begins) :].any()


def test_education_assistance_is_for_those_under_30_only(block: Block, span: Span) -> None:
    rows, persons = np.nonzero(in_group(block, "uddannelseshjaelp"))
    days = (span.first + rows) * 7 + (date(1990, 1, 1) - date(1970, 1, 1)).days
    age = (days - block.birthday[persons]) / 365.2425
    assert age.max() < 30.03


def test_people_move_and_municipalities_differ_in_size(block: Block) -> None:
    moved = (block.home[0] != block.home[-1]) & (block.home[-1] > 0) & (block.home[0] > 0)
    assert 0.1 < moved.mean() < 0.4
    sizes = {code: int((block.home[0] == code).sum()) for code in municipalities()}
    assert sizes[101] == max(sizes.values())
    assert sizes[825] < 20  # Læsø
    assert 0.07 < sizes[101] / PERSONS < 0.13  # København had 540 of 5,560 thousand inhabitants


def share(block: Block, span: Span, group: str, year: int) -> float:
    """Full-time persons in pct. of the labour force."""
    weeks = np.array([one.year == year for one in span.weeks])
    force = block.background[0, year - span.first_year + 1].sum()
    return float(100 * in_group(block, group)[weeks].sum() / weeks.sum() / force)


@pytest.mark.parametrize(
    ("group", "low", "high"),
    [
        ("sygedagpenge", 2, 4),
        ("dagpenge", 1.5, 5),
        ("fleksjob", 1, 4),
        ("foertidspension", 6, 12),
        ("kontanthjaelp", 2, 5),
    ],
)
def test_levels_are_plausible(block: Block, span: Span, group: str, low: float, high: float) -> None:
    assert low < share(block, span, group, 2012) < high
    assert low < share(block, span, group, 2015) < high


def test_sickness_and_unemployment_peak_in_winter(block: Block, span: Span) -> None:
    quarter = np.array([(one.thursday.month - 1) // 3 for one in span.weeks])
    for group in ("sygedagpenge", "dagpenge"):
        on = in_group(block, group).sum(axis=1)
        assert on[quarter == 0].mean() > 1.05 * on[quarter == 2].mean()


def test_the_longer_on_a_benefit_the_slower_out(block: Block) -> None:
    """Of sickness spells that begin in the window, the weekly exit rate falls from weeks 5-9 to 27-52."""
    on = in_group(block, "sygedagpenge")
    begun = np.argwhere(on[1:-60] & ~on[:-61])
    rates = []
    for first, last in ((5, 9), (27, 52)):
        exposed = left = 0
        for start, person in begun.tolist():
            stretch = on[start + 1 : start + 1 + last + 1, person]
            length = len(stretch) if stretch.all() else int(stretch.argmin())
            exposed += max(0, min(length, last) - first + 1)
            left += first <= length <= last
        rates.append(left / exposed)
    assert rates[0] > 2 * rates[1]


def test_running_sickness_spells_over_26_weeks(tmp_path: Path) -> None:
    synthesise(8_000, 2010, 2014, 2, tmp_path, casework=False)
    rows = arrow_csv.read_csv(
        tmp_path / "truth.csv",
        convert_options=arrow_csv.ConvertOptions(column_types={"period": "string", "area": "string"}),
    ).to_pylist()
    found = {
        row["period"]: float(row["value"])
        for row in rows
        if (row["indicator"], row["group"], row["area"]) == ("spells_over_26_weeks_pct", "sygedagpenge", "dk")
    }
    assert all(20 < found[year] < 45 for year in ("2012", "2013", "2014"))
