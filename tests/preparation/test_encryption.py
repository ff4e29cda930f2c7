"""What a thief can and cannot read: the database, the ring, the program and a code in every combination."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import text

from portal.preparation import service
from portal.preparation.models import Preparation, SharedCopy
from portal.preparation.service import WrongCodeError
from portal.preparation.vault_service import COST, Wrap, new_wrap
from portal.shared.actors import Role
from portal.shared.codes import Code, CodeKind, read_code
from portal.shared.database import Database
from portal.shared.derivation import CONVERSATION_CODE, OWNER_CODE, derive_slowly
from portal.shared.errors import Unavailable
from portal.shared.keyring import KeyRing, KeyRingError
from portal.shared.sealing import WrongKeyError, derive, unseal, unseal_with_ring
from tests.builders import Staff
from tests.databases import contents_of, rows_of
from tests.preparation.builders import AN_ANSWER, HIDDEN, SHOWN, Candidate, House

Dump = Mapping[str, Sequence[Mapping[str, Any]]]


class Thief:
    """Has the database and the program; tries every key it holds on every sealed column there is."""

    def __init__(
        self, stolen: Dump, ring: KeyRing | None, *codes: str, cookies: tuple[str, ...] = ()
    ) -> None:
        self.stolen = stolen
        self.ring = ring
        self.keys: set[bytes] = {derive(cookie.encode(), "form session") for cookie in cookies}
        self.read: list[bytes] = []
        self.blobs = dict(self._blobs())
        for typed in codes:
            self._derive(read_code(typed))
        while self._try_everything():
            pass

    @property
    def content(self) -> str:
        return b"\n".join(self.read).decode("utf-8", "replace")

    def _blobs(self) -> Iterator[tuple[bytes, list[bytes]]]:
        prefixes = ("answers", "copy", "session", "desk", "outbox", "wrap:owner", "wrap:conversation")
        for row in (row for rows in self.stolen.values() for row in rows):
            words = [value for value in row.values() if isinstance(value, str)]
            places = [f"{prefix}:{word}".encode() for prefix in prefixes for word in words]
            sealed = [value for value in row.values() if isinstance(value, bytes) and len(value) > 16]
            yield from ((value, places) for value in sealed)

    def _derive(self, code: Code) -> None:
        for table in ("preparations", "preparation_copies"):
            for row in self.stolen[table]:
                self.keys.add(derive_slowly(code.secret, row["salt"], COST[code.kind]))

    def _try_everything(self) -> bool:
        """Whether something new was opened."""
        opened = {
            plain: places
            for blob, places in list(self.blobs.items())
            for place in places
            for plain in self._try(blob, place)
            if plain not in self.blobs
        }
        self.blobs |= opened
        self.read += opened
        self.keys |= {plain for plain in opened if len(plain) == 32}
        self.keys |= {bytes.fromhex(p.split(b'"')[3].decode()) for p in opened if p.startswith(b'{"key"')}
        return bool(opened)

    def _try(self, blob: bytes, place: bytes) -> Iterator[bytes]:
        if self.ring is not None:
            with suppress(WrongKeyError, KeyRingError):
                yield unseal_with_ring(self.ring, "forms", blob, aad=place)
        for key in self.keys:
            with suppress(WrongKeyError):
                yield unseal(key, blob, aad=place)


@pytest.fixture
def candidate(house: House) -> Candidate:
    return house.candidate(AN_ANSWER)


def test_with_everything_and_the_owner_code_all_is_read(house: House, candidate: Candidate) -> None:
    candidate.share()
    content = Thief(rows_of(house.database), house.ring, candidate.owner_code).content
    assert SHOWN in content
    assert HIDDEN in content


def test_with_everything_and_the_conversation_code_only_what_is_shown_is_read(
    house: House, candidate: Candidate
) -> None:
    code = candidate.share()
    content = Thief(rows_of(house.database), house.ring, code).content
    assert SHOWN in content
    assert HIDDEN not in content
    assert candidate.owner_code not in content


def test_a_desk_that_has_the_sheet_open_adds_nothing_to_what_is_read(
    house: House, candidate: Candidate, staff: Staff
) -> None:
    code = candidate.share()
    house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), code)
    assert HIDDEN not in Thief(rows_of(house.database), house.ring, code).content


def test_the_database_and_the_ring_without_a_code_read_nothing(house: House, candidate: Candidate) -> None:
    candidate.share()
    content = Thief(rows_of(house.database), house.ring).content
    assert SHOWN not in content
    assert HIDDEN not in content


def test_the_database_and_both_codes_without_the_ring_read_nothing(
    house: House, candidate: Candidate
) -> None:
    conversation = candidate.share()
    assert Thief(rows_of(house.database), None, candidate.owner_code, conversation).read == []


def test_a_cookie_without_the_database_is_only_a_random_number(candidate: Candidate) -> None:
    assert HIDDEN not in candidate.opened.token
    assert len(candidate.opened.token) >= 43


def test_the_database_does_not_hold_the_cookie(candidate: Candidate, database: Database) -> None:
    stored = b"".join(contents_of(database).values())
    assert candidate.opened.preparation_id.encode() in stored
    assert candidate.opened.token.encode() not in stored


@pytest.mark.parametrize("columns", ["sealed", "wrapped_key", "wrapped_key, salt"])
def test_rows_that_changed_places_do_not_open(house: House, candidate: Candidate, columns: str) -> None:
    other = house.candidate(AN_ANSWER)
    with house.database.writing() as session:
        mine = session.get_one(Preparation, candidate.opened.preparation_id)
        its = session.get_one(Preparation, other.opened.preparation_id)
        for column in columns.split(", "):
            moved = getattr(its, column)
            setattr(its, column, getattr(mine, column))
            setattr(mine, column, moved)
    if columns == "sealed":
        with pytest.raises(WrongKeyError):
            candidate.answers()
    else:
        with pytest.raises(WrongCodeError):
            house.resume(candidate.owner_code)


def test_an_older_copy_cannot_take_the_place_of_the_answers(house: House, candidate: Candidate) -> None:
    candidate.share()
    with house.database.writing() as session:
        row = session.get_one(Preparation, candidate.opened.preparation_id)
        row.sealed = session.query(SharedCopy).one().sealed
    with pytest.raises(WrongKeyError):
        candidate.answers()


def test_a_seal_of_one_month_cannot_be_passed_off_as_another_months(
    house: House, candidate: Candidate
) -> None:
    later = house.ring.month_key("forms", house.clock.today())[0].encode()
    with house.database.writing() as session:
        row = session.get_one(Preparation, candidate.opened.preparation_id)
        assert row.sealed[:16] != later
        row.sealed = later + row.sealed[16:]
    with pytest.raises(WrongKeyError):
        candidate.answers()


def test_when_the_month_key_is_destroyed_no_code_and_no_backup_opens_it(
    house: House, candidate: Candidate
) -> None:
    conversation = candidate.share()
    backup = rows_of(house.database)
    shared = candidate.shared()
    assert shared is not None
    with house.database.reading() as session:
        expiry = service.expiry_of(session, candidate.holder)
    for day in (expiry, shared.expires_on):
        house.ring = house.ring.without(house.ring.month_key("forms", day)[0])
    assert Thief(backup, house.ring, candidate.owner_code, conversation).read == []
    with pytest.raises(WrongCodeError):
        house.resume(candidate.owner_code)


@pytest.mark.only_on("sqlite")
def test_deleting_overwrites_what_lay_in_the_file(house: House, candidate: Candidate) -> None:
    with house.database.reading() as session:
        row = session.get_one(Preparation, candidate.opened.preparation_id)
        traces = (row.sealed[64:128], row.wrapped_key[64:128], row.salt)
    candidate.delete()
    with house.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = b"".join(contents_of(house.database).values())
    assert not [trace for trace in traces if trace in stored]


def test_answers_of_every_length_look_the_same(house: House, candidate: Candidate) -> None:
    empty = house.candidate()
    with house.database.reading() as session:
        lengths = {len(row.sealed) for row in session.query(Preparation)}
    assert empty.answers().agenda == ()
    assert len(lengths) == 1


@pytest.mark.parametrize("shared", [False, True])
def test_without_the_table_of_wrong_codes_no_code_opens(
    house: House, candidate: Candidate, staff: Staff, shared: bool
) -> None:
    code = candidate.share() if shared else candidate.owner_code
    with house.database.writing() as session:
        session.execute(text("DROP TABLE preparation_wrong_codes"))
    with pytest.raises(Unavailable):
        if shared:
            house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), code)
        else:
            house.resume(code)


@pytest.mark.full_cost
def test_both_codes_are_derived_at_the_cost_that_was_chosen_for_them(house: House) -> None:
    for kind, cost in ((CodeKind.OWNER, OWNER_CODE), (CodeKind.CONVERSATION, CONVERSATION_CODE)):
        wrap = new_wrap(house.database, kind)
        assert wrap.derived == derive_slowly(wrap.code.secret, wrap.salt, cost)


def test_nothing_that_carries_a_secret_shows_it_when_printed(house: House, candidate: Candidate) -> None:
    wrap = new_wrap(house.database, CodeKind.OWNER)
    assert isinstance(wrap, Wrap)
    code = candidate.share()
    printed = " ".join(map(repr, (candidate.opened, candidate.holder, candidate.shared(), wrap, house.ring)))
    secrets = (
        candidate.opened.token,
        candidate.owner_code[6:],
        code[6:],
        wrap.code.secret,
        repr(wrap.derived)[2:-1],
        repr(candidate.holder.data_key)[2:-1],
    )
    assert not [secret for secret in secrets if secret in printed]
