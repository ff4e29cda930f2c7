"""Who acts: a signed-in member of staff, detached from the database."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    EMPLOYMENT_CONSULTANT = "employment-consultant"
    COMPANY_CONSULTANT = "company-consultant"
    EDITOR = "editor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Actor:
    """A member of staff in one session; `desk_secret` is derived from the session token."""

    user_id: str
    name: str
    email: str
    role: Role
    team_id: str
    session_id: str
    desk_secret: bytes = field(repr=False, default=b"")
