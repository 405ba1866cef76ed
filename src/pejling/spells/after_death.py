"""Weeks that a register gives a benefit after the week of death: runs hold them as dead, so count them."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import numpy as np

from pejling.spells.panel import PersonWeeks, Runs
from pejling.terms.benefit import DEAD

FEW = 5  # where fewer than one in so many have died, their cells alone are looked at


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
        """Count a block of register weeks and the runs made of it: O(weeks x persons), less where few die."""
        dead = np.flatnonzero(runs.code == DEAD)
        if not len(dead):
            return
        length = len(block.window.weeks)
        row = np.searchsorted(np.asarray(block.window.weeks), runs.first[dead])
        death = np.full(block.persons, length, dtype=np.int32)
        np.minimum.at(death, runs.person[dead], row.astype(np.int32))
        cells, who = block.codes, np.flatnonzero(death < length)
        if len(who) * FEW < block.persons:
            cells, death = cells[:, who], death[who]
        weeks, told = 0, np.zeros(len(death), dtype=np.bool_)
        for week in range(int(death.min()) + 1, length):  # a register's column is a row: contiguous
            codes = cells[week]
            alive = (death < week) & (codes != DEAD) & (codes != 0)
            if count := int(np.count_nonzero(alive)):
                weeks += count
                told |= alive
        with self._adding:
            self._weeks += weeks
            self._persons += int(told.sum())
