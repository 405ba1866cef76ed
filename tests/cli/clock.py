"""A clock for take-ins: the store believes that it is another day."""

from __future__ import annotations

from datetime import datetime

import pytest

import pejling.store.vintages as store


class Clock:
    """``set("2024-01-10")`` or ``set("2024-01-10T23:59:59")``: the moment (UTC) of what is done next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def set(self, moment: str) -> None:
        told = datetime.fromisoformat(moment)

        class Then(datetime):
            @classmethod
            def now(cls, tz=None):
                return cls(*told.timetuple()[:6], tzinfo=tz)

        self._monkeypatch.setattr(store, "datetime", Then)
