"""Map an extract's columns: a proposal with reasons, what a person says to it, and the file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.sources.casework_mapping import CONTACT_KINDS, mapping_of
from pejling.sources.casework_proposal import (
    EXAMPLES,
    Proposal,
    Proposed,
    Seen,
    look_at,
    meaning_of,
    propose,
    shape_of,
    unknown_words,
)
from pejling.spells.extract import NAMES, ExtractKind
from pejling.store.durable import disk_problems, write_durably
from pejling.terms.date_forms import DateForm
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

FIELD_NAMES: Mapping[str, Text] = {
    "person": Text(da="borgerens nummer", en="the citizen's number"),
    "caseworker": Text(da="sagsbehandlerens navn eller nummer", en="the caseworker's name or number"),
    "day": Text(da="dato", en="date"),
    "kind": Text(da="art", en="kind"),
    "held": Text(da="om den blev afholdt", en="whether it was held"),
    "cancelled": Text(da="om den blev aflyst", en="whether it was cancelled"),
    "due": Text(da="frist", en="due date"),
    "company": Text(da="om det er virksomhedsrettet", en="whether it is company-based"),
    "provider": Text(da="leverandør", en="provider"),
    "first": Text(da="fra-dato", en="from date"),
    "last": Text(da="til-dato", en="to date"),
    "hours": Text(da="timer om ugen", en="hours a week"),
    "purpose": Text(da="formål", en="purpose"),
    "cost": Text(da="udgift i kroner", en="cost in kroner"),
    "what": Text(da="hvad der blev afgjort", en="what was decided"),
    "work": Text(
        da="område (DP, JP ... eller ord for dem)", en="area of work (DP, JP ... or words for them)"
    ),
    "fte": Text(da="årsværk (0,8)", en="full-time equivalents (0,8)"),
    "month": Text(da="måned, i stedet for fra og til", en="month, in place of from and to"),
    "team": Text(da="team", en="team"),
}
OF_STAFF = Text(da="medarbejderens navn eller nummer", en="the employee's name or number")
MEANINGS: Mapping[str, Mapping[str, str | bool]] = {  # what a word may mean, as it is typed
    "kinds": {kind: kind for kind in CONTACT_KINDS},
    "held": {"ja": True, "nej": False, "yes": True, "no": False},
    "company": {"ja": True, "nej": False, "yes": True, "no": False},
    "areas": {area: area for area in AREAS_OF_WORK},
}
WORD_TABLES: Mapping[str, Text] = {
    "kinds": Text(
        da="arter af kontakt: contact (kontakt) eller reassessment (revurdering)",
        en="kinds of contact: contact or reassessment",
    ),
    "held": Text(
        da="om en kontakt er afholdt: true eller false", en="whether a contact is held: true or false"
    ),
    "company": Text(da="om et tilbud er virksomhedsrettet", en="whether an offer is company-based"),
    "areas": Text(da=f"områder: {', '.join(AREAS_OF_WORK)}", en=f"areas of work: {', '.join(AREAS_OF_WORK)}"),
}
DATE_FORMS: Mapping[DateForm, Text] = {
    "usual": Text(da="2019-12-31, 31-12-2019 og lignende", en="2019-12-31, 31-12-2019 and the like"),
    "excel": Text(da="Excels tal for dagen, 43830", en="Excel's number of the day, 43830"),
    "dd-mm-yy": Text(da="31-12-19, årene 2000 til 2099", en="31-12-19, the years 2000 to 2099"),
}


def name_of(kind: ExtractKind, id: str) -> Text:
    """What a field is called."""
    return OF_STAFF if (kind, id) == ("staff", "person") else FIELD_NAMES[id]


@dataclass
class Wizard:
    """A proposal being settled: ``columns`` by field's id ("" for none), ``words`` by table and word.

    ``dates``: how the file writes them.
    """

    proposal: Proposal
    columns: dict[str, str]
    dates: DateForm
    words: dict[str, dict[str, str | bool]] = field(default_factory=dict)

    @property
    def kind(self) -> ExtractKind:
        return self.proposal.kind

    @property
    def file_columns(self) -> tuple[Seen, ...]:
        return self.proposal.look.columns

    @property
    def doubtful(self) -> list[Proposed]:
        """The fields that somebody should look at."""
        return [one for one in self.proposal.fields if not one.sure]

    def examples(self, id: str, column: str, lang: Language) -> str:
        """A few cells of a column; of persons only what their numbers look like."""
        texts = self.proposal.look.column(column).texts[:EXAMPLES]
        cells = shape_of(texts) if id in ("person", "caseworker") else texts
        return ", ".join(repr(masked(cell, lang)[:30]) for cell in cells)

    def unknown_words(self) -> list[tuple[str, str, str | bool | None]]:
        """Words of the chosen columns that nobody knows: table, word, and what it most likely means."""
        given = unknown_words(self.kind, self.columns, self.proposal.look)
        return [
            (table, word, meaning_of(table, word))
            for table, words in given.items()
            for word in words
            if masked(word) == word
        ]

    def learn(self, table: str, word: str, meaning: str | bool) -> None:
        self.words.setdefault(table, {})[word] = meaning


def begin(path: Path, kind: ExtractKind | None = None) -> Wizard:
    """Look at a file's heads and first rows, and propose what its columns say."""
    proposal = propose(look_at(path), kind)
    columns = {one.field.id: one.column for one in proposal.fields}
    return Wizard(proposal, columns, proposal.look.dates)


