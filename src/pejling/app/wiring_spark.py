"""Persons in storage that Spark reads, opened: what they are, the weeks they cover, how tasks read them."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from pejling.app.wiring import Progress
from pejling.app.wiring_spark_tasks import ReadsPanel, ReadsRuns, rows_of, whole_keys
from pejling.engines.spark import Data, Spark, failures
from pejling.engines.spark_data import RawPanel, StoredRuns, columns_of, texts_in
from pejling.engines.spark_session import COUNTING, Session, settings_of
from pejling.engines.spark_task import AREAS, CODE_PERSONS, CODE_WEEKS, Tallied
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.per_person import Places, Replicates
from pejling.sources import dream_refused as refused
from pejling.sources.dream import DreamOptions
from pejling.sources.dream_tally import Seen, unknown_areas_problem, unknown_codes_problem
from pejling.sources.synthetic_mark import is_synthetic
from pejling.spells.layout import Layout, layout_of
from pejling.spells.panel import Window
from pejling.store.casework import Cases
from pejling.store.manifest import MANIFEST, FileRecord, Manifest
from pejling.store.runs import WINDOW
from pejling.store.vintages import TOMBSTONE, WITHDRAWN, Vintage
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SHOWN_TWINS = 5


@dataclass(frozen=True)
class OnSpark:
    """Persons that Spark counts where they lie (counting.Elsewhere); ``check`` may refuse what was seen."""

    spark: Spark
    data: Data
    vintage: Vintage
    check: Callable[[Tallied], None]
    joins_casework: bool

    def with_cases(self, cases: Cases) -> OnSpark:
        """The same persons with the workspace's casework, sent to every task; a raw panel has none."""
        if not isinstance(self.data, StoredRuns):
            return self
        return replace(self, data=replace(self.data, read=ReadsRuns(self.data.folder, cases)))

    def count(self, ask: Ask, progress: Progress) -> tuple[Counts, set[int]]:
        """The counts, and the municipality codes that anybody lives in."""
        spark = replace(self.spark, progress=progress)
        counts, seen = spark.count_data(self.data, ask)
        self.check(seen)
        return counts, set(seen.homes)

    def replicates(self, ask: Ask, places: Places, progress: Progress) -> Replicates:
        """The counts in each replicate; NoPseudonyms for a raw panel."""
        if not isinstance(self.data, StoredRuns):
            raise NoPseudonyms
        data = replace(self.data, read=ReadsRuns(self.data.folder, keys=True))
        found, seen = replace(self.spark, progress=progress).replicate_data(data, ask, places)
        self.check(seen)
        return found


class NoPseudonyms(Problem):
    """Replicates were asked for of a raw panel, whose persons are told apart by a secret of the day."""

    def __init__(self) -> None:
        super().__init__(
            da="intervaller af gentagelser regnes ikke af en rå ugefil: de følger personens pseudonym, som "
            "først en leverance har. Tag filen ind (`pejling take-in dream`), eller udelad --intervals",
            en="intervals from replicates are not made of a raw week file: they follow a person's pseudonym, "
            "which only a delivery has. Take the file in (`pejling take-in dream`), or leave --intervals out",
        )


def opened(spark: Spark, workspace: Workspace, path: str) -> OnSpark:
    """The persons at ``path``: stored runs where it holds their window, else a raw panel.

    A path without a scheme is of this machine where Spark runs on it, else of the cluster's own storage.
    """
    session = spark.session()
    if "://" not in path and session.conf.get("spark.master", "").startswith("local"):
        path = f"file://{Path(path).absolute()}"
    with settings_of(session, COUNTING), failures():
        texts = texts_in(session, path, "*.json")
        if texts:
            return _stored(spark, path.rstrip("/"), texts)
        return _panel(spark, session, workspace, path.rstrip("/"))


