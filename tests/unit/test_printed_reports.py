"""Tables as Danish reports print them, each known to be right or wrong: no false alarm and no miss.

Every wrong one has the arithmetic beside it. What is expected: figure, relation and verdict of each finding.
"""

from __future__ import annotations

import openpyxl
import pytest

from pejling.comparison.audit import audit
from pejling.sources.printed_file import read_printed


def found(path):
    return [
        (one.figure, one.relation, one.verdict) for table in read_printed(path) for one in audit(table)[0]
    ]


RIGHT = {
    # 33.3 + 33.3 + 33.3 = 99.9 under 100.0: each is 33.25 to 33.35
    "shares that make 99.9": "Gruppe;Antal;Andel (pct.)\nA;10;33,3\nB;10;33,3\nC;10;33,3\nI alt;30;100,0\n",
    # 17 + 17 + 17 + 17 + 17 + 17 = 102 of whole per cents: each 16.5 to 17.5
    "shares that make 102": "Svar;Antal;Pct.\nA;5;17\nB;5;17\nC;5;17\nD;5;17\nE;5;17\nF;5;17\nI alt;30;100\n",
    # 14 x 7 = 98
    "shares that make 98": "Svar;Pct.\nA;14\nB;14\nC;14\nD;14\nE;14\nF;14\nG;14\nI alt;100\n",
    "totals of rounded full-time persons": "Ydelse;2018;2019\nA;10,4;11,3\nB;20,3;20,3\nC;30,4;31,3\n"
    "I alt;61,2;63,0\n",
    "negative changes": "Gruppe;2018;2019;Ændring i pct.\nA;945;763;-19,3\nB;200;210;5,0\nC;120;90;-25,0\n"
    "I alt;1265;1063;-16,0\n",
    "a true minus and a plus": "Gruppe;2018;2019;Ændring\nA;945;763;−182\nB;200;210;+10\nC;120;90;–30\n",
    "a dash for none in a sum": "Gruppe;Kvinder;Mænd;I alt\nA;10;-;10\nB;5;7;12\nC;8;4;12\n",
    "an unknown category": "Ydelse;2017;2018;2019\nJobparate;222;178;164\nAktivitetsparate;700;650;590\n"
    "Kontanthjælp i alt;945;855;763\n",
    "of which rows": "Ydelse;2018;2019\nKontanthjælp;100;110\n- heraf jobparate;40;44\nSygedagpenge;60;70\n"
    "I alt;160;180\n",
    "means with a total row": "Ydelse;Gennemsnitlig varighed (uger)\nDagpenge;20\nSygedagpenge;30\n"
    "I alt;26\n",
    "means without a word": "Ydelse;Sagsbehandlingstid\nDagpenge;20\nSygedagpenge;30\nI alt;26\n",
    "rates of a municipality and the country": "Lov;Haderslev pct.;Landet pct.\nA;33;25\nB;21;32\n"
    "I alt;20;27\n",
    "persons counted once": "Ydelse;Berørte personer\nDagpenge;120;\nSygedagpenge;300;\nI alt;400;\n",
    "several answers": "Svar;Antal;Pct.\nTelefon;60;60\nBrev;50;50\nMøde;20;20\nAntal svar;100;100\n",
    "footnote marks": "Gruppe;2018;2019\nA;10*;11\nB;20¹;21 1)\nC;30;32**\nI alt;60;64\n",
    "a title, a source and a note": "Tabel 3. Fuldtidspersoner;;\n;;\nGruppe;2018;2019\nA;10;11\nB;20;21\n"
    "I alt;30;32\nKilde: jobindsats.dk;;\nNote: Tal for december.;;\n",
    "a head of two lines": ";Antal;;Andel i pct.;\n;2018;2019;2018;2019\nA;10;20;25,0;40,0\n"
    "B;30;30;75,0;60,0\n"
    "I alt;40;50;100,0;100,0\n",
    "years down the side": "År;Antal;Udvikling i pct.\n2016;200;\n2017;210;5,0\n2018;189;-10,0\n"
    "2019;200;5,8\n"
    "2020;220;10,0\n",
    # 10.0 and 1.3 follow from 2017 to 2018 too, and -5.3 within rounding; all four do from 2018 to 2019
    "two changes of three years": "Gruppe;2017;2018;2019;Ændring 2018-2019;Ændring i pct.\n"
    "Dagpenge;100;110;121;11;10,0\nSygedagpenge;200;190;180;-10;-5,3\nKontanthjælp;90;95;98;3;3,2\n"
    "I alt;390;395;400;5;1,3\n",
    "a change in points": "Ydelse;Andel 2018 (pct.);Andel 2019 (pct.);Ændring 2018-2019 (pct.-point)\n"
    "A;3,4;3,1;-0,3\nB;2,7;2,7;0,1\nC;1,0;1,4;0,4\n",
    "a yearly mean change": "Ydelse;2015;2019;Gns. årlig ændring 2015-2019 (pct.)\nA;100;146;9,9\n"
    "B;100;121;4,9\n",
    "rounded to tens by a note": "Ydelse;2018;2019\nA;120;130\nB;240;240\nC;140;150\nI alt;510;510\n"
    "Note: Tallene er afrundet til nærmeste 10.;;\n",
    "a section with its own total": "Gruppe;2018;2019\nKvinder;10;11\nMænd;20;21\nDagpenge i alt;30;32\n"
    "Kvinder under 30;4;5\nMænd under 30;6;5\nSygedagpenge i alt;10;10\nI alt;40;42\n",
    "thousands with points": "Ydelse;2018;2019\nA;1.234;1.300\nB;2.000;2.100\nI alt;3.234;3.400\n",
    "an index": "År;Antal;Indeks\n2017;200;100\n2018;210;105\n2019;220;110\n",
    "complaints per 1,000 beside counts": "Område;Afgørelser;Klager;Klager pr. 1.000 afgørelser\n"
    "A;1200;12;10,0\nB;800;4;5,0\nC;500;10;20,0\nI alt;2500;26;10,4\n",
    "what is spent of a budget": "Område;Budget;Regnskab;Afvigelse;Forbrugsprocent\nA;100,5;98,2;-2,3;97,7\n"
    "B;80,1;85,0;4,9;106,1\nC;60,0;59,0;-1,0;98,3\nI alt;240,6;242,2;1,6;100,7\n",
    "counts and shares in turn": "Målgruppe;Antal 2018;Andel 2018;Antal 2019;Andel 2019;Udvikling pct.\n"
    "Jobparate;178;21%;164;21%;-8%\nAktivitetsparate;677;79%;599;79%;-12%\nI alt;855;100%;763;100%;-11%\n",
    "the same quarter a year before": "Kvartal;Personer;Ændring ift. samme kvartal året før (pct.)\n"
    "2018K1;100;\n"
    "2018K2;110;\n2018K3;120;\n2018K4;130;\n2019K1;110;10,0\n2019K2;99;-10,0\n2019K3;126;5,0\n",
    "the country beside municipalities": "Kommune;Dagpenge;Øvrige;I alt\nAabenraa;646;421;1.067\n"
    "Haderslev;613;402;1.015\nHele landet;90.000;80.000;170.000\n",
    "rows that make 99 and 101": "Nr.;Spørgsmål;Enig;Uenig;Ved ikke;I alt\n1;Jeg forstår;40;50;10;100\n"
    "2;Jeg trives;45;50;6;101\n3;Jeg får hjælp;50;40;9;99\n",
    "units": "Ydelse;Andel\nA;12 pct.\nB;30 %\n",
    "small counts hidden": "Gruppe;Kvinder;Mænd;I alt\nA;<5;12;15\nB;6;7;13\nC;8;9;17\n",
}
QUIET_BUT_UNDECIDED = {"small counts hidden": [("A/i alt", "sum", "undecided")]}

