"""releases and scan: what readers outside have been told, and whether a file may leave."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, Audience, FormatOption, LangOption, WorkspaceOption, before_the_verb
from pejling.cli.output import Cell, Format, Number, write_rows

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

ReleaseOption = Annotated[
    bool,
    typer.Option(
        "--release",
        help=say(
            "Svaret sendes ud af huset: hold det op mod tidligere frigivelser, og skriv det i regnskabet "
            "(pejling releases). Uden --release er det kun set på skærmen.",
            "The answer is sent out of the house: hold it against earlier releases, and put it in the ledger "
            "(pejling releases). Without --release it is only seen on the screen.",
        ),
    ),
]
UNROUNDED = 6
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help=say(
            "Frigivelsens id, eller begyndelsen af det. `pejling releases list` viser dem.",
            "The release's id, or how it begins. `pejling releases list` lists them.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Frigivelser: hvad læsere udenfor har fået at vide.\n\n"
            "Hver rapport til public og council står her, og hvert svar med --release. En ny frigivelse "
            "holdes op mod dem alle, så forskellen mellem to ikke røber nogle få personer.",
            "Releases: what readers outside have been told.\n\n"
            "Every report for public and council is here, and every answer with --release. A new release is "
            "held against them all, so that the difference of two gives no few persons away.",
        ),
    )
    verbs.command("list", help=say("Alle frigivelser, ældste først.", "Every release, oldest first."))(listed)
    verbs.command(
        "show",
        help=say(
            "Vis én frigivelse: filer, leverancer og hvert tal, som det blev trykt.",
            "Show one release: files, vintages, and every figure as it was printed.",
        ),
    )(show)
    verbs.command(
        "check",
        help=say(
            "Er regnskabet helt? Hvert led læses og sammenlignes med det, der blev skrevet.",
            "Is the ledger whole? Every link is read and compared with what was written.",
        ),
    )(check)
    app.add_typer(verbs, name="releases")
    app.command(
        help=say(
            "Må en fil forlade huset? Se efter CPR-numre, nøgler til personer og pseudonymnøglen.\n\n"
            "PDF, Word og Excel (også skjulte ark, rækker, noter, navne og egenskaber), HTML, SVG, JSON, CSV "
            "og tekst. I et arbejdsområde søges også efter dets egen nøgle. Rapporter gennemses altid af sig "
            "selv.\n\nEksempel: pejling scan rapport.docx bilag.xlsx",
            "May a file leave the house? Look for CPR numbers, keys of persons and the pseudonym key.\n\n"
            "PDF, Word and Excel (hidden sheets, rows, comments, names and properties too), HTML, SVG, JSON, "
            "CSV and text. In a workspace its own key is looked for as well. Reports are always scanned by "
            "themselves.\n\nExample: pejling scan report.docx annex.xlsx",
        )
    )(scan)


@contextmanager
def leaving(outgoing: Outgoing | None, form: Format) -> Iterator[TextIO]:
    """Where an answer is written: the screen; or, when it is to leave, a text that is printed once it may."""
    if outgoing is None:
        yield sys.stdout
        return
    text = StringIO()
    yield text
    link = outgoing.leave(text.getvalue(), {Format.TABLE: "txt"}.get(form, form.value))
    typer.echo(text.getvalue(), nl=False)
    if link is not None:
        typer.echo(say(f"Frigivet: {link.id}", f"Released: {link.id}"), err=True)


def sent(
    release: bool, workspace: Path, command: str, audience: Audience, day: date | None
) -> Outgoing | None:
    """What is told of an answer with --release; None without."""
    from pejling.app.releasing import Outgoing

    return Outgoing(workspace, command, audience.value, day) if release else None


def listed(
    form: FormatOption = Format.TABLE, workspace: WorkspaceOption = HERE, lang: LangOption = CHOSEN
) -> None:
    from pejling.app.releases import COLUMNS, listing

    write_rows(COLUMNS, listing(workspace), form, lang.value)


def show(
    id: Id,
    form: FormatOption = Format.TABLE,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.releases import CELL_COLUMNS
    from pejling.app.releases import show as tell

    found = tell(workspace, id)
    for line in found.lines:
        typer.echo(line(lang.value), err=form is not Format.TABLE)
    value, decimals = (CELL_COLUMNS.index(name) for name in ("value", "decimals"))
    rows = ((*row[:value], _number(row[value], row[decimals]), *row[decimals:]) for row in found.rows)
    write_rows(CELL_COLUMNS, rows, form, lang.value)


def _number(value: Cell, decimals: Cell) -> Cell:
    """A value as it was printed; one printed unrounded with six decimals on the screen."""
    if not isinstance(value, float):
        return value
    places = decimals if isinstance(decimals, int) else UNROUNDED
    return Number(Fraction(repr(value)), places, printed=isinstance(decimals, int))


def check(workspace: WorkspaceOption = HERE, lang: LangOption = CHOSEN) -> None:
    from pejling.app.releases import checked

    typer.echo(checked(workspace)(lang.value))


def scan(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", readable=False, help=say("Filerne.", "The files."))
    ],
    form: FormatOption = Format.TABLE,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.scan import in_words, scan_files

    hits = scan_files(files, workspace)
    if hits or form is not Format.TABLE:
        write_rows(("place", "kind", "found"), (in_words(hit, lang.value) for hit in hits), form, lang.value)
    typer.echo(
        say(
            f"{len(files)} fil(er) gennemset; {len(hits)} fund.",
            f"{len(files)} file(s) scanned; {len(hits)} found.",
        ),
        err=True,
    )
    if hits:
        raise typer.Exit(1)