def told(wizard: Wizard, lang: Language) -> list[str]:
    """The proposal in lines: field, column, why, and examples."""
    look, kind = wizard.proposal.look, wizard.kind
    lines = [
        Text(da=f"{look.file}: {NAMES[kind].da} ({kind})", en=f"{look.file}: {NAMES[kind].en} ({kind})")(lang)
    ]
    if not wizard.proposal.told:
        guessed = Text(
            da="Slagsen er gættet af kolonnerne; er det en anden, så angiv --kind",
            en="The kind is guessed from the columns; if it is another, give --kind",
        )
        lines.append(guessed(lang))
    if look.dates != "usual":
        form = DATE_FORMS[look.dates]
        lines.append(Text(da=f"Datoer skrives som {form.da}", en=f"Dates are written as {form.en}")(lang))
    for one in wizard.proposal.fields:
        lines.append(line_of_field(wizard, one, lang))
    used = set(wizard.columns.values())
    if rest := ", ".join(masked(seen.name, lang) for seen in look.columns if seen.name not in used):
        lines.append(Text(da=f"Læses ikke: {rest}", en=f"Not read: {rest}")(lang))
    return lines


def line_of_field(wizard: Wizard, one: Proposed, lang: Language) -> str:
    """One field of the proposal."""
    name, id = name_of(wizard.kind, one.field.id)(lang), one.field.id
    if not one.column:
        need = (
            Text(da="MANGLER", en="MISSING")
            if one in wizard.proposal.lacking
            else Text(da="ingen", en="none")
        )
        return f"  {id}, {name}: {need(lang)}"
    doubt = "" if one.sure else " ?"
    shown = masked(one.column, lang)
    examples = wizard.examples(id, one.column, lang)
    return f"  {id}, {name}: {shown}{doubt} ({one.why(lang)})" + (f": {examples}" if examples else "")


def check(wizard: Wizard) -> None:
    """A needed field without a column is a Problem that names it."""
    fields = {one.field.id: one for one in wizard.proposal.fields}
    lacking = [one for one in wizard.proposal.lacking if not wizard.columns[one.field.id]]
    lacking += [one for one in fields.values() if one.field.needed and not wizard.columns[one.field.id]]
    if lacking:
        ids = ", ".join(dict.fromkeys(one.field.id for one in lacking))
        file, out = wizard.proposal.look.file, NAMES[wizard.kind]
        raise Problem(
            da=f"{file}: der er ingen kolonne til {ids}, som {out.da} skal have. Intet er skrevet. Er det en "
            "anden slags udtræk, så angiv --kind; ellers bed om kolonnen, eller svar ved en terminal",
            en=f"{file}: there is no column for {ids}, which {out.en} need. Nothing was written. If it is "
            "another kind of extract, give --kind; else ask for the column, or answer at a terminal",
        )