WRONG = {
    # 10 + 20 + 30 = 60
    "a total on its only line": (
        "Gruppe;Antal\nA;10\nB;20\nC;30\nI alt;50\n",
        [("I alt/antal", "sum", "infeasible")],
    ),
    # 763 / 945 - 1 = -19.3
    "a change with the wrong sign": (
        "Gruppe;2018;2019;Ændring 2018-2019 (pct.)\nA;945;763;19,3\nB;200;210;5,0\nC;120;90;-25,0\n",
        [("A/ændring 2018-2019 (pct.)", "change", "infeasible")],
    ),
    # 12 / 10 - 1 = 20: 11.5 / 10.5 to 12.5 / 9.5 is 9.5 to 31.6
    "the only change": (
        "Gruppe;2018;2019;Udvikling 2018-19 i pct.\nA;10;12;40\n",
        [("A/udvikling 2018-19 i pct.", "change", "infeasible")],
    ),
    # 3.1 - 3.4 = -0.3
    "a change in points": (
        "Ydelse;2018, pct.;2019, pct.;Ændring 2018-2019, procentpoint\nA;3,4;3,1;-0,6\n"
        "B;2,7;2,7;0,0\nC;1;2;1\n",
        [("A/ændring 2018-2019, procentpoint", "change", "infeasible")],
    ),
    # 189 / 210 - 1 = -10.0
    "years down the side": (
        "År;Antal;Udvikling i pct.\n2016;200;\n2017;210;5,0\n2018;189;-1,0\n2019;200;5,8\n"
        "2020;220;10,0\n2021;231;5,0\n",
        [("2018/udvikling i pct.", "change", "infeasible")],
    ),
    # 3 + 3 = 6, and 5 + 7 = 12: 21 may hold somebody who is neither, yet nobody else does
    "a row's total": (
        "Gruppe;Kvinder;Mænd;I alt\nA;10;-;10\nB;5;7;21\nC;8;4;12\nD;3;3;2\nE;1;2;3\nF;9;2;11\n"
        "G;4;2;6\nH;4;3;7\n",
        [("B/i alt", "sum", "undecided"), ("D/i alt", "sum", "infeasible")],
    ),
    # shown parts alone are 40, one is hidden
    "less than what is shown": (
        "Gruppe;2018;2019;2020\nA;10;10;10\nB;..;2;3\nC;30;30;30\nI alt;35;42;43\n",
        [("I alt/2018", "sum", "infeasible")],
    ),
    # 20 of 50 is 40
    "a share in a head of two lines": (
        ";Antal;;Andel i pct.;\n;2018;2019;2018;2019\nA;10;20;25,0;40,0\nB;15;10;37,5;20,0\n"
        "C;15;20;37,5;45,0\n"
        "I alt;40;50;100,0;100,0\n",
        [("C/andel i pct. 2019", "share", "infeasible")],
    ),
    # 10 / (10 + 30) = 25
    "a share of both": (
        "Område;Mænd;Kvinder;Andel kvinder, pct.\nA;30;10;25,0\nB;50;50;50,0\nC;20;60;75,0\nD;40;10;25,0\n",
        [("D/andel kvinder, pct.", "share", "infeasible")],
    ),
    "a head that stands twice over the same": (
        "Gruppe;2019;2019\nA;10;10\nB;20;20\n",
        [("2019 (2)", "repeated_column", "notice")],
    ),
    "a head that stands twice over others": (
        "Gruppe;2019;2019\nA;10;11\nB;20;22\n",
        [("2019 (2)", "repeated_column", "notice")],
    ),
    "parts that make more than 100": (
        "Svar;Pct.\nTelefon;60\nBrev;50\nMøde;20\nI alt;100\n",
        [("I alt/pct.", "over_100", "notice")],
    ),
    # 4 stands in Kontanthjælp's 10 already: 10 + 4 + 6 = 20, with 10 + 6 = 16
    "of which counted once more": (
        "Ydelse;2018;2019\nKontanthjælp;10;20\nheraf jobparate;4;9\nSygedagpenge;6;7\nI alt;20;36\n",
        [("I alt/2018", "counted_twice", "notice"), ("I alt/2019", "counted_twice", "notice")],
    ),
    # 11 + 21 = 32; the section's own total
    "a section's total": (
        "Gruppe;2018;2019;2020\nKvinder;10;11;12\nMænd;20;21;22\nDagpenge i alt;30;29;34\n"
        "Unge;4;5;6\nÆldre;6;5;6\n"
        "Sygedagpenge i alt;10;10;12\n",
        [("Dagpenge i alt/2019", "sum", "infeasible")],
    ),
    # long: 210 / 200 - 1 = 5.0
    "a long table with Danish names": (
        "gruppe;mål;basisperiode;periode;værdi\nA;niveau;;2018;200\nA;niveau;;2019;210\n"
        "A;ændring i pct.;2018;2019;7,0\n"
        "B;niveau;;2018;100\nB;niveau;;2019;90\nB;ændring i pct.;2018;2019;-10,0\n",
        [("A/ændring i pct./2018/2019/værdi", "change", "infeasible")],
    ),
    "a long table whose period names both": (
        "gruppe;periode;værdi\nA;2018;200\nA;2019;210\nA;Ændring 2018-2019 (pct.);7,0\n"
        "B;2018;100\nB;2019;90\nB;Ændring 2018-2019 (pct.);-10,0\nC;2018;100\nC;2019;80\n"
        "C;Ændring 2018-2019 (pct.);-20,0\n",
        [("A/Ændring 2018-2019 (pct.)/værdi", "change", "infeasible")],
    ),
    # 30 of 100 is 30
    "shares of a total in a long table": (
        "gruppe;mål;værdi\nA;antal;30\nA;pct.;38,0\nB;antal;20\nB;pct.;20,0\nC;antal;50\n"
        "C;pct.;50,0\nD;antal;100\n"
        "D;pct.;50,0\nI alt;antal;200\nI alt;pct.;100,0\n".replace("38,0", "28,0")
        .replace("B;pct.;20,0", "B;pct.;10,0")
        .replace("C;pct.;50,0", "C;pct.;25,0"),
        [("A/pct./værdi", "share", "infeasible")],
    ),
    # 40 + 60 = 100 where half of the columns are right
    "ages that a total stands under": (
        "Alder;2018;2019\n16;40;50\n17;60;50\nI alt;80;100\n",
        [("I alt/2018", "sum", "infeasible")],
    ),
    # 934 - 800 = 134; the cluster's 95 are 2,190 - 2,100 = 90
    "two municipalities side by side": (
        ";Haderslev;;;Klynge;;\nYdelse;2018;2019;Udvikling (antal);2018;2019;Udvikling (antal)\n"
        "Dagpenge;613;644;31;600;650;50\nKontanthjælp;855;763;-92;800;820;20\nFleksjob;800;934;134;700;720;25\n"
        "I alt;2.268;2.341;73;2.100;2.190;95\n",
        [
            ("Fleksjob/klynge udvikling (antal)", "change", "infeasible"),
            ("I alt/klynge udvikling (antal)", "change", "infeasible"),
        ],
    ),
    # 450 of 30,000 are 15.0 per 1,000
    "a rate per 1,000": (
        "Kommune;Antal;Indbyggere;Rate pr. 1.000\nA;600;50.000;12,0\nB;400;40.000;10,0\nC;450;30.000;15,0\n"
        "D;450;30.000;20,0\n",
        [("D/rate pr. 1.000", "rate", "infeasible")],
    ),
    # (8 + 9 + 13) / 3 = 10
    "a mean of the months": (
        "Gruppe;Jan;Feb;Mar;Gns.\nA;10;12;14;12\nB;20;22;27;23\nC;5;5;5;5\nD;8;9;13;12\n",
        [("D/gns.", "mean", "infeasible")],
    ),
    # 700 of the unemployed are men, 1,300 women: more than there are
    "a part that is more than its whole": (
        "Gruppe;2019\nLedige;1200\n- heraf mænd;700\n- heraf kvinder;1300\n",
        [("Ledige/2019", "sum", "infeasible")],
    ),
    # 26 lies between 20 and 30 and is no sum of them: a mean, or a slip
    "a total that may be a mean": (
        "Ydelse;2018;2019;Ventetid\nDagpenge;20;25;20\nSygedagpenge;30;30;30\nI alt;50;55;26\n",
        [("I alt/ventetid", "sum", "undecided")],
    ),
    # the shares of men and women have changed places: 120 of 230 are 52.2
    "shares that have changed places": (
        "År;I alt;Mænd;Kvinder;Mænd (pct.);Kvinder (pct.)\n2017;200;120;80;60;40\n2018;210;120;90;57;43\n"
        "2019;220;130;90;59;41\n2020;230;120;110;48;52\n",
        [
            ("2020/mænd (pct.)", "share", "infeasible"),
            ("2020/kvinder (pct.)", "share", "infeasible"),
        ],
    ),
    # 160 / 138 - 1 = 15.9, printed 26
    "months in the heads": (
        "Tabel 4.1 Fuldtidsmodtagere;;;;\n;Dec. 2017;Dec. 2018;Dec. 2019;Ændring i pct. 2017-2019\n"
        "A-dagpenge;646;613;644;0\nKontanthjælp;945;855;763;-19\nLedighedsydelse;138;151;160;26\n"
        "I alt;1.729;1.619;1.567;-9\n",
        [("Ledighedsydelse/ændring i pct. 2017-2019", "change", "infeasible")],
    ),
    "a share over 100": ("Ydelse;Andel, pct.\nA;12,0\nB;103,4\n", [("B/andel, pct.", "over_100", "notice")]),
}


