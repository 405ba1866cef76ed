"""`make demo`: the main job twice, from bundled input to reports that can be read; each step is timed.

The first report is of Aabenraa 2012, from the tables that were published then. The second is of a
municipality of synthetic persons, from week histories as a register delivers them.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pejling.cli.language import LANGUAGE, say
from pejling.cli.progress import progress
from pejling.terms.problem import Problem
from pejling.terms.text import Text

PUBLISHED = Path("examples/klk_aabenraa_2012.csv")
EVENTS = Path("examples/events.csv")
PRICES = Path("examples/prices_2016.csv")
FOLDER = Path("demo")
PERSONS = 80_000
SYNTHETIC_HOME = "510"  # the code that the synthetic municipality borrows
NEIGHBOURS = ("540", "550", "580")
CASEWORK = ("contacts", "offers", "sanctions", "decisions")
ALIKE = ("410", "420", "430", "479", "573", "575", "607")
KEY = "7065-6a6c-696e-6720-6465-6d6f-2d6e-6f67-6c65"  # public: the demo's persons do not exist
AABENRAA_CLUSTERS = """
[clusters.ams]
label_da = "AMS"
label_en = "AMS"

[clusters.soenderjylland]
label_da = "Sønderjylland"
label_en = "Southern Jutland"

[report]
title = "Resultatpejling 2012"
title_en = "Bearings 2012"
template = "kl2012"
"""
SYNTHETIC_CLUSTERS = f"""
[clusters.naboer]
members = [{", ".join(NEIGHBOURS)}]
label_da = "Naboer"
label_en = "Neighbours"

[clusters.lignende]
members = [{", ".join(ALIKE)}]
label_da = "Lignende kommuner"
label_en = "Similar municipalities"

