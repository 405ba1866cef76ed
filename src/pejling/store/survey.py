"""A survey in the store: its questions as JSON and its answers as Parquet, a row a person, nobody named."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq

from pejling.store.arrow_file import arrow_file, intact
from pejling.store.durable import as_json
from pejling.store.vintages import Draft, Vintage
from pejling.voices.questionnaire import Questionnaire
from pejling.voices.survey import Survey

ANSWERS = "answers.parquet"
QUESTIONNAIRE = "questionnaire.json"
RESPONDED = "_responded"  # no question's id begins so


def write_survey(draft: Draft, survey: Survey) -> None:
    """Write questions and answers into the draft of a vintage; its rows become the persons."""
    table = survey.answers.append_column(RESPONDED, survey.responded)
    with arrow_file(draft.folder / ANSWERS, "wb") as file:
        pq.write_table(table, file, compression="zstd", write_page_checksum=True)
    (draft.folder / QUESTIONNAIRE).write_bytes(as_json(survey.questionnaire.as_json()))
    draft.rows = table.num_rows


def read_survey(one: Vintage) -> Survey:
    """The survey that a vintage holds; a damaged file is a Problem that names it."""
    questionnaire = read_questionnaire(one)
    try:
        table = pq.read_table(intact(one, ANSWERS))
        columns = [name for question in questionnaire.questions for name in question.columns]
        responded = table[RESPONDED].combine_chunks()
        return Survey(questionnaire, table.select(columns), responded)
    except (pa.ArrowException, KeyError) as error:
        raise one.unreadable(ANSWERS, error) from None


def read_questionnaire(one: Vintage) -> Questionnaire:
    """The questions of the survey that a vintage holds."""
    content = one.whole(QUESTIONNAIRE)
    try:
        return Questionnaire.from_json(json.loads(content))
    except (ValueError, KeyError, TypeError) as error:
        raise one.unreadable(QUESTIONNAIRE, error) from None
