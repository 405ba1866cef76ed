"""The annex that says how the same report is made again: command, versions, and what it was made from."""

from __future__ import annotations

from pejling.report import naming
from pejling.report.document import Block, Chapter, Column, Heading, Paragraph, Row, Table, TextCell
from pejling.report.frame import Frame


def reproduce(frame: Frame, letter: str) -> tuple[Chapter, ...]:
    """The annex with this letter; nothing where it is not known how the report was made."""
    made = frame.given.reproduction
    if made is None:
        return ()
    say = frame.say
    day = naming.day_name(frame.given.generated, frame.lang)
    vintages = say(
        f"Tallene er dem, som arbejdsområdet kendte {day}. Er der siden taget nye tal ind, giver kommandoen "
        f"dem, medmindre den får --as-known {frame.given.generated.isoformat()}.",
        f"The figures are those that the workspace knew on {day}. Where new ones have been taken in since, "
        f"the command gives those, unless it has --as-known {frame.given.generated.isoformat()}.",
    )
    same = say(
        "Samme tal, samme indstillinger og samme versioner giver de samme filer, byte for byte.",
        "The same figures, settings and versions give the same files, byte by byte.",
    )
    blocks: list[Block] = [
        Paragraph((say("Rapporten er lavet med kommandoen", "The report was made by the command"),)),
        Paragraph((made.command,), remark=True),
        Paragraph((f"{vintages} {same}",)),
        Heading(say("Versioner", "Versions")),
        _table(frame, "versions", say("Programmer", "Programs"), say("Version", "Version"), made.versions),
        Heading(say("Filer", "Files")),
        _table(frame, "hashes", say("Fil", "File"), "SHA-256", _in_groups(made.hashes)),
    ]
    title = say(
        f"Bilag {letter}. Sådan laves rapporten igen", f"Annex {letter}. How to make the report again"
    )
    return (Chapter("reproduce", title, tuple(blocks), numbered=False),)


def _in_groups(hashes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Hashes that a line can be broken in."""
    return tuple((name, " ".join(hash[at : at + 16] for at in range(0, 64, 16))) for name, hash in hashes)


def _table(frame: Frame, id: str, what: str, value: str, rows: tuple[tuple[str, str], ...]) -> Table:
    captions = {
        "versions": frame.say("Programmer, som rapporten er lavet med", "Programs that made the report"),
        "hashes": frame.say("Filer, som rapporten er lavet af", "Files that the report was made from"),
    }
    lines = tuple(Row((TextCell(name, strong=True), TextCell(told))) for name, told in rows)
    return Table(id, captions[id], (Column(what, "text"), Column(value, "text")), lines)
