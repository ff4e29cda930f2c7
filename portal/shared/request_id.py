"""The number of the request that is being answered: in every log line, and for a reader to quote."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Consonants only: it can be read aloud, forms no word, and looks like no other number.
LETTERS = "bcdfghjkmnpqrstvwxz"
GROUPS = 3

_current: ContextVar[str] = ContextVar("request_id", default="")


def new_request_id() -> str:
    """A random id such as "bkrt-mxwq-hgzd" (51 bits) that tells nothing about who asked."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))


def current_request_id() -> str:
    """The id of what this thread or task is at; empty outside a request."""
    return _current.get()


@contextmanager
def numbered() -> Iterator[str]:
    """Everything inside belongs to one new id, in the threads it hands its work to as well."""
    request_id = new_request_id()
    token = _current.set(request_id)
    try:
        yield request_id
    finally:
        _current.reset(token)
