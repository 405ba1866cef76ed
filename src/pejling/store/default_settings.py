"""The pejling.toml that a new workspace begins with."""

from __future__ import annotations

import json
from pathlib import Path

from pejling.terms.municipality import municipalities, regions
from pejling.terms.problem import Problem

_TEXT = """\
# Indstillinger for pejling. Linjer med # foran er forklaringer eller eksempler.

[municipality]
code = {code}  # {name}

# Klynger: hvem kommunen sammenlignes med. Kommunen selv er aldrig med i sin egen klynge.
# En klynge er en region (81-85), alle kommuner eller en liste af koder eller navne.
# method = "pooled" (summer af tællere og nævnere) eller "mean" (gennemsnit af kommunerne).
[clusters.region]
region = {region}
label_da = "{region_da}"
label_en = "{region_en}"

[clusters.landet]
all = true
label_da = "Hele landet"
label_en = "Denmark"

# [clusters.naboer]
# members = [510, "Sønderborg", 550]
# label_da = "Nabokommuner"
# label_en = "Neighbouring municipalities"
# method = "pooled"

# En klynge kan også stå i en fil (file, column, value), og `pejling clusters build` bygger klynger af
# kommuner med lignende vilkår.

# En klynge, hvis medlemmer ikke er offentliggjort, får kun sit navn:
# [clusters.ams]
# label_da = "AMS-klynge"
# label_en = "AMS cluster"

# Forløb: hvornår et hul ender et forløb ("calendar_month" som jobindsats.dk, eller "weeks:4"), om
# hullernes uger tæller med i længden, og uger, hvor uret står stille (Covid: 1. marts - 30. juni 2020).
[spells]
gap = "calendar_month"
count_gaps = true
# suspended = [["2020-W10", "2020-W26"]]

# En anden retning for en indikator i en gruppe; begrundelsen står i rapporten.
# better er "higher", "lower" eller "neither".
# [[better]]
# indicator = "share_of_labour_force_pct"
# group = "fleksjob"
# better = "higher"
# reason = "Fleksjob er her målet, ikke problemet."

# Egen tabel over DREAM-koder (CSV eller TOML) i stedet for den medfølgende fra 2015. Kolonner:
# code,label_da,target_group,destination,activation,confidence,note
# [codes]
# file = "koder.csv"

# Gamle eller ukendte kommunekoder, der skal tælle i en kommune. Kolonner: old,new
# [areas]
# file = "kommuner.csv"

# Hvad DREAM-filens kolonner hedder, hvis ikke som standard.
# [dream]
# person = "lobenr"
# sex = "kon"
# birth_date = "foedselsdato"

# Egne ord i sagsudtræk: kontakters art ("contact" eller "reassessment"), og om en kontakt er afholdt.
# [casework.kinds]
# "opfølgningssamtale" = "contact"
# [casework.held]
# "borger mødte ikke" = false
# Hedder udtrækkenes kolonner noget andet: et kort over dem (pejling map-columns), eller flere i [ ], i
# afsnittet [casework]:
# [casework]
# columns = "kolonner.toml"

# Grænser for kontroller af data. `pejling doctor --list` viser dem alle med deres standard.
# [doctor.newest_month]
# months = 4

[report]
# title = "Beskæftigelsesindsatsen i {name}"
# template = "kl2012"  # eller en .toml-fil her i mappen
# preface = "kapitler/forord.md"
# logo = "logo.svg"  # eller .png
# logo_alt = "{name} Kommunes byvåben"
# accent = "#0d4f5c"

# Nøglen, som personnumre erstattes med, ligger aldrig her i mappen. Den søges i PEJLING_KEY, derefter i
# systemets nøglering (pejling, navnet her), derefter i filen.
[key]
name = "{key_name}"
file = {key_file}
"""


def default_settings(municipality: int, key_name: str, key_file: Path) -> str:
    """The settings of a new workspace: own municipality, its region and the country as clusters."""
    own = municipalities()[municipality]
    region = regions()[own.region]
    return _TEXT.format(
        code=own.code,
        name=own.name,
        region=own.region,
        region_da=region.da,
        region_en=region.en,
        key_name=key_name,
        key_file=json.dumps(_as_text(key_file), ensure_ascii=False),
    )


def _as_text(path: Path) -> str:
    """``path`` as it can stand in a file in UTF-8; a name that cannot is a Problem."""
    try:
        return str(path).encode("utf-8", "surrogateescape").decode()
    except UnicodeDecodeError:
        raise Problem(
            da=f"{path}: mappen til nøglen har et navn, der ikke er UTF-8, og kan ikke stå i pejling.toml. "
            "Sæt XDG_CONFIG_HOME til en anden mappe",
            en=f"{path}: the key's folder has a name that is not UTF-8 and cannot stand in pejling.toml. Set "
            "XDG_CONFIG_HOME to another folder",
        ) from None
