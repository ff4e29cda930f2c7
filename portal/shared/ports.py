"""What one domain may ask of another; app.py joins them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy.orm import Session


class PublishedOpenings(Protocol):
    """Titles of published openings, for those who hold only their public ids."""

    def titles(self, session: Session, ids: Sequence[str]) -> Mapping[str, str]: ...
