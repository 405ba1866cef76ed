"""A survey in the store: its questions as JSON and its answers as Parquet, a row a person, nobody named."""

from __future__ import annotations

import json

import pyarrow.parquet as pq

from pejling.store.arrow_file import arrow_file
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


def read_questionnaire(one: Vintage) -> Questionnaire:
    """The questions of the survey that a vintage holds."""
    content = one.whole(QUESTIONNAIRE)
    try:
        return Questionnaire.from_json(json.loads(content))
    except (ValueError, KeyError, TypeError) as error:
        raise one.unreadable(QUESTIONNAIRE, error) from None
