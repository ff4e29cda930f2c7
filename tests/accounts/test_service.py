"""Sessions, passwords and members of staff against a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from portal.accounts import service, user_service
from portal.accounts.models import StaffSession, StartLink, User
from portal.accounts.password_service import HASHER, NOBODY, hash_password, password_is_right
from portal.shared.actors import Role
from portal.shared.audit import AuditRow
from portal.shared.audit_chain import verify
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.errors import Gone, NotAllowedNow

PASSWORD = "cykel regn trappe fisk"


@pytest.fixture
def karin(database: Database, clock: FrozenClock) -> str:
    """A consultant with a password; her id."""
    with database.writing() as session:
        user_service.add_user(
            session,
            clock,
            email="Karin@Eksempelby.example",
            role=Role.EMPLOYMENT_CONSULTANT,
            team="Team Akademikere",
            name="Karin Lund",
        )
        user = session.scalars(select(User)).one()
        user.password_hash = hash_password(PASSWORD)
        return user.id


def begin(database: Database, clock: FrozenClock, user_id: str, *, replaces: str | None = None) -> str:
    with database.writing() as session:
        token = service.start_session(session, clock, user_id, replaces=replaces)
    assert token is not None
    return token


def events(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.position))
        return [(row.event, row.subject) for row in rows]


def test_the_right_password_is_accepted_in_any_case_of_the_address(database: Database, karin: str) -> None:
    assert service.authenticate(database, "KARIN@eksempelby.example ", PASSWORD) == service.Authenticated(
        karin, accepted=True
    )


def test_a_wrong_password_and_an_unknown_address_are_refused(database: Database, karin: str) -> None:
    wrong = service.authenticate(database, "karin@eksempelby.example", PASSWORD + "!")
    unknown = service.authenticate(database, "nobody@eksempelby.example", PASSWORD)

    assert not wrong.accepted
    assert not unknown.accepted
    assert unknown.user_id is None


@pytest.mark.full_cost
def test_an_unknown_address_costs_the_work_of_a_known_one() -> None:
    assert not HASHER.check_needs_rehash(NOBODY)
    assert hash_password(PASSWORD).split("$")[3] == NOBODY.split("$")[3] == "m=65536,t=3,p=1"
    assert not password_is_right(None, PASSWORD)


def test_a_password_counts_whole_and_in_every_normal_form() -> None:
    long = "skov " * 300
    stored = hash_password(long + "søen ved Aarhus")

    assert password_is_right(stored, long + "søen ved Aarhus")
    assert not password_is_right(stored, long + "søen ved Odense")
    assert password_is_right(hash_password("år og dag, sø og strand"), "a\u030ar og dag, sø og strand")


def test_a_user_without_a_password_cannot_sign_in(database: Database, clock: FrozenClock, karin: str) -> None:
    with database.writing() as session:
        session.get_one(User, karin).password_hash = None

    assert not service.authenticate(database, "karin@eksempelby.example", "").accepted


def test_the_cookie_finds_its_actor_and_the_database_does_not_hold_it(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    token = begin(database, clock, karin)

    actor = service.find_actor(database, clock, token)

    assert actor is not None
    assert (actor.name, actor.role, len(actor.desk_secret)) == ("Karin Lund", Role.EMPLOYMENT_CONSULTANT, 32)
    assert actor.session_id != token
    with database.reading() as session:
        assert token not in str(session.execute(text("SELECT * FROM staff_sessions")).all())
    assert token not in repr(actor)
    assert service.find_actor(database, clock, token[:-1]) is None


def test_every_session_has_a_desk_secret_of_its_own(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    actors = [service.find_actor(database, clock, begin(database, clock, karin)) for _ in range(2)]

    assert actors[0] and actors[1] and actors[0].desk_secret != actors[1].desk_secret


def test_a_session_dies_of_idleness(database: Database, clock: FrozenClock, karin: str) -> None:
    token = begin(database, clock, karin)
    clock.advance(timedelta(minutes=31))

    assert service.find_actor(database, clock, token) is None


def test_use_keeps_a_session_alive_until_ten_hours_are_over(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    token = begin(database, clock, karin)
    for _ in range(23):
        clock.advance(timedelta(minutes=25))
        assert service.find_actor(database, clock, token) is not None

    clock.advance(timedelta(minutes=25))

    assert service.find_actor(database, clock, token) is None


def test_the_last_use_is_written_at_most_once_a_minute(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    token = begin(database, clock, karin)
    began = clock.now()
    clock.advance(timedelta(seconds=50))
    service.find_actor(database, clock, token)
    with database.reading() as session:
        assert session.scalars(select(StaffSession.last_used_at)).one() == began

    clock.advance(timedelta(seconds=10))
    service.find_actor(database, clock, token)

    with database.reading() as session:
        assert session.scalars(select(StaffSession.last_used_at)).one() == clock.now()


def test_a_new_sign_in_ends_the_earlier_session_of_the_browser(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    earlier = begin(database, clock, karin)

    later = begin(database, clock, karin, replaces=earlier)

    assert service.find_actor(database, clock, earlier) is None
    assert service.find_actor(database, clock, later) is not None


def test_sign_out_kills_the_session_at_once_and_only_that_one(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    here, there = begin(database, clock, karin), begin(database, clock, karin)
    actor = service.find_actor(database, clock, here)
    assert actor is not None

    with database.writing() as session:
        service.end_session(session, clock, actor)

    assert service.find_actor(database, clock, here) is None
    assert service.find_actor(database, clock, there) is not None
    assert events(database)[-1] == ("account:session:end", f"user:{karin}")


def test_a_disabled_user_is_out_at_once_and_cannot_come_back(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    token = begin(database, clock, karin)

    with database.writing() as session:
        user_service.disable_user(session, clock, "karin@eksempelby.example")

    assert service.find_actor(database, clock, token) is None
    assert not service.authenticate(database, "karin@eksempelby.example", PASSWORD).accepted
    with database.writing() as session:
        assert service.start_session(session, clock, karin) is None
        with pytest.raises(NotAllowedNow):
            user_service.make_start_link(session, clock, "karin@eksempelby.example")


def test_a_one_time_link_sets_the_password_once_and_ends_every_session(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    session_token = begin(database, clock, karin)
    with database.writing() as session:
        link = user_service.make_start_link(session, clock, "karin@eksempelby.example")
    new_hash = hash_password("lampe hest ribs tag")

    with database.writing() as session:
        service.set_password(session, clock, link, new_hash)

    assert service.find_actor(database, clock, session_token) is None
    assert service.authenticate(database, "karin@eksempelby.example", "lampe hest ribs tag").accepted
    assert not service.authenticate(database, "karin@eksempelby.example", PASSWORD).accepted
    with pytest.raises(Gone), database.writing() as session:
        service.set_password(session, clock, link, hash_password(PASSWORD))


def test_a_link_dies_when_a_newer_one_is_made_and_after_a_week(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    with database.writing() as session:
        older = user_service.make_start_link(session, clock, "karin@eksempelby.example")
        newer = user_service.make_start_link(session, clock, "karin@eksempelby.example")
        assert newer not in str(session.execute(text("SELECT * FROM start_links")).all())

    assert service.user_of_link(database, clock, newer).id == karin
    with pytest.raises(Gone):
        service.user_of_link(database, clock, older)
    clock.advance(timedelta(days=7))
    with pytest.raises(Gone):
        service.user_of_link(database, clock, newer)


def test_the_same_address_cannot_be_added_twice(database: Database, clock: FrozenClock, karin: str) -> None:
    with pytest.raises(NotAllowedNow), database.writing() as session:
        user_service.add_user(
            session, clock, email="KARIN@eksempelby.example", role=Role.EDITOR, team="Team Erhverv"
        )

    with database.reading() as session:
        assert session.scalars(select(User.email)).all() == ["karin@eksempelby.example"]


def test_purging_deletes_what_is_over_and_keeps_what_lives(
    database: Database, clock: FrozenClock, karin: str
) -> None:
    begin(database, clock, karin)
    clock.advance(timedelta(days=8))
    living = begin(database, clock, karin)

    with database.writing() as session:
        service.purge(session, clock)

    with database.reading() as session:
        assert session.scalars(select(StaffSession.token_hash)).all() == [service.hash_token(living)]
        assert session.scalars(select(StartLink.id)).all() == []


def test_the_demonstration_has_every_role_and_passwords_that_work(
    database: Database, clock: FrozenClock
) -> None:
    with database.writing() as session:
        users = user_service.create_demo_users(session, clock)

    roles = [user["role"] for user in users]
    assert sorted(roles) == sorted([*[role.value for role in Role], "company-consultant"])
    assert len({user["password"] for user in users}) == len(users)
    assert all(user["email"].endswith(".example") for user in users)
    assert service.authenticate(database, users[0]["email"], users[0]["password"]).accepted


def test_the_audit_chain_holds_over_all_of_it(database: Database, clock: FrozenClock, karin: str) -> None:
    begin(database, clock, karin)
    with database.writing() as session:
        service.record_refusal(session, clock, None)

    assert [event for event, _ in events(database)] == [
        "account:user:add",
        "account:session:begin",
        "account:session:refuse",
    ]
    assert events(database)[-1][1] == "user:unknown"
    with database.reading() as session:
        assert verify(session) == []