def _stored(spark: Spark, folder: str, texts: Mapping[str, str]) -> OnSpark:
    for name in (TOMBSTONE, WITHDRAWN):
        if name in texts:
            raise Problem(
                da=f"{folder}: leverancen er trukket tilbage eller slettet ({name}); den måles ikke",
                en=f"{folder}: the vintage is withdrawn or erased ({name}); it is not measured",
            )
    missing = [name for name in (MANIFEST, WINDOW) if name not in texts]
    if missing:
        raise Problem(
            da=f"{folder}: {missing[0]} mangler. Kopiér hele leverancens mappe fra store/vintages, også "
            "JSON-filerne",
            en=f"{folder}: {missing[0]} is missing. Copy the vintage's whole folder from store/vintages, the "
            "JSON files too",
        )
    manifest = _manifest(folder, texts[MANIFEST])
    if manifest.kind != "runs":
        raise Problem(
            da=f"{folder}: leverancen indeholder ikke personer ({manifest.kind}). Angiv en, som "
            "`pejling take-in dream` har lavet; `pejling vintages list` viser dem",
            en=f"{folder}: the vintage holds no persons ({manifest.kind}). Give one that "
            "`pejling take-in dream` made; `pejling vintages list` shows them",
        )
    try:
        content = json.loads(texts[WINDOW])
        window = Window(tuple(content["weeks"]), tuple(content["work_months"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(
            da=f"{folder}: {WINDOW} kan ikke læses ({error}). Kopiér mappen igen",
            en=f"{folder}: {WINDOW} cannot be read ({error}). Copy the folder again",
        ) from None
    files = {file.name: file.bytes for file in manifest.files}
    data = StoredRuns(folder, window, ReadsRuns(folder), files)
    vintage = Vintage(Path(manifest.id), "current", manifest)
    return OnSpark(spark, data, vintage, _nothing_to_check, joins_casework=True)


def _manifest(folder: str, text: str) -> Manifest:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / folder.rpartition("/")[2] / MANIFEST
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return Manifest.read(path)


def _nothing_to_check(seen: Tallied) -> None:
    """Stored runs were checked when they were taken in."""


def _panel(spark: Spark, session: Session, workspace: Workspace, path: str) -> OnSpark:
    settings = workspace.settings
    name = path.rpartition("/")[2]
    columns = columns_of(session, path)
    layout = layout_of(columns, name, settings.dream)
    options = DreamOptions(names=settings.dream, codes=settings.codes, areas=settings.areas)
    read = ReadsPanel(name, columns, options, secrets.token_bytes(32))
    data = RawPanel(path, layout.window, layout.used, layout.person, read)
    manifest = Manifest(
        id=name,
        source="dream",
        kind="runs",
        taken_in="",
        query={},
        inputs=(FileRecord(name, "", 0),),
        files=(),
        rows=0,
        key_id="",
        synthetic=_synthetic(path),
        details=_details(layout),
        program="pejling",
    )
    check = PanelCheck(session, data, layout, options)
    return OnSpark(spark, data, Vintage(Path(name), "current", manifest), check, joins_casework=False)


def _details(layout: Layout) -> dict[str, object]:
    """What a take-in would have noted of the file."""
    return {
        "birthdays": bool(layout.birth_date or layout.birth_year or layout.ages or layout.cpr),
        "municipalities": bool(layout.municipalities),
        "sexes": bool(layout.sex or layout.cpr),
        "origins": bool(layout.origin),
        "visitation": bool(layout.visitation),
    }


def _synthetic(path: str) -> bool:
    """Whether a panel on this machine says that its persons are synthetic; Spark does not tell of others."""
    local = Path(path.removeprefix("file://"))
    files = sorted(local.rglob("*.parquet")) if local.is_dir() else [local]
    return any(is_synthetic(file) for file in files[:1] if file.is_file())


@dataclass(frozen=True)
class PanelCheck:
    """Refuses a panel that a take-in would refuse: unknown codes and areas, persons who stand there twice."""

    session: Session
    data: RawPanel
    layout: Layout
    options: DreamOptions

    def __call__(self, seen: Tallied) -> None:
        name = self.data.path.rpartition("/")[2]
        weeks, persons, areas = (seen.found[kind] for kind in (CODE_WEEKS, CODE_PERSONS, AREAS))
        if weeks:
            unknown = {code: Seen(weeks[code], persons[code]) for code in weeks}
            raise unknown_codes_problem(name, unknown, self.options.codes)
        if areas:
            raise unknown_areas_problem(name, areas)
        if seen.twins:
            places = self._places(seen.twins)
            pairs = [(one, other) for first, *others in places for one, other in ((first, o) for o in others)]
            if pairs:
                more = len(pairs) - SHOWN_TWINS
                raise refused.twins(name, self.layout.person, pairs[:SHOWN_TWINS], max(0, more))

    def _places(self, sought: frozenset[int]) -> list[list[Text]]:
        """Where each person stands who stands there more than once, by the whole pseudonym."""
        reader = self.data.read
        assert isinstance(reader, ReadsPanel)
        frame = self.data.frame(self.session, (self.data.person,))
        found = frame.mapInArrow(Twins(self.data.person, self.layout.cpr, reader.secret, sought), rows_of)
        by_person: dict[bytes, list[tuple[str, int]]] = {}
        for row in found.toArrow().to_pylist():
            by_person.setdefault(row["key"], []).append((row["file"], row["row"]))
        twins = [sorted(places) for places in by_person.values() if len(places) > 1]
        return [
            [Text(da=f"{file} række {row + 1}", en=f"{file} row {row + 1}") for file, row in places]
            for places in sorted(twins)
        ]


@dataclass(frozen=True)
class Twins:
    """Finds, among a partition's persons, those that ``sought`` stands for. Shipped to the tasks."""

    person: str
    cpr: bool
    secret: bytes
    sought: frozenset[int]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield whole_keys(batch, self.person, self.cpr, self.secret, self.sought)
