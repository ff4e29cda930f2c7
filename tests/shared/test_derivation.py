"""Slow derivation: two at a time, a short queue, then a kind refusal."""

import contextvars
import threading
from collections.abc import Callable

import pytest

from portal.shared import derivation
from portal.shared.derivation import CONVERSATION_CODE, OWNER_CODE, Cost, derive_slowly
from portal.shared.errors import Unavailable

QUICK = Cost(memory=64, passes=1)
SALT = b"s" * 16


def in_threads(count: int, work: Callable[[], object]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_the_same_secret_and_salt_give_the_same_key() -> None:
    key = derive_slowly("ABC", SALT, QUICK)
    assert len(key) == 32
    assert key == derive_slowly("ABC", SALT, QUICK)
    assert key != derive_slowly("ABD", SALT, QUICK)
    assert key != derive_slowly("ABC", b"t" * 16, QUICK)
    assert key != derive_slowly("ABC", SALT, Cost(memory=64, passes=2))


def test_the_costs_are_those_that_docs_security_promises() -> None:
    assert (OWNER_CODE.memory, OWNER_CODE.passes) == (19 * 1024, 2)
    assert (CONVERSATION_CODE.memory, CONVERSATION_CODE.passes) == (64 * 1024, 3)


def test_never_more_than_two_derive_at_once() -> None:
    at_work, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(derivation.AT_ONCE, timeout=5)

    def work() -> None:
        nonlocal at_work, most
        with derivation.derivation_place():
            with lock:
                at_work += 1
                most = max(most, at_work)
            together.wait()
            with lock:
                at_work -= 1

    for thread in in_threads(8, work):
        thread.join(10)
    assert most == derivation.AT_ONCE


def test_when_too_many_wait_the_next_is_told_to_come_back() -> None:
    go, inside = threading.Event(), threading.Semaphore(0)

    def work() -> None:
        inside.release()
        with derivation.derivation_place():
            go.wait(10)

    room = derivation.AT_ONCE + derivation.WAITING
    threads = in_threads(room, work)
    try:
        for _ in range(room):
            assert inside.acquire(timeout=5)
        with pytest.raises(Unavailable) as refused:
            _until_refused()
    finally:
        go.set()
        for thread in threads:
            thread.join(10)
    assert refused.value.retry_after
    assert derive_slowly("ABC", SALT, QUICK)


def _until_refused() -> None:
    # The last thread may not have taken its place yet: it then takes one of the few places still free.
    for _ in range(200):
        if derivation._queue._value == 0:
            break
        threading.Event().wait(0.01)
    derive_slowly("ABC", SALT, QUICK)


def test_who_was_admitted_takes_no_second_room_and_gives_it_back() -> None:
    room = derivation._queue._value
    with derivation.admission():
        assert derive_slowly("ABC", SALT, QUICK)
        assert derivation._queue._value == room - 1
    assert derivation._queue._value == room
    derive_slowly("ABC", SALT, QUICK)


def test_a_flood_is_refused_before_anything_else_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derivation, "_queue", threading.BoundedSemaphore(1))
    with derivation.admission():
        refused = []

        def work() -> None:
            try:
                with derivation.admission():
                    refused.append("let in")
            except Unavailable as unavailable:
                refused.append(str(unavailable.retry_after))

        for thread in in_threads(2, work):
            thread.join(10)
    assert refused == ["5", "5"]


def test_who_was_admitted_takes_no_second_place_and_is_not_counted_as_refused() -> None:
    refused = derivation.measures.DERIVATIONS_REFUSED
    go, inside = threading.Event(), threading.Semaphore(0)

    def wait_inside() -> None:
        with derivation.admission():
            inside.release()
            go.wait(10)

    threads = in_threads(derivation.AT_ONCE + derivation.WAITING - 1, wait_inside)
    try:
        for _ in threads:
            assert inside.acquire(timeout=5)
        before = refused._value.get()
        with derivation.admission():
            assert derive_slowly("ABC", SALT, QUICK)
            assert refused._value.get() == before
            with pytest.raises(Unavailable):
                in_another_context(lambda: derive_slowly("ABC", SALT, QUICK))
        assert refused._value.get() == before + 1
    finally:
        go.set()
        for thread in threads:
            thread.join(10)


def in_another_context(work: Callable[[], object]) -> object:
    return contextvars.Context().run(work)
