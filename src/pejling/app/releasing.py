"""Answers that are sent out: `measure` and `compare` with --release. They go into the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from pejling.app.leaving import refuse_conflicts
from pejling.app.scan import refuse, secret_of
from pejling.comparison.comparison import Comparison
from pejling.disclosure.ledger import TOLD
from pejling.disclosure.policy import Audience, audience
from pejling.disclosure.release import Release
from pejling.disclosure.scan import find
from pejling.disclosure.told import Printed, of_rows
from pejling.report.scan_files import pieces
from pejling.report.scan_records import hidden_records
from pejling.store.manifest import FileRecord
from pejling.store.releases import Facts, Link, append
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem


@dataclass
class Outgoing:
    """An answer that is to leave: what it tells is gathered, and added to the ledger when it is whole."""

    folder: Path
    command: str
    reader: str
    as_known: date | None = None
    _cells: list[pa.Table] = field(default_factory=list)
    _releases: list[Release] = field(default_factory=list)

    def __post_init__(self) -> None:
        if audience(self.reader) is Audience.INTERNAL:
            raise Problem(
                da="--release er til læsere udenfor; målgruppen internal ser alt, og intet skrives i "
                "regnskabet. Udelad --release, eller vælg --audience public eller council",
                en="--release is for readers outside; the audience internal sees everything, and nothing is "
                "put in the ledger. Leave --release out, or choose --audience public or council",
            )

    def rows(self, release: Release) -> None:
        """The release is printed row by row."""
        self._releases.append(release)
        self._cells.append(of_rows(release))

    def comparisons(self, printed: Printed, rows: list[Comparison]) -> None:
        """Comparisons made of a release are printed."""
        self._releases.append(printed.release)
        self._cells.append(printed.cells(rows))

    def check(self) -> pa.Table:
        """The cells that were gathered; a Problem where one clashes with an earlier release."""
        told = pa.concat_tables([TOLD.empty_table(), *self._cells])
        if told.num_rows:
            refuse_conflicts(Workspace.open(self.folder), self._releases[-1], told)
        return told

    def leave(self, text: str, form: str) -> Link | None:
        """Hold it against the ledger, scan ``text``, and add it; None where it tells nothing.

        A Problem leaves nothing behind: the text is not to be printed.
        """
        told = self.check()
        if not told.num_rows:
            return None
        workspace, newest = Workspace.open(self.folder), self._releases[-1]
        name, content = f"{self.command}.{form}", text.encode()
        texts = list(pieces(name, content))
        refuse([*find(texts, secret_of(workspace)), *hidden_records(texts, name, content)])
        vintages = {id for row in told["vintage"].unique().to_pylist() for id in row.split()}
        facts = Facts(
            command=self.command,
            audience=newest.audience.value,
            policy=newest.policy,
            as_known=self.as_known.isoformat() if self.as_known else "",
            vintages=tuple(sorted(vintages)),
            files=(FileRecord(name, sha256(content).hexdigest(), len(content)),),
            hidden=sum(one.hidden for one in self._releases),
        )
        return append(workspace, facts, told)
