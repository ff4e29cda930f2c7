"""Two signatures under one approval: never the same person's, and of words that cannot be moved about."""

import unicodedata
from typing import Annotated

from pydantic import Field

# A line that could hold two would let a sentence move from one field to the next under the same signature.
OneLine = Annotated[str, Field(min_length=1, pattern=r"^[^\r\n]+$")]


def is_one_person(one: str, other: str) -> bool:
    """Whether two signatures bear the same name as it is read, however it is spaced, cased or encoded."""
    return _as_read(one) == _as_read(other)


def _as_read(name: str) -> str:
    seen = (letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf")
    return " ".join("".join(seen).split()).casefold()
