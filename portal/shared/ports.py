"""What one domain may ask of another; app.py joins them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sqlalchemy.orm import Session


class PublishedOpenings(Protocol):
    """Titles of published openings, for those who hold only their public ids."""

    def titles(self, session: Session, ids: Sequence[str]) -> Mapping[str, str]: ...


class ReceiptParts(Protocol):
    """What a page that has shown a module's explanations can take along to a receipt."""

    def part(self, module_id: str) -> str | None: ...

    def carried(self, typed: Iterable[str]) -> list[str]: ...
