"""The one place that names concrete parts: which engine counts, which source reads what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pejling.terms.problem import Problem
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.engines.base import Engine, PerPerson
    from pejling.engines.spark import Spark
    from pejling.sources.synthetic import Summary

Progress = Callable[[int, int, str], None]
ENGINES = ("kernel", "reference", "spark")


def engine(name: str = "kernel") -> Engine:
    """The engine called ``name``: ``kernel`` (compiled, the default), ``reference`` (plain) or ``spark``."""
    if name == "kernel":
        from pejling.engines.kernel import Kernel

        return Kernel()
    if name == "reference":
        from pejling.engines.reference import Reference

        return Reference()
    if name == "spark":
        return spark()
    known = ", ".join(ENGINES)
    raise Problem(
        da=f"motoren {name!r} er ukendt; de kendte er {known}",
        en=f"the engine {name!r} is not known; known are {known}",
    )


def spark(master: str | None = None) -> Spark:
    """The distributed engine on ``master``; without one where spark-submit says, else on this machine."""
    from pejling.engines.spark import Spark

    return Spark(master)


def per_person(name: str = "kernel") -> PerPerson:
    """What says what each person adds: compiled, or for the engine ``reference`` counted one by one."""
    if name == "reference":
        from pejling.engines import reference_per_person

        return reference_per_person.per_person
    from pejling.engines import kernel_per_person

    return kernel_per_person.per_person


def exceptions() -> dict[str, Mapping[type, Text]]:
    """By engine the kinds of shape that it does not count, and why."""
    from pejling.engines import kernel, reference, spark, spark_data

    return {
        "reference": reference.EXCEPTIONS,
        "kernel": kernel.EXCEPTIONS,
        "spark, on blocks and stored runs": spark.EXCEPTIONS,
        "spark, on a raw panel": spark_data.PANEL_EXCEPTIONS,
    }


def synthesiser() -> Callable[..., Summary]:
    """What writes synthetic persons to a folder."""
    from pejling.sources.synthetic import synthesise

    return synthesise
