"""Public pages of openings: list, one opening, what is gone, JSON, feed and PDF."""

import pytest

from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def test_the_list_shows_a_published_opening_in_both_languages(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    assert opening.title in client.get("/opslag").text
    assert opening.title in client.get("/en/openings").text
    page = client.follow(opening.title)
    assert page.heading == opening.title
