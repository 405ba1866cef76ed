"""The sections of pejling.toml as they are written: keys, types, defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Method = Literal["pooled", "mean"]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class MunicipalitySection(Section):
    code: int
    name: str = ""


class ClusterSection(Section):
    members: list[int | str] | None = None
    region: int | None = None
    all: bool = False
    label_da: str = ""
    label_en: str = ""
    method: Method = "pooled"


class SpellsSection(Section):
    gap: str = "calendar_month"
    count_gaps: bool = True
    suspended: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = []


class BetterSection(Section):
    indicator: str
    group: str
    better: Literal["higher", "lower", "neither"]
    reason: str = Field(min_length=1)
    reason_en: str = ""


class FileSection(Section):
    file: str = Field(min_length=1)


class DreamSection(Section):
    person: str | list[str] | None = None
    cpr: str | list[str] | None = None
    sex: str | None = None
    birth_date: str | None = None
    birth_year: str | None = None
    age: str | None = None
    municipality: str | None = None
    work: str | None = None
    week: str | None = None


class KeySection(Section):
    name: str = ""
    file: str = ""


class Sections(Section):
    municipality: MunicipalitySection
    clusters: dict[str, ClusterSection] = {}
    spells: SpellsSection = SpellsSection()
    better: list[BetterSection] = []
    codes: FileSection | None = None
    areas: FileSection | None = None
    dream: DreamSection = DreamSection()
    report: dict[str, str] = {}
    key: KeySection = KeySection()


def fields_at(location: tuple[str | int, ...]) -> Mapping[str, Any]:
    """The keys that are allowed in the table at ``location``."""
    sections: dict[str, type[BaseModel]] = {
        "municipality": MunicipalitySection,
        "clusters": ClusterSection,
        "spells": SpellsSection,
        "better": BetterSection,
        "codes": FileSection,
        "areas": FileSection,
        "dream": DreamSection,
        "key": KeySection,
    }
    return sections[str(location[0])].model_fields if location else Sections.model_fields
