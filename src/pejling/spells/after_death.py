"""Weeks that a register gives a benefit after the week of death: runs hold them as dead, so count them."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import numpy as np

from pejling.spells.panel import PersonWeeks, Runs
from pejling.terms.benefit import DEAD


class AfterDeath:
    """Adds up, block by block and from several threads, who is told alive after death."""

    def __init__(self) -> None:
        self._persons = self._weeks = 0
        self._adding = threading.Lock()

    @property
    def counts(self) -> Mapping[str, int]:
        """``persons`` and ``weeks``; empty where there are none."""
        return {"persons": self._persons, "weeks": self._weeks} if self._persons else {}

    def add(self, block: PersonWeeks, runs: Runs) -> None:
        """Count a block of register weeks and the runs made of it: O(weeks x dead persons)."""
        dead = np.unique(runs.person[runs.code == DEAD])
        if not len(dead):
            return
        codes = block.codes[:, dead]
        gone = np.logical_or.accumulate(codes == DEAD, axis=0)
        alive = gone & (codes != DEAD) & (codes != 0)
        with self._adding:
            self._weeks += int(alive.sum())
            self._persons += int(alive.any(axis=0).sum())
