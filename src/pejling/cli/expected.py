"""expected: how many would be expected on benefits here, given the conditions?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AsKnownOption,
    Audience,
    AudienceOption,
    FormatOption,
    LangOption,
    MunicipalityOption,
    OnOption,
    WorkspaceOption,
)
from pejling.cli.output import Cell, Format, Number, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving, sent

if TYPE_CHECKING:
    from pejling.app.expected import Answer, Question
    from pejling.comparison.expected import Expected, Modelled
    from pejling.terms.text import Language

COLUMNS = (
    "area_group",
    "model",
    "municipality",
    "period",
    "actual",
    "expected",
    "expected_low",
    "expected_high",
    "difference",
    "difference_low",
    "difference_high",
    "difference_pct",
    "verdict",
    "rank",
    "rank_low",
    "rank_high",
    "ranked",
    "lowest_quarter_pct",
    "highest_quarter_pct",
    "explained_pct",
)
DIAGNOSTICS = ("area_group", "statistic", "subject", "value", "meaning")


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Forventet niveau: hvor mange fuldtidspersoner er sædvanligt for en kommune med disse vilkår?\n\n"
            "En kommunal regression (pejlings egen) på baggrundstal: uddannelse, alder, herkomst, "
            "beskæftigelse, indbyggertal. Kommunen selv er holdt ude af sin egen forventning. Ministeriets "
            "benchmark (STAR's y30r21) står ved siden af, hvor det er taget ind. Det siger, hvad der er "
            "sædvanligt, ikke hvad der er rigtigt, og ikke hvorfor.\n\n"
            "Eksempel: pejling expected --area-group kontanthjaelp --period 2024",
            "Expected level: how many full-time persons are usual for a municipality with these "
            "conditions?\n\n"
            "A municipal regression (pejling's own) on background figures: education, age, origin, "
            "employment, population. The municipality itself is kept out of its own expectation. The "
            "ministry's benchmark (STAR's y30r21) stands beside it where it is taken in. It says what is "
            "usual, not what is right, and not why.\n\n"
            "Example: pejling expected --area-group kontanthjaelp --period 2024",
        )
    )(expected)


def expected(
    area_group: Annotated[
        list[str] | None,
        typer.Option(
            "--area-group",
            metavar="ID",
            help=say(
                "dagpenge, sygedagpenge, kontanthjaelp, foertidspension eller all; kan gentages; ellers "
                "alle.",
                "dagpenge, sygedagpenge, kontanthjaelp, foertidspension or all; repeatable; else all.",
            ),
        ),
    ] = None,
    municipality: MunicipalityOption = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help=say("Perioden; ellers det nyeste hele år.", "The period; else the newest whole year."),
        ),
    ] = None,
    on: OnOption = None,
    ranking: Annotated[
        bool,
        typer.Option(
            "--ranking", help=say("Vis alle kommuner efter rang.", "Show all municipalities by rank.")
        ),
    ] = False,
    diagnostics: Annotated[
        bool,
        typer.Option(
            "--diagnostics",
            help=say(
                "Vis i stedet modellens efterprøvning.",
                "Show instead what the model was put to the test with.",
            ),
        ),
    ] = False,
    individual: Annotated[
        bool,
        typer.Option(
            "--individual",
            help=say(
                "Vis også individmodellen, hvor der er persondata.",
                "Show the individual model too, where there are person data.",
            ),
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=say("Også hvor serien er brudt i perioden.", "Also where the series breaks inside."),
        ),
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", help=say("Lodtrækningens frø.", "Seed of the partitions."))
    ] = 1,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.expected import answers, ask, tell
    from pejling.app.individual_expected import add_individual

    figures = tuple(filter(None, (each.strip() for each in (on or "").split(","))))
    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "expected", audience, day)
    with progress() as report:
        question = ask(
            workspace,
            municipality,
            period,
            figures,
            audience.value,
            report,
            across_breaks=force,
            seed=seed,
            as_known=day,
        )
        found = answers(question, area_group or [], report)
        persons = add_individual(question, found, report) if individual else ()
    if outgoing is not None and not diagnostics:
        tell(question, found, ranking, outgoing)
    if diagnostics:
        with leaving(outgoing, form) as out:
            write_rows(DIAGNOSTICS, _diagnostics(found, lang.value), form, lang.value, out)
    else:
        rows = [
            *_rows(question, found, ranking, lang.value),
            *(_individual(question, one, lang.value) for one in persons),
        ]
        with leaving(outgoing, form) as out:
            write_rows(COLUMNS, rows, form, lang.value, out)
    _notes(question, found, lang.value)
    if persons:
        from pejling.app.expected_words import of_individual

        typer.echo(of_individual()(lang.value), err=True)


def _rows(
    question: Question, found: Iterable[Answer], ranking: bool, lang: Language
) -> Iterator[tuple[Cell, ...]]:
    from pejling.comparison.expected import MODEL, OFFICIAL

    for answer in found:
        if answer.model:
            own = answer.model.of(question.municipality)
            everybody = sorted(answer.model.rows, key=lambda row: (row.rank, row.municipality))
            for row in everybody if ranking else [own]:
                yield _row(answer, question, answer.model, row, MODEL(lang))
        if answer.official:
            own_actual, theirs = answer.official.actual, answer.official.expected
            apart = None if own_actual is None else own_actual - theirs
            yield (
                *(answer.area, OFFICIAL(lang), question.municipality, str(answer.official.period)),
                *(_persons(own_actual), _persons(theirs), None, None, _persons(apart), None, None),
                _per_cent(100 * apart / theirs if apart is not None and theirs else None),
                *[None] * 8,
            )


def _row(answer: Answer, question: Question, model: Modelled, row: Expected, name: str) -> tuple[Cell, ...]:
    persons = (row.actual, row.expected, row.low, row.high)
    apart = (row.difference, row.difference_low, row.difference_high)
    return (
        *(answer.area, name, row.municipality, str(question.period)),
        *(_persons(one) for one in (*persons, *apart)),
        _per_cent(row.difference_pct),
        row.verdict,
        *(_per_cent(row.rank), row.rank_low, row.rank_high, len(model.rows)),
        *(_per_cent(100 * row.lowest_quarter), _per_cent(100 * row.highest_quarter)),
        _per_cent(100 * model.score.mean),
    )


def _individual(question: Question, one: object, lang: Language) -> tuple[Cell, ...]:
    from pejling.app.individual_expected import Individual
    from pejling.comparison.expected import INDIVIDUAL

    assert isinstance(one, Individual)
    apart = one.actual - one.expected
    return (
        *(one.area, INDIVIDUAL(lang), question.municipality, str(question.period)),
        *(_persons(each) for each in (one.actual, one.expected, one.low, one.high)),
        *(_persons(each) for each in (apart, one.actual - one.high, one.actual - one.low)),
        *(_per_cent(100 * apart / one.expected), one.verdict, *[None] * 7),
    )


def _diagnostics(found: Iterable[Answer], lang: Language) -> Iterator[tuple[Cell, ...]]:
    from pejling.comparison.expected_diagnostics import diagnostics

    for answer in found:
        for one in diagnostics(answer.model) if answer.model else ():
            yield answer.area, one.statistic, one.subject, _number(one.value, one.decimals), one.meaning(lang)


def _persons(value: float | None) -> Cell:
    return None if value is None else _number(value, 0)


def _per_cent(value: float | None) -> Cell:
    return None if value is None else _number(value, 1)


def _number(value: float, decimals: int) -> Number:
    return Number(Fraction(value), decimals)


def _notes(question: Question, found: Iterable[Answer], lang: Language) -> None:
    """What is needed to read the numbers: on the error stream, so that machines get rows alone."""
    from pejling.app.expected_words import notes

    for text in notes(question, found):
        typer.echo(text(lang), err=True)
