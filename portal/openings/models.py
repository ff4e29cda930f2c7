"""Tables of openings: internal ones, and the public projection that knows no company."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.openings.rules import Kind, Sector, State, WorkForm
from portal.shared.database import Base, new_id
from portal.shared.internal_tables import INTERNAL, PUBLIC


def _one_of(column: str, values: type[Kind] | type[Sector] | type[State] | type[WorkForm]) -> str:
    listed = ", ".join(f"'{value.value}'" for value in values)
    return f"{column} IN ({listed})"


class Company(Base):
    """A company as the team knows it; nothing here is ever public."""

    __tablename__ = "companies"
    __table_args__ = (CheckConstraint(_one_of("sector", Sector), name="sector"), INTERNAL)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    former_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    parent: Mapped[str] = mapped_column(String(200), default="")
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    brands: Mapped[list[str]] = mapped_column(JSON, default=list)
    cvr: Mapped[str] = mapped_column(String(20), default="")
    pnumber: Mapped[str] = mapped_column(String(20), default="")
    domain: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_role: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    municipality: Mapped[str] = mapped_column(String(60))
    branch: Mapped[str] = mapped_column(String(120), default="")
    size_class: Mapped[str] = mapped_column(String(20), default="")
    sector: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    # The area once published for the company; later openings may only be coarser.
    public_area: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Opening(Base):
    """An opening as the team writes it; the public sees only its projection."""

    __tablename__ = "openings"
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="state"),
        CheckConstraint(_one_of("type", Kind), name="type"),
        CheckConstraint(_one_of("work_form", WorkForm), name="work_form"),
        CheckConstraint(
            "state <> 'published' OR (public_id IS NOT NULL AND published_on IS NOT NULL "
            "AND expires_on IS NOT NULL AND company_yes_on IS NOT NULL AND approved_digest IS NOT NULL)",
            name="published_is_whole",
        ),
        Index("ix_openings_desk", "team_id", "state"),
        INTERNAL,
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    writer_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=State.DRAFT.value)

    type: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    tasks: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[str] = mapped_column(Text, default="")
    learn: Mapped[str] = mapped_column(Text, default="")
    job_goal: Mapped[str] = mapped_column(Text, default="")
    mentor: Mapped[str] = mapped_column(String(200), default="")
    competences: Mapped[list[str]] = mapped_column(JSON, default=list)
    field: Mapped[str] = mapped_column(String(40), default="")
    hours: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[date | None] = mapped_column(Date)
    weeks: Mapped[int | None] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(10), default="da")
    work_form: Mapped[str] = mapped_column(String(10), default=WorkForm.ON_SITE.value)
    title_en: Mapped[str] = mapped_column(String(200), default="")
    tasks_en: Mapped[str] = mapped_column(Text, default="")
    day_en: Mapped[str] = mapped_column(Text, default="")
    learn_en: Mapped[str] = mapped_column(Text, default="")

    # A talent task is a label on a legal form, never a form of its own.
    talent: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    # The company's own dated choice to stand with its name.
    named: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    named_on: Mapped[date | None] = mapped_column(Date)
    quality: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    max_candidates: Mapped[int | None] = mapped_column(Integer)
    company_yes_on: Mapped[date | None] = mapped_column(Date)
    # The digest of the public text that the company said yes to.
    yes_digest: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    reader_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime | None]
    team_told_at: Mapped[datetime | None]
    # The last warning that was sent of this expiry, in days before it.
    warned_days: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(30), default="", server_default="")
    outcome_reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    # Whether the company was asked for more tasks and had some.
    more_work: Mapped[bool | None] = mapped_column(Boolean)

    public_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    approved_digest: Mapped[str | None] = mapped_column(String(64))
    published_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date, index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class OpeningTransition(Base):
    """One step in an opening's life: who, when, and the note that went with it."""

    __tablename__ = "opening_transitions"
    __table_args__ = (UniqueConstraint("opening_id", "position"), INTERNAL)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    opening_id: Mapped[str] = mapped_column(ForeignKey("openings.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(String(20))
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str | None] = mapped_column(String(36))
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class OpeningReview(Base):
    """One second reading of one text; guesses are kept as counts, never as words."""

    __tablename__ = "opening_reviews"
    __table_args__ = (CheckConstraint("hits >= 0 AND hits <= guesses", name="hits"), INTERNAL)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    opening_id: Mapped[str] = mapped_column(ForeignKey("openings.id"), index=True)
    reviewer_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    digest: Mapped[str] = mapped_column(String(64))
    guesses: Mapped[int] = mapped_column(Integer)
    hits: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str | None] = mapped_column(String(20))
    reasons: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class PublishedGeneralisation(Base):
    """How a company was generalised each time it was published: what readers may hold beside each other."""

    __tablename__ = "published_generalisations"
    __table_args__ = (INTERNAL,)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"), index=True)
    opening_id: Mapped[str] = mapped_column(ForeignKey("openings.id"), index=True)
    area: Mapped[str] = mapped_column(String(60))
    field: Mapped[str] = mapped_column(String(40))
    sector: Mapped[str] = mapped_column(String(10))
    # In both languages, as it stood: the opening's own may have been changed since.
    title: Mapped[str] = mapped_column(String(401), default="", server_default="")
    published_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)


