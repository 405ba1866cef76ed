"""Answers that are sent out: verbs with --release. What they tell goes into the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.leaving import refuse_conflicts
from pejling.app.released import those
from pejling.app.scan import refuse, secret_of
from pejling.comparison.cluster import Cluster
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

    def pooled(self, release: Release, cluster: Cluster) -> None:
        """Sums over the members of a cluster are printed, part by part, of their rows in the release."""
        members = pc.is_in(release.table["area"], pa.array(cluster.members, pa.string()))
        self._releases.append(release)
        self._cells.append(summed(of_rows(those(release, members)), cluster))

    def comparisons(self, printed: Printed, rows: list[Comparison]) -> None:
        """Comparisons made of a release are printed."""
        self._releases.append(printed.release)
        self._cells.append(printed.cells(rows))

    def some(self, release: Release, **where: Collection[str]) -> None:
        """The rows of the release are printed in which each column named has one of the values given."""
        kept = pa.chunked_array([pa.repeat(pa.scalar(True), release.table.num_rows)])
        for name, values in where.items():
            kept = pc.and_(kept, pc.is_in(release.table[name], pa.array(sorted(values), pa.string())))
        self.rows(those(release, kept))

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


_CELL = ("indicator", "counts", "group", "period", "when", "breakdown", "measure", "base_period")
_SUMMED = ("number", "low", "high")


def summed(told: pa.Table, cluster: Cluster) -> pa.Table:
    """The cells (TOLD) of a cluster's members as those of the cluster: their numbers added, where all are
    told; hidden where one is."""
    if not told.num_rows:
        return told
    lists = [(name, "list") for name in ("value", *_SUMMED, "hidden", "published", "vintage")]
    rows = []
    for row in told.group_by(list(_CELL), use_threads=False).aggregate(lists).to_pylist():
        hidden = any(row["hidden_list"])
        numbers = {name: row[f"{name}_list"] for name in _SUMMED}
        whole = not hidden and None not in numbers["number"]
        added = {name: float(sum(each)) if whole else None for name, each in numbers.items()}
        rows.append(
            {
                **{name: row[name] for name in _CELL},
                **added,
                "area": cluster.area,
                "members": " ".join(sorted(cluster.members)),
                "value": added["number"],
                "decimals": None,
                "hidden": hidden,
                "published": all(row["published_list"]),
                "vintage": " ".join(sorted(set(row["vintage_list"]))),
            }
        )
    return pa.Table.from_pylist(rows, schema=TOLD)
