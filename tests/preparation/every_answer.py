"""An `Answers` with a word in every place there is, made from the types: no new place is forgotten."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

# Shown whatever was chosen: about the conversation, the fields of work, which conversation it is.
ALWAYS = ("meeting", "fields", "round_on")
# The candidate's alone whatever was chosen.
NEVER = ("modules", "saved", "revisions", "drafts", "unsure", "lines_before")


@dataclass(frozen=True)
class Word:
    """A word, where it stands, and whether what governs it says that it is shown (None: nothing does)."""

    text: str
    path: str
    shown: bool | None


def fill(kind: Any, flag: Callable[[], bool]) -> Any:
    """A value of the type with a new word in every text and what `flag` says in every truth value."""
    numbers = itertools.count(1)

    def made(kind: Any) -> Any:
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            return kind(**{one.name: made(hints[one.name]) for one in fields(kind)})  # type: ignore[operator]
        if kind is str:
            return f"ord{next(numbers)}slut"
        if kind is bool:
            return flag()
        if kind is int:
            return next(numbers)
        origin, inner = get_origin(kind), get_args(kind)
        if origin is tuple:
            return (made(inner[0]), made(inner[0]))
        if origin is not None and issubclass(origin, Mapping):
            return {made(inner[0]): made(inner[1])}
        raise AssertionError(f"say here how a {kind} is filled in")

    return made(kind)


def words_in(value: Any, path: str = "", shown: bool | None = None) -> Iterator[Word]:
    """Every word in the value; what is not shown hides all that stands inside it."""
    if isinstance(value, str):
        yield Word(value, path, shown)
    elif is_dataclass(value):
        here = _both(shown, getattr(value, "shown", None))
        for one in fields(value):
            own = getattr(value, f"{one.name}_shown", None)
            governed = _both(here if own is None else shown, own)
            # What has a choice of its own goes by that.
            inner = getattr(value, one.name)
            free = is_dataclass(inner) or (isinstance(inner, tuple) and any(is_dataclass(i) for i in inner))
            has_own = free and any(
                hasattr(i, "shown") for i in (inner if isinstance(inner, tuple) else (inner,))
            )
            yield from words_in(inner, f"{path}.{one.name}".strip("."), shown if has_own else governed)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from words_in(key, path, shown)
            yield from words_in(inner, path, shown)
    elif isinstance(value, tuple):
        for inner in value:
            yield from words_in(inner, path, shown)


def _both(outer: bool | None, own: bool | None) -> bool | None:
    return outer if own is None else own if outer is None else outer and own


def judged(answers: Any) -> Iterator[Word]:
    """The words, each with whether a consultant may read it; fails for one that nothing decides about."""
    for word in words_in(answers):
        top = word.path.split(".")[0]
        if top in ALWAYS or top in NEVER:
            yield Word(word.text, word.path, top in ALWAYS)
            continue
        assert word.shown is not None, f"nothing says whether a consultant may read {word.path}"
        yield word