class LoadedCounts(Base):
    """A table of how many companies there are, as it was loaded; the newest counts."""

    __tablename__ = "count_tables"
    __table_args__ = (INTERNAL,)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    source: Mapped[str] = mapped_column(String(200))
    period: Mapped[str] = mapped_column(String(40))
    loaded_at: Mapped[datetime]
    loaded_by: Mapped[str | None] = mapped_column(String(36))
    content: Mapped[str] = mapped_column(Text)


class OpeningNote(Base):
    """What somebody says is wrong with a public opening; the words are sealed."""

    __tablename__ = "opening_notes"
    __table_args__ = (INTERNAL,)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    public_id: Mapped[str] = mapped_column(String(36), index=True)
    reason: Mapped[str] = mapped_column(String(30))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    purge_on: Mapped[date] = mapped_column(Date, index=True)


class PublicOpeningRow(Base):
    """What everybody may read, and nothing else: no key leads from here to a company."""

    __tablename__ = "public_openings"
    __table_args__ = (Index("ix_public_openings_order", "published_week", "id"), PUBLIC)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    type: Mapped[str] = mapped_column(String(20), index=True)
    title: Mapped[str] = mapped_column(String(200))
    tasks: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(Text)
    learn: Mapped[str] = mapped_column(Text)
    job_goal: Mapped[str] = mapped_column(Text)
    mentor: Mapped[str] = mapped_column(String(200))
    competences: Mapped[list[str]] = mapped_column(JSON)
    field: Mapped[str] = mapped_column(String(40), index=True)
    area: Mapped[str] = mapped_column(String(60), index=True)
    sector: Mapped[str] = mapped_column(String(10))
    hours: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[date | None] = mapped_column(Date)
    weeks: Mapped[int | None] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(10))
    work_form: Mapped[str] = mapped_column(String(10))
    title_en: Mapped[str] = mapped_column(String(200))
    tasks_en: Mapped[str] = mapped_column(Text)
    day_en: Mapped[str] = mapped_column(Text)
    learn_en: Mapped[str] = mapped_column(Text)
    talent: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    named: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    published_week: Mapped[str] = mapped_column(String(8))
    expires_week: Mapped[str] = mapped_column(String(8))
    # The day decides what is shown; only the week is ever written out.
    expires_on: Mapped[date] = mapped_column(Date, index=True)
    folded: Mapped[str] = mapped_column(Text)


class GoneOpening(Base):
    """What is left of an opening that was taken down: enough to point at three that resemble it."""

    __tablename__ = "gone_openings"
    __table_args__ = PUBLIC
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    field: Mapped[str] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(60))
    filled: Mapped[bool] = mapped_column(Boolean, default=False)
    paused: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class OpeningDesk(Base):
    """Who answers for a public opening: all that an enquiry from a stranger may look up."""

    __tablename__ = "opening_desks"
    __table_args__ = INTERNAL
    public_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"))


class OpeningChange(Base):
    """The feed the search index follows: a public id whose projection came, changed or went."""

    __tablename__ = "opening_changes"
    __table_args__ = {**PUBLIC, "sqlite_autoincrement": True}  # noqa: RUF012  (SQLAlchemy reads the plain dict)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    public_id: Mapped[str] = mapped_column(String(36), index=True)
