"""map-columns: a wizard that says which column of an extract says what, and writes it to a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import LangOption
from pejling.cli.take_in_casework import KindOption

if TYPE_CHECKING:
    from pejling.app.map_columns import Wizard
    from pejling.terms.text import Language

NONE = "-"


def register(app: typer.Typer) -> None:
    app.command(
        "map-columns",
        help=say(
            "Kort over kolonner i et sagsudtræk: hvilken kolonne siger hvad.\n\n"
            "Ser på kolonnenavne og første rækker, foreslår og begrunder, spørger ved tvivl (Enter = "
            "forslaget, nummer = en anden kolonne, - = ingen), og skriver kortet til en fil, som `take-in "
            "casework --columns` bruger. Uden terminal vises forslaget; --yes skriver det.\n\n"
            "Eksempel: pejling map-columns kontakter.csv --out kontakter.toml",
            "A mapping of a casework extract's columns: which column says what.\n\n"
            "Looks at the column names and first rows, proposes with reasons, asks where in doubt (Enter = "
            "the proposal, number = another column, - = none), and writes the mapping to a file that "
            "`take-in casework --columns` uses. Without a terminal it is shown only; --yes writes it.\n\n"
            "Example: pejling map-columns contacts.csv --out contacts.toml",
        ),
    )(map_columns)


def map_columns(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=say("Filen.", "The file."))],
    kind: KindOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=say(
                "Kortets fil; ellers udtrækkets navn med .toml, i den mappe du står i.",
                "The mapping's file; else the extract's name with .toml, in the current folder.",
            ),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=say("Skriv forslaget uden at spørge.", "Write without asking."))
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help=say("Overskriv en fil, der er der.", "Replace a file that is there.")),
    ] = False,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.map_columns import begin, check, check_free, told, write

    wizard = begin(file, kind.value if kind else None)
    chosen = out or Path(f"{file.stem}.toml")
    for line in told(wizard, lang.value):
        typer.echo(line)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    if yes or asks:
        check_free(chosen, force)
    if asks:
        _ask_columns(wizard, lang.value)
        check(wizard)
        _ask_words(wizard, lang.value)
    else:
        check(wizard)
        unsure = _take_likely(wizard)
        if unsure:
            words = ", ".join(repr(word) for word in unsure)
            typer.echo(
                say(
                    f"Ord, vi ikke kender; skriv dem i kortet under [words]: {words}",
                    f"Words that we do not know; write them in the mapping under [words]: {words}",
                )
            )
        if not yes:
            typer.echo(
                say(
                    "Intet er skrevet: giv --yes for at skrive forslaget, eller kør ved en terminal.",
                    "Nothing was written: give --yes to write the proposal, or run it at a terminal.",
                )
            )
            return
    for text in write(wizard, chosen, lang.value, force):
        typer.echo(text(lang.value))


def _ask_columns(wizard: Wizard, lang: Language) -> None:
    """Ask about every field in doubt; an answer that is none of those allowed is asked again."""
    from pejling.app.map_columns import line_of_field, name_of
    from pejling.terms.masked import masked

    if wizard.dates != "usual" and not typer.confirm(
        say("Er datoerne skrevet sådan?", "Are the dates written like that?"), default=True
    ):
        wizard.dates = "usual"
    names = [seen.name for seen in wizard.file_columns]
    if wizard.doubtful:
        typer.echo(say("\nKolonnerne:", "\nThe columns:"))
        for number, name in enumerate(names, start=1):
            typer.echo(f"  {number}: {masked(name, lang)}")
    for one in wizard.doubtful:
        id = one.field.id
        typer.echo("\n" + line_of_field(wizard, one, lang).strip())
        shown = masked(one.column, lang) if one.column else NONE
        question = say(
            f"{name_of(wizard.kind, id)('da')} [Enter = {shown}, nummer, - = ingen]",
            f"{name_of(wizard.kind, id)('en')} [Enter = {shown}, number, - = none]",
        )
        while True:
            answer = typer.prompt(question, default="", show_default=False).strip()
            if answer in ("", NONE):
                wizard.columns[id] = one.column if not answer else ""
                break
            if answer.isdecimal() and 1 <= int(answer) <= len(names):
                column = names[int(answer) - 1]
                # a column says one thing: who had it before has none
                for other, taken in wizard.columns.items():
                    if taken == column and other != id:
                        wizard.columns[other] = ""
                        typer.echo(
                            say(f"  {other} har nu ingen kolonne", f"  {other} has no column any more")
                        )
                wizard.columns[id] = column
                break
            typer.echo(
                say(
                    f"  {answer!r} er ikke et svar; tilladt er Enter, 1 til {len(names)} og -",
                    f"  {answer!r} is no answer; allowed are Enter, 1 to {len(names)}, and -",
                )
            )


def _ask_words(wizard: Wizard, lang: Language) -> None:
    from pejling.app.map_columns import MEANINGS, WORD_TABLES

    for table, word, likely in wizard.unknown_words():
        meanings = MEANINGS[table]
        typed = {str(meaning): text for text, meaning in meanings.items() if text in _of(lang, meanings)}
        shown = typed.get(str(likely), NONE) if likely is not None else NONE
        question = say(
            f"{word!r} ({WORD_TABLES[table]('da').partition(':')[0]}) [Enter = {shown}, "
            f"{', '.join(_of(lang, meanings))}, - = ved ikke]",
            f"{word!r} ({WORD_TABLES[table]('en').partition(':')[0]}) [Enter = {shown}, "
            f"{', '.join(_of(lang, meanings))}, - = unknown]",
        )
        while True:
            answer = typer.prompt(question, default="", show_default=False).strip()
            found = next((m for text, m in meanings.items() if text.casefold() == answer.casefold()), None)
            if not answer and likely is not None:
                found = likely
            if found is not None:
                wizard.learn(table, word, found)
            if found is not None or answer in ("", NONE):
                break
            allowed = ", ".join(_of(lang, meanings))
            typer.echo(
                say(
                    f"  {answer!r} er ikke et svar; tilladt er Enter, {allowed} og -",
                    f"  {answer!r} is no answer; allowed are Enter, {allowed}, and -",
                )
            )


def _of(lang: Language, meanings: Mapping[str, str | bool]) -> list[str]:
    """The words that a person of this language types."""
    other = {"da": ("yes", "no"), "en": ("ja", "nej")}[lang]
    return [text for text in meanings if text not in other]


def _take_likely(wizard: Wizard) -> list[str]:
    """Take what words most likely mean; those of which nothing tells it."""
    unsure = []
    for table, word, likely in wizard.unknown_words():
        if likely is None:
            unsure.append(word)
        else:
            wizard.learn(table, word, likely)
    return unsure
