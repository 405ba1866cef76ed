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
    file: str = ""
    column: str = ""
    value: str | int = ""
    made: str = ""
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
    origin: str | None = None
    visitation: str | None = None


class CaseworkSection(Section):
    kinds: dict[str, Literal["contact", "reassessment"]] = {}
    held: dict[str, bool] = {}
    columns: str | list[str] = ""


class KeySection(Section):
    name: str = ""
    file: str = ""


class ReportSection(Section):
    title: str = ""
    title_en: str = ""
    template: str = ""
    preface: str = ""
    logo: str = ""
    logo_alt: str = ""
    accent: str = ""


class Sections(Section):
    municipality: MunicipalitySection
    clusters: dict[str, ClusterSection] = {}
    spells: SpellsSection = SpellsSection()
    better: list[BetterSection] = []
    codes: FileSection | None = None
    areas: FileSection | None = None
    dream: DreamSection = DreamSection()
    casework: CaseworkSection = CaseworkSection()
    doctor: dict[str, dict[str, float]] = {}
    report: ReportSection = ReportSection()
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
        "casework": CaseworkSection,
        "report": ReportSection,
        "key": KeySection,
    }
    return sections[str(location[0])].model_fields if location else Sections.model_fields


def wanted_da(kind: str, context: Mapping[str, Any]) -> str:
    """What pydantic wanted where it gives an error of this ``kind``, in Danish; "" where we cannot tell."""
    texts = {
        "int_type": "det skal være et helt tal",
        "float_type": "det skal være et tal",
        "string_type": "det skal være en tekst i anførselstegn",
        "bool_type": "det skal være true eller false",
        "list_type": "det skal være en liste i [ ]",
        "dict_type": "det skal være en tabel",
        "model_type": "det skal være en tabel",
        "literal_error": f"tilladt er {context.get('expected', '')}".replace(" or ", " eller "),
        "string_too_short": "teksten må ikke være tom",
        "too_short": f"der skal være mindst {context.get('min_length')}",
        "too_long": f"der må højst være {context.get('max_length')}",
    }
    return texts.get(kind, "")