@pytest.mark.parametrize("name", RIGHT)
def test_no_wolf_is_cried_at(tmp_path, name):
    file = tmp_path / "tabel.csv"
    file.write_text(RIGHT[name], encoding="utf-8")
    told = [one for one in found(file) if one[2] != "notice" or name != "several answers"]
    assert told == QUIET_BUT_UNDECIDED.get(name, [])


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_found_in(tmp_path, name):
    text, expected = WRONG[name]
    file = tmp_path / "tabel.csv"
    file.write_text(text, encoding="utf-8")
    assert found(file) == expected


def test_a_workbook_with_merged_heads_and_sheets(tmp_path):
    """Sheet 1 is a front page; sheet 2 has two merged heads and a merged first column; sheet 3 is right.

    The men of 2019 in A: 12 of 30 are 40.0 per cent, printed 45.0.
    """
    book = openpyxl.Workbook()
    book.active.title = "Forside"
    book.active.append(["Beskæftigelsesindsatsen"])
    sheet = book.create_sheet("Tabel 1")
    for row in (
        ["Tabel 1. Ydelsesmodtagere"],
        [],
        ["Område", "Køn", "Antal", None, "Andel", None],
        [None, None, 2018, 2019, 2018, 2019],
        ["A", "Kvinder", 8, 18, 0.4, 0.6],
        [None, "Mænd", 12, 12, 0.6, 0.45],
        [None, "I alt", 20, 30, 1, 1],
        ["B", "Kvinder", 10, 20, 0.25, 0.5],
        [None, "Mænd", 30, 20, 0.75, 0.5],
        [None, "I alt", 40, 40, 1, 1],
    ):
        sheet.append(row)
    for line in sheet.iter_rows(min_row=5, min_col=5, max_col=6):
        for cell in line:
            cell.number_format = "0.0%"
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("E3:F3")
    sheet.merge_cells("A5:A7")
    sheet.merge_cells("A8:A10")
    right = book.create_sheet("Tabel 2")
    for row in (["Gruppe", "Antal"], ["A", 1], ["B", 2], ["I alt", 3]):
        right.append(row)
    book.save(tmp_path / "tabeller.xlsx")
    assert found(tmp_path / "tabeller.xlsx") == [
        ("A/Mænd/andel 2019", "share", "infeasible"),
    ]
