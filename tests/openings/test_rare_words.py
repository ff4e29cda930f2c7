"""A word that only one company uses leads from one of its anonymous openings to the other (attack 45)."""

from collections.abc import Sequence

import pytest

from portal.openings.detector.words import Dictionary, common_words
from portal.openings.models import Opening
from portal.openings.rare_words import rare_words
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import AN_OPENING, Desk

ODD = "Du passer vores vibroklapper og skriver ned, hvad den gør."


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def whole() -> Dictionary:
    """A dictionary that knows every word here but the odd one."""
    one = AN_OPENING
    texts = " ".join((ODD, one.title, one.tasks, one.day, one.learn, one.job_goal, "ryd op i et kartotek"))
    words = {word.strip(".,").lower() for word in f"{texts} marketingansvarlig".split()}
    return Dictionary(frozenset(words - {"vibroklapper"}) | common_words().words, complete=True)


def found(desk: Desk, opening: Opening, dictionary: Dictionary) -> Sequence[str]:
    with desk.database.reading() as session:
        return rare_words(session, opening, dictionary)


def test_an_odd_word_in_two_openings_of_one_company_is_pointed_out(desk: Desk, whole: Dictionary) -> None:
    company = desk.company()
    desk.published(company, tasks=ODD)
    assert found(desk, desk.draft(company, title="Ryd op i et kartotek", tasks=ODD), whole) == (
        "vibroklapper",
    )
    assert found(desk, desk.draft(company, title="Ryd op i et kartotek"), whole) == ()


def test_a_word_that_others_use_too_leads_nowhere(desk: Desk, whole: Dictionary) -> None:
    company = desk.company()
    desk.published(company, tasks=ODD)
    desk.published(desk.company(name="Havlund Tekstil A/S", aliases=(), brands=(), domain=""), tasks=ODD)
    assert found(desk, desk.draft(company, title="Ryd op i et kartotek", tasks=ODD), whole) == ()


def test_a_draft_that_nobody_saw_and_a_small_dictionary_say_nothing(desk: Desk, whole: Dictionary) -> None:
    company = desk.company()
    desk.draft(company, tasks=ODD)
    second = desk.draft(company, tasks=ODD)
    assert found(desk, second, whole) == ()
    desk.published(company, tasks=ODD)
    assert found(desk, second, common_words()) == ()
    assert found(desk, second, whole) == ("vibroklapper",)
