"""Links that carry a right: one address for all of them, and one answer to all that lead nowhere."""

from datetime import timedelta

import pytest

from portal.shared import capability
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from tests.page import PageClient


def issued(database: Database, clock: FrozenClock, purpose: str) -> str:
    with database.writing() as session:
        expires_at = clock.now() + timedelta(hours=1)
        return capability.issue(session, purpose=purpose, subject="x", expires_at=expires_at)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_for_what_no_page_answers_is_met_as_an_unknown_one(
    client: PageClient, database: Database, clock: FrozenClock, method: str
) -> None:
    token = issued(database, clock, "noget, vi ikke har")
    answers = [client.http.request(method, f"/l/{asked}") for asked in (token, "findes-ikke")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Linket virker ikke" in answers[0].text and "Linket virker ikke" in answers[1].text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_has_expired_is_met_as_an_unknown_one(
    client: PageClient, database: Database, clock: FrozenClock, method: str
) -> None:
    token = issued(database, clock, "enquiry")
    clock.advance(timedelta(hours=1))
    assert "Linket virker ikke" in client.http.request(method, f"/l/{token}").text
