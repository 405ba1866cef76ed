"""Reads sentences back: numbers, units, clusters and claims out of the words alone, in both languages.

It knows the words that the report uses, not how sentences are made; what does not parse is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

UNIT = r"pct\.|per cent|procentpoint|percentage points?|uger?|weeks?|kr\.|DKK"
NUMBER = r"−?\d[\d.,]*\d|−?\d"


@dataclass(frozen=True)
class Words:
    """The words of one language, as patterns."""

    level: str
    worth: str
    moved: str
    still: str
    nothing: tuple[str, ...]  # told by the level that it ends at
    says_nothing: str
    point: str
    home: str  # between the own figure and the clusters'
    like: str
    against: str
    rise: str
    fall: str
    none: str
    ends: str
    inside: str
    and_: str
    while_: str
    chance: str
    every: str
    tones: dict[str, str]
    right: str
    wrong: str
    points: str
    per_cent: str
    singular: tuple[str, ...]


WORDS = {
    "da": Words(
        level=r"I (?P<when>.+?) var (?P<what>.+) ",
        worth=r"Værd at bemærke er (?P<what>.+): ",
        moved=r"Fra (?P<base>.+?) til (?P<when>.+?) (?P<way>steg|faldt) (?P<what>.+) med ",
        still=r"Fra (?P<base>.+?) til (?P<when>.+?) var (?P<what>.+?) (?P<almost>næsten )?uændret",
        nothing=(
            r"Fra (?P<base>.+?) til (?P<when>.+?) (?P<way>faldt) (?P<what>.+) til ",
            r"Fra (?P<base>.+?) til (?P<when>.+?) (?P<way>lå) (?P<what>.+) fortsat på ",
            r"Fra (?P<base>.+?) til (?P<when>.+?) (?P<way>steg) (?P<what>.+) fra næsten ingenting til ",
        ),
        says_nothing="; i procent siger en ændring af så lille et tal ikke noget.",
        point=",",
        home=" i ",
        like=r" ligesom i ",
        against=" mod ",
        rise="en stigning på ",
        fall="et fald på ",
        none=r"(?:næsten )?ingen ændring",
        ends=r"et fald til |fortsat |en stigning fra næsten ingenting til ",
        inside=" i ",
        and_=" og ",
        while_=", mens ",
        chance=r"(?:forskellen(?: til (?P<whom>.+?))? (?:ikke er|er ikke)|heller ikke her er forskellen) "
        r"større, end tilfældet kan give$",
        every=r"(?:begge|alle \w+) klynger",
        tones={
            "better": r"bedre end (?:i )?",
            "worse": r"dårligere end (?:i )?",
            "same": r"(?:på niveau med|den samme som i) ",
        },
        right="den rigtige retning",
        wrong="den forkerte retning",
        points="procentpoint",
        per_cent="pct.",
        singular=("uge",),
    ),
    "en": Words(
        level=r"In (?P<when>.+?) (?=the |registered)(?P<what>.+) was ",
        worth=r"Worth noting is (?P<what>.+): ",
        moved=r"From (?P<base>.+?) to (?P<when>.+?) (?=the )(?P<what>.+) (?P<way>rose|fell) by ",
        still=r"From (?P<base>.+?) to (?P<when>.+?) (?=the )(?P<what>.+?) was (?P<almost>almost )?unchanged",
        nothing=(
            r"From (?P<base>.+?) to (?P<when>.+?) (?=the )(?P<what>.+) (?P<way>fell) to ",
            r"From (?P<base>.+?) to (?P<when>.+?) (?=the )(?P<what>.+) (?P<way>stayed) at ",
            r"From (?P<base>.+?) to (?P<when>.+?) (?=the )(?P<what>.+) (?P<way>rose) from next to "
            r"nothing to ",
        ),
        says_nothing="; in per cent, a change of so small a figure says nothing.",
        point=".",
        home=" in ",
        like=", as in ",
        against=" against ",
        rise="a rise of ",
        fall="a fall of ",
        none=r"(?:almost )?no change",
        ends=r"a fall to |still |a rise from next to nothing to ",
        inside=" in ",
        and_=" and ",
        while_=", while ",
        chance=r"(?:here too )?the difference(?: from (?P<whom>.+?))? is no larger than chance can make it$",
        every=r"(?:both|all \w+) clusters",
        tones={"better": "better than in ", "worse": "worse than in ", "same": "the same as in "},
        right="the right direction",
        wrong="the wrong direction",
        points="percentage point",
        per_cent="per cent",
        singular=("week", "percentage point"),
    ),
}


@dataclass
class Said:
    """What a sentence says. Figures as they stand in the text, ``-`` before a fall; keys are cluster ids.

    A change told by the level that it ends at: ``kind`` is nothing, of a cluster it stands in ``ends``, each
    with the words before it.
    """

    kind: str
    what: str
    when: str
    own: str
    unit: str
    clusters: dict[str, str] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    tones: dict[str, str] = field(default_factory=dict)
    way: str = ""  # right, wrong; of nothing the verb
    alike: bool = False


class Reader:
    """Reads what is said of ``home`` against clusters, given by id with the words they have in sentences."""

    def __init__(self, lang: str, home: str, clusters: dict[str, str]) -> None:
        self.words = WORDS[lang]
        self.home = home
        self.ids = {words: id for id, words in clusters.items()}

    def read(self, text: str) -> Said | None:
        """None for a sentence of another kind."""
        words = self.words
        if text.endswith(words.says_nothing):
            return self._nothing(text)
        found = re.match(words.moved, text)
        if found:
            return self._moved(text, found)
        found = re.match(words.still, text)
        if found:
            said = Said("change", found["what"], found["when"], "0", "")
            return self._rest(said, text[found.end() :])
        for start in (words.worth, words.level):
            figure = rf"(?P<own>{NUMBER})(?: (?P<unit>{UNIT}))?{re.escape(words.home + self.home)}"
            found = re.match(start + figure, text)
            if found:
                parts = found.groupdict()
                said = Said("level", parts["what"], parts.get("when", ""), parts["own"], parts["unit"] or "")
                return self._rest(said, words.home + self.home + text[found.end() :])
        return None

    def _nothing(self, text: str) -> Said:
        figure = rf"(?P<own>{NUMBER})(?: (?P<unit>{UNIT}))?"
        end = re.escape(self.words.home + self.home + self.words.says_nothing)
        found = next(filter(None, (re.fullmatch(one + figure + end, text) for one in self.words.nothing)))
        return Said(
            "nothing", found["what"], found["when"], found["own"], found["unit"] or "", way=found["way"]
        )

    def _moved(self, text: str, found: re.Match[str]) -> Said:
        tail = re.match(
            rf"(?P<own>{NUMBER})(?: (?P<unit>{UNIT}))?(?={re.escape(self.words.home + self.home)})",
            text[found.end() :],
        )
        assert tail, text
        fell = found["way"] in ("faldt", "fell")
        said = Said(
            "change", found["what"], found["when"], ("-" if fell else "") + tail["own"], tail["unit"] or ""
        )
        return self._rest(said, text[found.end() + tail.end() :])

    def _rest(self, said: Said, rest: str) -> Said:
        words = self.words
        place = words.home + self.home
        assert rest.startswith(place), rest
        rest = rest.removeprefix(place)
        assert rest.endswith("."), rest
        body, _, clause = rest[:-1].partition("; ")
        if said.kind == "level" and body.startswith(words.home):  # worth noting: the period stands here
            cut = min(
                (at for at in (body.find(words.against), body.find(words.like)) if at >= 0), default=len(body)
            )
            said.when, body = body[len(words.home) : cut], body[cut:]
        if body.startswith(words.like):
            said.alike = True
            for cluster in self.names(body.removeprefix(words.like)):
                said.clusters[cluster] = said.own
        elif body:
            assert body.startswith(words.against), body
            self._figures(said, body.removeprefix(words.against))
        self._clause(said, clause)
        return said

    def _figures(self, said: Said, body: str) -> None:
        words = self.words
        counted = rf"(?P<way>{words.rise}|{words.fall})?(?P<figure>{NUMBER})(?: (?P<unit>{UNIT}))?"
        ended = rf"(?P<to>{words.ends})(?P<level>{NUMBER})(?: (?:{UNIT}))?"
        item = rf"(?:{ended}|{counted}|(?P<none>{words.none}))"
        start = rf"{words.ends}|{words.rise}|{words.fall}|{words.none}|{NUMBER}"
        following = rf"(?=(?:,|{words.and_.rstrip()}) (?:{start})|$)"
        sign = ""
        at = 0
        while at < len(body):
            found = re.compile(rf"{item}{words.inside}(?P<names>.+?){following}").match(body, at)
            assert found, body[at:]
            if found["way"]:
                sign = "-" if found["way"] == words.fall else ""
            value = "0" if found["none"] else sign + (found["figure"] or "")
            if found["figure"]:
                unit = found["unit"] or ""
                if said.unit and unit:
                    assert self.plural(unit) == self.plural(said.unit), (said.unit, unit)
                said.unit = said.unit or unit
            for cluster in self.names(found["names"]):
                assert cluster not in {**said.clusters, **said.ends}
                if found["to"]:
                    said.ends[cluster] = found["to"].strip(), found["level"]
                else:
                    said.clusters[cluster] = value
            at = found.end()
            link = re.compile(rf"(?:, |{words.and_})").match(body, at)
            at = link.end() if link else at
            assert link or at == len(body), body[at:]

    def _clause(self, said: Said, clause: str) -> None:
        words = self.words
        said.way = "right" if words.right in clause else "wrong" if words.wrong in clause else ""
        main, _, last = clause.partition(words.while_)
        for part in (main, last):
            chance = re.search(words.chance, part)
            if chance:
                for cluster in self.names(chance["whom"]) if chance["whom"] else self.ids.values():
                    said.tones[cluster] = "hardly"
                part = part[: chance.start()]
            marks = [
                (found.start(), found.end(), tone)
                for tone, pattern in words.tones.items()
                for found in re.finditer(pattern, part)
            ]
            marks.sort()
            ends = [*(start for start, _, _ in marks[1:]), len(part)]
            for (_, end, tone), until in zip(marks, ends, strict=False):
                names = re.sub(r"(?:,? (?:men|but|og|and)|,)? ?$", "", part[end:until])
                for cluster in self.names(names):
                    assert cluster not in said.tones, clause
                    said.tones[cluster] = tone

    def names(self, text: str) -> list[str]:
        """The clusters that ``text`` names."""
        if re.fullmatch(self.words.every, text):
            return list(self.ids.values())
        found = []
        rest = text
        while rest:
            one = next(
                (words for words in sorted(self.ids, key=len, reverse=True) if rest.startswith(words)), None
            )
            assert one, f"{rest!r} of {text!r}"
            found.append(self.ids[one])
            rest = re.sub(rf"^(?:, |{self.words.and_})", "", rest.removeprefix(one))
        return found

    def plural(self, unit: str) -> str:
        """The unit whatever its number."""
        return {"uge": "uger", "week": "weeks", "percentage point": "percentage points"}.get(unit, unit)
