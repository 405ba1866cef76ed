"""What periods and clusters are called, and what the annex makes of periods as data write them."""

from __future__ import annotations

import pytest

from pejling.report import naming
from pejling.report.data_quality import in_words
from pejling.terms.period import Period


@pytest.mark.parametrize(
    ("period", "da", "en"),
    [
        ("2019H1-2019H2", "1.–2. halvår 2019", "H1–H2 2019"),
        ("2018Q1-2018Q4", "1.–4. kvartal 2018", "Q1–Q4 2018"),
        ("2010Q4-2011Q3", "4. kvartal 2010 – 3. kvartal 2011", "Q4 2010 – Q3 2011"),
        ("2019M01-2019M03", "januar 2019 – marts 2019", "January 2019 – March 2019"),
        ("2018-2019", "2018 – 2019", "2018 – 2019"),
    ],
)
def test_a_span_within_a_year_names_the_year_once(period: str, da: str, en: str) -> None:
    named = [naming.period_name(Period.parse(period), lang).replace("\u00a0", " ") for lang in ("da", "en")]
    assert named == [da, en]


@pytest.mark.parametrize(
    ("cluster", "label"),
    [
        ("soenderjylland_oevrige", "Sønderjylland øvrige"),
        ("cluster:rammevilkaar", "Rammevilkår"),
        ("aabenraa_og_naboer", "Aabenraa og naboer"),  # no word known to be spelled otherwise
        ("poesi", "Poesi"),
    ],
)
def test_only_known_words_of_an_id_get_their_letters(cluster: str, label: str) -> None:
    assert naming.cluster_label(cluster, None, "da") == label


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("Aktiveringsgrad, 2019H1 .. 2019H2: for lavt.", "Aktiveringsgrad, 1.–2. halvår 2019: for lavt."),
        ("Nyborg, 2025M09: ændring på 13,0.", "Nyborg, september 2025: ændring på 13,0."),
        ("2018Q1-2018Q3 mangler.", "1.–3. kvartal 2018 mangler."),
        ("2019M13 og 2019H1 .. 2018H1 er ingen.", "2019M13 og 2019H1 .. 2018H1 er ingen."),
        ("2019-W05 og y25i01", "2019-W05 og y25i01"),
        ("DREAM: det nyeste er fra 2019-12-29.", "DREAM: det nyeste er fra 29. december 2019."),
        ("tal_2019-12-29.csv, 2019-12-29.csv, 2019-02-30", "tal_2019-12-29.csv, 2019-12-29.csv, 2019-02-30"),
    ],
)
def test_periods_of_faults_are_told_in_words(told: str, printed: str) -> None:
    assert in_words(told, "da").replace("\u00a0", " ") == printed