[report]
title = "Resultatpejling"
title_en = "Bearings"
template = "pejling"
"""


@dataclass
class Clock:
    """Seconds of each step, in order."""

    steps: list[tuple[str, float]] = field(default_factory=list)

    def time(self, name: str, job: Callable[[], list[Text]]) -> list[Text]:
        started = time.perf_counter()
        found = job()
        self.steps.append((name, time.perf_counter() - started))
        sys.stdout.write(f"  {self.steps[-1][1]:5.1f} s  {name}\n")
        sys.stdout.flush()
        return found


def main() -> None:
    """Run both jobs below the current folder and print what came of them."""
    started = time.perf_counter()
    os.environ.setdefault("PEJLING_KEY", KEY)
    try:
        if not PUBLISHED.exists():
            raise Problem(
                da=f"{PUBLISHED} er her ikke: kør demoen i projektets mappe, med `make demo`",
                en=f"{PUBLISHED} is not here: run the demo in the project's folder, with `make demo`",
            )
        for folder in (FOLDER / "workspaces", FOLDER / "reports"):
            shutil.rmtree(folder, ignore_errors=True)
        clock = Clock()
        sys.stdout.write(say("Hovedopgaven, trin for trin:\n", "The main job, step by step:\n"))
        reports = [_published(clock), _persons(clock)]
    except Problem as problem:
        sys.stderr.write(f"demo: {problem.text(LANGUAGE)}\n")
        sys.exit(1)
    for title, folder, lines in reports:
        sys.stdout.write(f"\n{title}: {folder}/\n")
        sys.stdout.writelines(f"  {path.name}\n" for path in sorted(folder.iterdir()))
        sys.stdout.writelines(f"  • {line(say('da', 'en'))}\n" for line in lines)  # type: ignore[arg-type]
    sys.stdout.write(
        say("\nOpgaven i alt", "\nThe job in all") + f": {time.perf_counter() - started:.1f} s\n"
    )


def _published(clock: Clock) -> tuple[str, Path, list[Text]]:
    from pejling.app.take_in import take_in_figures
    from pejling.app.take_in_events import take_in_events

    workspace = _workspace("aabenraa-2012", "580", "Aabenraa", AABENRAA_CLUSTERS)
    clock.time(
        say("Aabenraa 2012: tabellerne ind", "Aabenraa 2012: tables in"),
        lambda: [*take_in_figures("published", workspace, PUBLISHED), *take_in_events(workspace, EVENTS)],
    )
    name = say("Aabenraa 2012: otte rapporter", "Aabenraa 2012: eight reports")
    folder = FOLDER / "reports" / "aabenraa-2012"
    says = clock.time(name, lambda: _report(workspace, folder, ("ams", "soenderjylland")))
    return say("Aabenraa 2012, publicerede tabeller", "Aabenraa 2012, published tables"), folder, says


def _persons(clock: Clock) -> tuple[str, Path, list[Text]]:
    from pejling.app.synthesise import synthesise
    from pejling.app.take_in import take_in_figures, take_in_persons
    from pejling.app.take_in_casework import take_in_casework
    from pejling.app.take_in_events import take_in_events
    from pejling.app.take_in_own_tables import take_in_prices

    workspace = _workspace("syntetisk", SYNTHETIC_HOME, "Syntetisk", SYNTHETIC_CLUSTERS)
    inbox = workspace / "inbox"
    with progress() as tell:
        clock.time(
            say(f"Syntetisk: {PERSONS} personer laves", f"Synthetic: {PERSONS} persons made"),
            lambda: synthesise(
                PERSONS,
                2008,
                2019,
                1,
                inbox,
                "parquet",
                (SYNTHETIC_HOME, *NEIGHBOURS, *ALIKE),
                tell,
                truth=False,
            ),
        )
        clock.time(
            say("Syntetisk: ugehistorier ind", "Synthetic: week histories in"),
            lambda: take_in_persons(
                workspace,
                inbox / "dream.parquet",
                accept_unknown_codes=False,
                accept_unknown_areas=False,
                progress=tell,
            ),
        )
        clock.time(
            say("Syntetisk: sagsudtræk ind", "Synthetic: casework in"),
            lambda: take_in_casework(workspace, [inbox / f"{kind}.csv" for kind in CASEWORK], None, tell),
        )
        clock.time(
            say(
                "Syntetisk: baggrundstal, takster og kronologi ind",
                "Synthetic: background figures, rates, chronology in",
            ),
            lambda: [
                *take_in_prices(workspace, PRICES),
                *take_in_figures("observations", workspace, inbox / "labour_force.csv"),
                *take_in_events(workspace, EVENTS),
            ],
        )
    name = say("Syntetisk: måling og otte rapporter", "Synthetic: measuring and eight reports")
    folder = FOLDER / "reports" / "syntetisk"
    says = clock.time(name, lambda: _report(workspace, folder, ("naboer", "lignende")))
    return say("Syntetisk kommune, persondata", "Synthetic municipality, person data"), folder, says


def _workspace(folder: str, municipality: str, name: str, settings: str) -> Path:
    """A workspace below demo/, with a name and clusters of its own."""
    from pejling.app.workspaces import create

    path = FOLDER / "workspaces" / folder
    create(path, municipality)
    file = path / "pejling.toml"
    text = file.read_text(encoding="utf-8")
    code = f"code = {municipality}"
    if text.count(code) != 1:
        raise Problem(da=f"{file} har ingen linje {code!r}", en=f"{file} has no line {code!r}")
    own = text.replace(code, f'{code}\nname = "{name}"').partition("\n[clusters.")[0]
    file.write_text(own + "\n" + settings, encoding="utf-8")
    return path


def _report(workspace: Path, folder: Path, clusters: tuple[str, ...]) -> list[Text]:
    from pejling.app.write_report import FORMS, write_report

    with progress() as tell:
        written = write_report(
            workspace,
            municipality=None,
            clusters=clusters,
            languages=("da", "en"),
            forms=FORMS,
            out=folder,
            audience="public",
            progress=tell,
        )
    return written.says


if __name__ == "__main__":
    main()
