"""The files of a report, made and scanned; where there is much to draw, half of them in a process beside."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pejling.app.leaving import File, hits_in
from pejling.app.scan import secret_of
from pejling.app.wiring import Progress
from pejling.disclosure.scan import Hit, IsSecret
from pejling.report.document import Document
from pejling.report.render import rendered
from pejling.store.workspace import Workspace

WORTH = 30  # tables and charts: with fewer, a second process takes longer to start than it saves
Made = tuple[bytes, tuple[Hit, ...]]
_BESIDE = "from pejling.app.making import beside; beside()"


@dataclass(frozen=True)
class Job:
    """A file that is wanted: where it is to lie, what it says, and in which form."""

    path: Path
    document: Document
    form: str


def all_made(workspace: Workspace, jobs: Sequence[Job], progress: Progress) -> list[File]:
    """The file of every job, in order, with what was found in it; nothing is written.

    The latter half of the documents is made beside the first, if they are large and there are two cores. What
    the other process does not give (it may have been ended) is made here: the outcome, errors too, is the
    same.
    """
    is_secret = secret_of(workspace)
    latter = _latter(jobs)
    found: dict[int, Made] = {}
    with contextlib.ExitStack() as stack:
        # what there is already stays: walking it again and again for what can go costs a tenth of the time
        gc.freeze()
        stack.callback(gc.unfreeze)
        _give_back()
        begun = stack.enter_context(_begun([jobs[at] for at in latter], is_secret)) if latter else None
        for at, job in enumerate(jobs):
            if at not in latter:
                progress(len(found), len(jobs), _name(job))
                found[at] = _made(job, is_secret)
        if begun is not None:
            progress(len(found), len(jobs), _name(jobs[latter[-1]]))
            found |= dict(zip(latter, _given(begun), strict=False))
        for at in latter:
            if at not in found:
                progress(len(found), len(jobs), _name(jobs[at]))
                found[at] = _made(jobs[at], is_secret)
    return [
        File(job.path, content, job.document, job.form, hits)
        for job, (content, hits) in ((job, found[at]) for at, job in enumerate(jobs))
    ]


def beside() -> None:
    """What the other process does: the jobs of its standard input, told on its standard output."""
    jobs, is_secret = pickle.load(sys.stdin.buffer)
    gc.freeze()
    # the last form first: two PDFs at once would be the most memory that a report takes
    made = [_made(job, is_secret) for job in reversed(jobs)]
    sys.stdout.buffer.write(pickle.dumps(made[::-1]))


def _latter(jobs: Sequence[Job]) -> list[int]:
    """The places of the jobs that are worth a process of their own: all those of a document together."""
    documents = list({id(job.document): job.document for job in jobs}.values())
    latter = documents[(len(documents) + 1) // 2 :]
    size = sum(len(document.tables) + len(document.charts) for document in latter)
    if size < WORTH or (os.cpu_count() or 1) < 2:
        return []
    return [at for at, job in enumerate(jobs) if any(job.document is one for one in latter)]


def _name(job: Job) -> str:
    return f"{job.form} ({job.document.lang})"


def _made(job: Job, is_secret: IsSecret | None) -> Made:
    content = rendered(job.document, job.form)
    hits = hits_in(File(job.path, content, job.document, job.form), is_secret)
    _give_back()
    return content, hits


def _give_back() -> None:
    """Give the system what is free: the C library keeps it, half of what Typst took, where it has a say."""
    trim = None if sys.platform == "win32" else getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextlib.contextmanager
def _begun(jobs: Sequence[Job], is_secret: IsSecret | None) -> Iterator[Future[bytes]]:
    """A process that makes ``jobs``; what it tells when it is done. It ends with this block at the latest.

    It is started by hand: `multiprocessing` would run the caller's own script once more.
    """
    root = Path(__file__).parents[2]
    paths = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _BESIDE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )
    with ThreadPoolExecutor(1) as thread:
        try:
            yield thread.submit(lambda: _told(process, pickle.dumps((jobs, is_secret))))
        finally:
            process.kill()


def _told(process: subprocess.Popen[bytes], asked: bytes) -> bytes:
    """All that the process told; nothing of one that came to no good end."""
    told, _ = process.communicate(asked)
    return told if process.returncode == 0 else b""


def _given(begun: Future[bytes]) -> list[Made]:
    """What the other process made; nothing where it came to no end."""
    told = begun.result()
    return list(pickle.loads(told)) if told else []