def write(wizard: Wizard, out: Path, lang: Language, force: bool = False) -> list[Text]:
    """Write the mapping to ``out``, whole or not at all; a file that is there is kept unless ``force``."""
    check(wizard)
    text = as_toml(wizard, lang)
    mapping_of(out, text)  # what we write can be read
    check_free(out, force)
    with disk_problems(out.absolute().parent):
        try:
            write_durably(out, text.encode())
        except FileNotFoundError:
            raise Problem(da=f"{out}: mappen findes ikke", en=f"{out}: there is no such folder") from None
    file = wizard.proposal.look.file
    return [
        Text(da=f"Kortet er skrevet til {out}.", en=f"The mapping is written to {out}."),
        Text(
            da=f"Brug det: pejling take-in casework {file} --columns {out}",
            en=f"Use it: pejling take-in casework {file} --columns {out}",
        ),
    ]


def check_free(out: Path, force: bool) -> None:
    """A file in the mapping's place is a Problem unless it is to be replaced."""
    if os.path.lexists(out) and not force:
        raise Problem(
            da=f"{out} findes allerede og er ikke rørt. Giv et andet navn med --out, eller --force",
            en=f"{out} is there already and was not touched. Give another name by --out, or --force",
        )


def as_toml(wizard: Wizard, lang: Language) -> str:
    """The mapping as a file that explains itself in ``lang``."""
    look, kind = wizard.proposal.look, wizard.kind
    file = masked(look.file)
    head = Text(
        da=f"Hvilken kolonne i et sagsudtræk siger hvad. Lavet af pejling map-columns for {file}.\n"
        'Ret frit: navnet på en kolonne i anførselstegn, "" for ingen. Linjer med # er forklaringer.',
        en=f"Which column of a casework extract says what. Made by pejling map-columns for {file}.\n"
        'Edit freely: a column\'s name in quotation marks, "" for none. Lines with # explain.',
    )
    kinds = Text(da=f"slagsen af udtræk: {NAMES[kind].da}", en=f"the kind of extract: {NAMES[kind].en}")
    dates = Text(
        da="hvordan datoer er skrevet; tilladt er "
        + "; ".join(f'"{form}" ({told.da})' for form, told in DATE_FORMS.items()),
        en="how dates are written; allowed are "
        + "; ".join(f'"{form}" ({told.en})' for form, told in DATE_FORMS.items()),
    )
    lines = [*_comment(head(lang)), "", *_comment(kinds(lang)), f"kind = {_text(kind)}"]
    lines += [*_comment(dates(lang)), f"dates = {_text(wizard.dates)}"]
    if kind != "staff":
        cpr = Text(
            da="om personens kolonne rummer CPR-numre; de gemmes aldrig, men erstattes",
            en="whether the person's column holds CPR numbers; these are never stored, but replaced",
        )
        lines += [*_comment(cpr(lang)), f"cpr = {json.dumps(_holds_cpr(wizard))}"]
    lines += ["", "[columns]"]
    for one in wizard.proposal.fields:
        id, column = one.field.id, wizard.columns[one.field.id]
        needed = Text(da=", skal være der", en=", needed")(lang) if one.field.needed else ""
        why = f": {one.why(lang)}" if column and column == one.column else ""
        lines += [*_comment(f"{name_of(kind, id)(lang)}{needed}{why}"), f"{id} = {_text(column)}"]
    for table, words in wizard.words.items():
        lines += ["", *_comment(WORD_TABLES[table](lang)), f"[words.{table}]"]
        lines += [f"{_text(word)} = {json.dumps(meaning)}" for word, meaning in words.items()]
    return "\n".join(lines) + "\n"


def _holds_cpr(wizard: Wizard) -> bool:
    from pejling.sources.casework_proposal import holds_cpr

    return holds_cpr(wizard.proposal.look.column(wizard.columns["person"]))


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
