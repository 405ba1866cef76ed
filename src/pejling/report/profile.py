"""One page on a municipality: the summary's figures and findings, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.findings.reading import Reading
from pejling.report import naming
from pejling.report.document import Block, Chapter, Paragraph
from pejling.report.frame import Frame
from pejling.report.summary import summary


def profile(frame: Frame, readings: Sequence[Reading]) -> Chapter:
    """The summary under the municipality's own name, with what a page alone must say of itself."""
    blocks: list[Block] = [*summary(frame, readings).blocks, Paragraph((_foot(frame),), remark=True)]
    return Chapter("summary", frame.name, tuple(blocks), numbered=False)


def _foot(frame: Frame) -> str:
    say = frame.say
    day = naming.day_name(frame.given.generated, frame.lang)
    reading = say(
        "Cirklen viser niveauet, pilen udviklingen; grøn er bedre end klyngen, rød dårligere, og et halvt "
        "tegn er inden for tilfældet.",
        "The circle shows the level, the arrow the development; green is better than the cluster, red worse, "
        "and half a sign is within chance.",
    )
    hidden = say(
        "Tal om få personer er skjult. Definitioner: `pejling explain`.",
        "Figures of few persons are hidden. Definitions: `pejling explain`.",
    )
    made = say(f"Udarbejdet {day}.", f"Prepared on {day}.")
    return f"{reading} {hidden} {frame.source_line(())} {made}"
