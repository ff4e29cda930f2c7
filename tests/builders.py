"""Builders of what many tests need: an app, a team, a member of staff who is signed in."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI
from sqlalchemy.orm import Session

from portal.accounts.models import Team, User
from portal.shared.actors import Actor, Role
from portal.shared.database import Database, new_id
from tests.page import PageClient


def make_team(session: Session, name: str = "Team Akademikere") -> Team:
    team = Team(id=new_id(), name=name)
    session.add(team)
    session.flush()
    return team


def make_user(session: Session, team_id: str, role: Role, name: str = "") -> User:
    handle = f"{role.value}-{secrets.token_hex(4)}"
    user = User(
        id=new_id(),
        email=f"{handle}@eksempelby.example",
        name=name or handle,
        role=role.value,
        team_id=team_id,
    )
    session.add(user)
    session.flush()
    return user


def actor_of(user: User) -> Actor:
    return Actor(
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=Role(user.role),
        team_id=user.team_id,
        session_id=new_id(),
        desk_secret=secrets.token_bytes(32),
    )


@dataclass
class Staff:
    """Signs members of staff in by handing the app their token, and remembers their actors."""

    app: FastAPI
    database: Database
    team_id: str

    def actor(self, role: Role, team_id: str | None = None) -> Actor:
        with self.database.writing() as session:
            return actor_of(make_user(session, team_id or self.team_id, role))

    def client(self, actor: Actor) -> PageClient:
        """A client that is signed in as the actor; the sign-in itself is tested in accounts."""
        token = secrets.token_urlsafe(24)
        known: Callable[[str], Actor | None] = self.app.state.find_actor
        self.app.state.find_actor = lambda asked: actor if asked == token else known(asked)
        client = PageClient(self.app)
        client.http.cookies.set("staff", token)
        return client

    def sign_in(self, role: Role, team_id: str | None = None) -> PageClient:
        return self.client(self.actor(role, team_id))
