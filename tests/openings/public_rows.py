"""Public openings written straight to their table, random in everything that a filter asks for."""

import random
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portal.openings.models import OpeningChange, PublicOpeningRow
from portal.openings.public import folded
from portal.openings.rules import Kind, Sector, WorkForm
from portal.shared.dates import iso_week

AREAS = (
    "hele-landet",
    "region-syddanmark",
    "fyn",
    "sydjylland",
    "kommune-odense",
    "region-sjaelland",
    "byen-koebenhavn",
)
FIELDS = ("kommunikation-it", "offentlig", "handel-service")
COMPETENCES = ("Formidling", "klarsprog", "plain language", "tekstforfatning", "noget, ingen kender")
LANGUAGES = ("da", "en", "da+en")
WORDS = (
    "nyhedsbrev", "Nyhedsbrevet", "brev", "brevene,", "år", "æbler", "100%", "a_b", "notat", "notatet.",
    "skriv", "læs", "en", "i", "\"citat\"", "back\\slash",
)  # fmt: skip
TODAY = date(2026, 11, 24)


def random_id(draw: random.Random) -> str:
    return str(UUID(int=draw.getrandbits(128), version=4))


def random_row(draw: random.Random, public_id: str = "", **values: object) -> PublicOpeningRow:
    published = TODAY - timedelta(days=draw.randrange(30))
    title = " ".join(draw.choices(WORDS, k=draw.randrange(1, 5)))
    competences = draw.sample(COMPETENCES, draw.randrange(4))
    texts = dict.fromkeys(("day", "learn", "job_goal", "title_en", "tasks_en", "day_en", "learn_en"), "")
    row = PublicOpeningRow(
        id=public_id or random_id(draw), type=draw.choice([*Kind]).value, title=title, tasks=title, mentor="",
        competences=competences, field=draw.choice(FIELDS), area=draw.choice(AREAS),
        sector=draw.choice([*Sector]).value, hours=draw.choice([None, 1, 15, 16, 25, 26, 37]), start=None,
        weeks=4, language=draw.choice(LANGUAGES), work_form=draw.choice([*WorkForm]).value,
        talent=draw.random() < 0.3, named=False, published_week=iso_week(published),
        expires_week=iso_week(published + timedelta(days=30)),
        expires_on=TODAY + timedelta(days=draw.randrange(-2, 30)),
        folded=folded(f"{title} {' '.join(competences)}"), **texts,
    )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    return row


def put(session: Session, *rows: PublicOpeningRow) -> None:
    """Writes them and says so in the feed of changes, as publication does."""
    for row in rows:
        session.merge(row)
        session.add(OpeningChange(public_id=row.id))
    session.flush()


def take_away(session: Session, public_id: str) -> None:
    session.delete(session.get_one(PublicOpeningRow, public_id))
    session.add(OpeningChange(public_id=public_id))
    session.flush()
