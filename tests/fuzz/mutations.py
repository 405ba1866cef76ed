"""Files as they go wrong: bytes, lines, cells and structures changed, by a seed."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

NASTY = (
    *(
        "",
        " ",
        "-",
        ".",
        "..",
        "...",
        "0",
        "-1",
        "1e400",
        "NaN",
        "inf",
        "-inf",
        "1.234.567,89",
        "12,5",
        "12.5",
    ),
    *(
        "9" * 40,
        "\u2212" + "5",
        "1.234.5",
        "=1+1",
        "#REF!",
        "null",
        "None",
        "true",
        "\ufeff",
        "\u00a01",
        "½",
        "٣",
    ),
    *(
        "2011-02-30",
        "31-12-99",
        "2011M13",
        "2011Q5",
        "2020QMAT02",
        "y_1153",
        "411",
        "999",
        "580 ",
        "Århus Kommune",
    ),
    *(
        "010170-1234",
        "0101701234",
        "a" * 5000,
        "æøå",
        '"',
        '""',
        "'",
        ";",
        ",",
        "\t",
        "\0",
        "\x1a",
        "\u2028",
        "🙂",
    ),
    *("<script>", "../../x", "%s%s", "{0}", "$HOME", "\\", "[", "x:y"),
)
_SIGNS = (
    b";",
    b",",
    b"\t",
    b'"',
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"-",
    b"0",
)


def mutated(data: bytes, name: str, seed: int) -> bytes:
    """``data`` of the file ``name``, changed one to four times in ways that fit its form."""
    chance = random.Random(f"{name} {seed}")
    ways = _ways(name)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        data = chance.choice(ways)(data, chance)
    return data


def _ways(name: str) -> tuple[Callable[[bytes, random.Random], bytes], ...]:
    raw = (_flipped, _cut, _dropped, _doubled, _spliced)
    if name.endswith((".csv", ".toml", ".txt")):
        return (*raw, _line_gone, _line_twice, _lines_swapped, _cell, _cell, _cell, _column_gone, _encoded)
    if name.endswith(".json"):
        return (*raw, _structure, _structure, _structure, _structure)
    if name.endswith((".xlsx", ".zip")):
        return (*raw, _member, _member, _member)
    return raw


def _flipped(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _dropped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 200) :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.randrange(1, 200)]
    return data[:at] + piece + data[at:]


def _spliced(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_SIGNS) + data[at:]


def _line_gone(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def _line_twice(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"\n".join(lines)


def _lines_swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _cell(data: bytes, chance: random.Random) -> bytes:
    """Another content in one cell."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    sign = _delimiter(data)
    cells = lines[at].split(sign)
    cells[chance.randrange(len(cells))] = chance.choice(NASTY).encode("utf-8", "replace")
    lines[at] = sign.join(cells)
    return b"\n".join(lines)


def _column_gone(data: bytes, chance: random.Random) -> bytes:
    """A column less in every line, or in the head alone."""
    sign, lines = _delimiter(data), data.split(b"\n")
    width = max(line.count(sign) for line in lines) + 1
    gone = chance.randrange(width)
    only_head = chance.random() < 0.3
    for number, line in enumerate(lines[: 1 if only_head else None]):
        cells = line.split(sign)
        lines[number] = sign.join(cells[:gone] + cells[gone + 1 :])
    return b"\n".join(lines)


def _encoded(data: bytes, chance: random.Random) -> bytes:
    """The same text in another encoding or with other line ends."""
    text = data.decode("utf-8", "replace")
    way = chance.randrange(5)
    if way == 0:
        return text.encode("cp1252", "replace")
    if way == 1:
        return text.encode("utf-16")
    if way == 2:
        return b"\xef\xbb\xbf" + data
    return data.replace(b"\n", b"\r\n" if way == 3 else b"\r")


def _delimiter(data: bytes) -> bytes:
    head = data.split(b"\n", 1)[0]
    return max((b";", b",", b"\t", b"="), key=head.count)


def _structure(data: bytes, chance: random.Random) -> bytes:
    """A value of a JSON file changed, gone, twice, or of another type."""
    try:
        content = json.loads(data)
    except ValueError:
        return _flipped(data, chance)
    path: list[tuple[Any, Any]] = []
    inner = content
    while isinstance(inner, dict | list) and inner and (not path or chance.random() < 0.85):
        key = chance.choice(list(inner)) if isinstance(inner, dict) else chance.randrange(len(inner))
        path.append((inner, key))
        inner = inner[key]
    if not path:
        return b"[]"
    holder, key = path[-1]
    way = chance.randrange(4)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif way == 1:
        holder[f"{key} "] = holder[key]
    else:
        others = (None, True, -3, 2.5, 10**30, "..", [], {}, [None], chance.choice(NASTY))
        holder[key] = chance.choice(others)
    return json.dumps(content, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")


def _member(data: bytes, chance: random.Random) -> bytes:
    """A file within a zip file changed as a text, or gone."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            members = {name: old.read(name) for name in old.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return _flipped(data, chance)
    except Exception:  # noqa: BLE001  whatever a file that was broken before makes the zip reader raise
        return _flipped(data, chance)
    if not members:
        return data
    name = chance.choice(list(members))
    if chance.random() < 0.1:
        del members[name]
    else:
        members[name] = _in_xml(members[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each, content in members.items():
            new.writestr(each, content)
    return out.getvalue()


def _in_xml(data: bytes, chance: random.Random) -> bytes:
    """A value between tags or in quotation marks replaced, or the bytes changed."""
    places = [at for at, byte in enumerate(data) if byte in b'>"']
    if not places or chance.random() < 0.3:
        return chance.choice((_flipped, _cut, _dropped, _doubled, _spliced))(data, chance)
    at = chance.choice(places) + 1
    end = min((found for sign in (b"<", b'"') if (found := data.find(sign, at)) >= 0), default=len(data))
    return data[:at] + chance.choice(NASTY).encode("utf-8", "replace") + data[end:]
