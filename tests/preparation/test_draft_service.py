"""A draft in the database: it is sealed in the owner's row and changes nothing else."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from portal.preparation import draft_service
from portal.preparation.answers import Answers, Item
from portal.preparation.draft_service import TooMuchTypedError
from tests.preparation.builders import AN_ANSWER, Candidate, House

DRAFT = {"item1": ("Kladdepunkt",), "revision": ("1",)}


def with_a_draft(answers: Answers) -> Answers:
    return replace(answers, drafts={"agenda": DRAFT})


def keep(house: House, candidate: Candidate, change: object = with_a_draft) -> Answers:
    return draft_service.keep_draft(house.database, candidate.holder, change, ring=house.ring)  # type: ignore[arg-type]


def row(house: House, table: str) -> object:
    with house.database.reading() as session:
        return session.execute(text(f"SELECT * FROM {table}")).one()._asdict()  # noqa: S608


def test_a_draft_changes_the_sealed_answers_and_nothing_else(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    candidate.share()
    own, copy, before = row(house, "preparations"), row(house, "preparation_copies"), candidate.answers()
    keep(house, candidate)
    after = row(house, "preparations")
    changed = {key for key, value in own.items() if after[key] != value}  # type: ignore[attr-defined, index]
    assert changed == {"sealed"}
    assert row(house, "preparation_copies") == copy
    assert candidate.answers() == replace(before, drafts={"agenda": DRAFT})


def test_a_change_that_changes_nothing_writes_nothing(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    own = row(house, "preparations")
    keep(house, candidate, lambda answers: answers)
    assert row(house, "preparations") == own


def test_a_save_in_the_meantime_is_not_undone_by_a_draft(house: House) -> None:
    candidate, tries = house.candidate(AN_ANSWER), []

    def slowly(answers: Answers) -> Answers:
        tries.append(answers.agenda)
        if len(tries) == 1:
            candidate.save(replace(AN_ANSWER, agenda=(Item("Gemt imens"),)))
        return with_a_draft(answers)

    keep(house, candidate, slowly)
    assert len(tries) == 2
    assert candidate.answers().agenda == (Item("Gemt imens"),)
    assert candidate.answers().drafts == {"agenda": DRAFT}


def test_a_draft_without_room_is_refused_and_what_stood_stays(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    before = candidate.answers()
    with pytest.raises(TooMuchTypedError):
        keep(house, candidate, lambda a: replace(a, drafts={"agenda": {"item1": ("o" * 300_000,)}}))
    assert candidate.answers() == before
