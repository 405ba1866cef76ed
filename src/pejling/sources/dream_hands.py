"""Blocks of persons worked on by several threads at once, each block by one of them from start to end."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

MOST_HANDS = 8  # each holds a block and what is made of it: some 300 MB
_T = TypeVar("_T")


class Failed(Exception):
    """Work on an item failed: the item's number and the error, the first in the items' order."""

    def __init__(self, number: int, error: BaseException) -> None:
        super().__init__(number, error)
        self.number = number
        self.error = error


def cores() -> int:
    """How many threads are worth while: the cores that this process may use, at most MOST_HANDS."""
    try:
        usable = len(os.sched_getaffinity(0))
    except AttributeError:  # not told by every system
        usable = os.cpu_count() or 1
    return min(usable, MOST_HANDS)


def shared(items: Iterator[_T], work: Callable[[int, _T], None], hands: int) -> None:
    """Do ``work(number, item)`` for every item, numbered from 0, ``hands`` of them at a time.

    Items are fetched one at a time, in order. Failed tells the error of the lowest number; all items before
    it are then done, and none is begun after it is known. An error of ``items`` counts as that of the item
    it did not give. Interrupting the caller stops the others at their next item.
    """
    turn, stopped = threading.Lock(), threading.Event()
    failures: dict[int, BaseException] = {}
    coming = 0

    def hand() -> None:
        nonlocal coming
        while True:
            with turn:
                if stopped.is_set():
                    return
                number = coming
                coming += 1
                try:
                    item = next(items)
                except StopIteration:
                    stopped.set()
                    return
                except Exception as error:  # noqa: BLE001  raised again, in order
                    failures[number] = error
                    stopped.set()
                    return
            try:
                work(number, item)
            except Exception as error:  # noqa: BLE001  raised again, in order
                failures[number] = error
                stopped.set()
                return
            del item  # not kept while the next one is fetched

    with ThreadPoolExecutor(hands, thread_name_prefix="hand") as threads:
        try:
            for one in [threads.submit(hand) for _ in range(hands)]:
                one.result()
        finally:
            stopped.set()
    if failures:
        first = min(failures)
        raise Failed(first, failures[first]) from failures[first]
