"""The traps of test_encryption.py over every answer there is, and what a conversation code cannot do."""

import itertools
from dataclasses import replace

import pytest
from fastapi import FastAPI

from portal.preparation.answers import Answers, Meeting
from portal.shared.actors import Role
from tests.builders import Staff
from tests.databases import rows_of
from tests.page import PageClient
from tests.preparation.builders import Candidate, House
from tests.preparation.every_answer import fill, judged
from tests.preparation.pages import begin, fill_in, share
from tests.preparation.test_encryption import Thief


def every_other_shown() -> Answers:
    flags = itertools.cycle((True, False, False))
    answers = fill(Answers, lambda: next(flags))
    return replace(answers, meeting=Meeting(on="2026-12-01", at="kl. ordklokkenslut"), round_on="2026-11-25")


@pytest.fixture
def candidate(house: House) -> Candidate:
    return house.candidate(every_other_shown())


def words(candidate: Candidate, *, shown: bool | None = None) -> set[str]:
    found = judged(every_other_shown())
    return {word.text for word in found if word.text.startswith("ord") and shown in (None, word.shown)}


def read_by(thief: Thief, candidate: Candidate) -> set[str]:
    return {word for word in words(candidate) if word in thief.content}


def test_there_are_many_words_of_both_kinds(candidate: Candidate) -> None:
    assert len(words(candidate, shown=True)) >= 15
    assert len(words(candidate, shown=False)) >= 40


def test_without_a_code_no_word_of_any_answer_is_read(house: House, candidate: Candidate) -> None:
    candidate.share()
    assert read_by(Thief(rows_of(house.database), house.ring), candidate) == set()


def test_the_conversation_code_reads_what_is_shown_of_every_answer_and_nothing_else(
    house: House, candidate: Candidate, staff: Staff
) -> None:
    code = candidate.share()
    house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), code)
    assert read_by(Thief(rows_of(house.database), house.ring, code), candidate) == words(
        candidate, shown=True
    )


def test_the_owner_code_reads_every_word(house: House, candidate: Candidate) -> None:
    # The meeting's words were replaced; a draft of the step that is saved ends with the save.
    thief = Thief(rows_of(house.database), house.ring, candidate.owner_code)
    assert read_by(thief, candidate) == words(candidate)


def test_what_is_hidden_after_sharing_leaves_the_copy_with_the_next_save(
    house: House, candidate: Candidate
) -> None:
    code = candidate.share()
    hidden = replace(fill(Answers, lambda: False), meeting=Meeting(on="2026-12-01"), round_on="")
    candidate.save(hidden)
    content = Thief(rows_of(house.database), house.ring, code).content
    written = [word for word in judged(hidden) if word.text.startswith("ord")]
    assert len(written) >= 90
    assert [word for word in written if not word.shown and word.text in content] == []


@pytest.mark.parametrize("signed_in", [False, True])
def test_with_a_conversation_code_nothing_is_read_saved_or_deleted_in_the_form(
    client: PageClient, app: FastAPI, staff: Staff, signed_in: bool
) -> None:
    begin(client)
    fill_in(client)
    before = client.get("/forberedelse/ark.txt").html
    code = share(client)
    other = staff.sign_in(Role.EMPLOYMENT_CONSULTANT) if signed_in else PageClient(app)
    other.get("/forberedelse/fortsaet")
    other.submit("fortsaet", code=code, status=422)
    for path in ("tjek", "ark", "ark.txt", "ark.pdf", "del", "vis", "samtalekode", "slet", "dagsorden"):
        answer = other.http.get(f"/forberedelse/{path}", follow_redirects=True)
        assert "Mit skjulte punkt" not in answer.text and "Mit punkt" not in answer.text
    for path in ("dagsorden", "slet", "del", "vis", "traek-tilbage", "ny-kode"):
        other.http.post(f"/forberedelse/{path}", data={"item1": "en andens", "code": code, "sure": "y"})
    assert client.get("/forberedelse/ark.txt").html == before
    assert code.replace("-", "") in client.get("/forberedelse/samtalekode").html.replace("-", "")
