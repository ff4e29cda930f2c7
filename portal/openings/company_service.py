"""Companies: entered once by a team, seen by that team alone, never by the public."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.openings.counts_service import ground_of
from portal.openings.gate import Examination, examine, still_holds
from portal.openings.life_service import move
from portal.openings.models import Company, Opening, PublicOpeningRow
from portal.openings.publication import area_of
from portal.openings.rules import Action, State
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.danish_order import danish_order
from portal.shared.database import Database
from portal.shared.errors import NotFound
from portal.shared.texts import N_

PLACE = frozenset({"municipality", "branch", "sector"})
NOW_LEAKS = N_("Virksomhedens oplysninger er ændret, og opslaget røber den nu. Ret teksten.")
PLACE_CHANGED = N_(
    "Virksomhedens kommune, branche eller sektor er ændret. Se opslaget igennem. Skal det nu stå med et "
    "andet område, skal en kollega læse det igen."
)


@dataclass(frozen=True)
class CompanyFields:
    """What a consultant may write about a company."""

    name: str
    municipality: str
    sector: str
    former_names: tuple[str, ...] = ()
    parent: str = ""
    aliases: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    cvr: str = ""
    pnumber: str = ""
    domain: str = ""
    address: str = ""
    contact_name: str = ""
    contact_role: str = ""
    phone: str = ""
    email: str = ""
    branch: str = ""
    size_class: str = ""
    note: str = ""


@dataclass(frozen=True)
class CompanyLine:
    """A company in the team's list, with how many of its openings are published."""

    id: str
    name: str
    municipality: str
    published: int


def companies_of(actor: Actor) -> Select[Company]:
    return select(Company).where(Company.team_id == actor.team_id)


def find_company(session: Session, actor: Actor, company_id: str) -> Company:
    """The team's company; raises NotFound for everybody else's."""
    company = session.scalar(companies_of(actor).where(Company.id == company_id))
    if company is None:
        raise NotFound
    return company


def company_of(session: Session, opening: Opening) -> Company:
    """The company behind an opening that the actor may read."""
    return session.get_one(Company, opening.company_id)


def list_companies(session: Session, actor: Actor) -> Sequence[CompanyLine]:
    """The team's companies by name."""
    live = (
        select(Opening.company_id, func.count().label("published"))
        .where(Opening.state == State.PUBLISHED.value)
        .group_by(Opening.company_id)
        .subquery()
    )
    rows = session.execute(
        companies_of(actor)
        .add_columns(func.coalesce(live.c.published, 0))
        .outerjoin(live, live.c.company_id == Company.id)
    )
    lines = [CompanyLine(company.id, company.name, company.municipality, count) for company, count in rows]
    return sorted(lines, key=lambda line: danish_order(line.name))


def add_company(session: Session, actor: Actor, fields: CompanyFields, *, clock: Clock) -> Company:
    company = Company(
        team_id=actor.team_id, created_at=clock.now(), changed_at=clock.now(), **_columns(fields)
    )
    session.add(company)
    session.flush()
    audit.record(session, clock, AuditEvent.COMPANY_ADD, actor=actor, subject=f"company:{company.id}")
    return company


def examine_change(
    database: Database, actor: Actor, company_id: str, fields: CompanyFields
) -> Mapping[str, Examination]:
    """The gate over the company's live openings beside what was just typed, before any transaction."""
    with database.reading() as session:
        live = _live(session, find_company(session, actor, company_id).id)
        ground = ground_of(session, company_id)
    changed = Company(**_columns(fields))
    return {opening.id: examine(opening, changed, ground) for opening in live}


def change_company(
    session: Session,
    actor: Actor,
    company_id: str,
    fields: CompanyFields,
    examinations: Mapping[str, Examination],
    *,
    clock: Clock,
) -> Company:
    """Saves what changed; of the company's live openings, those that now leak are paused."""
    company = find_company(session, actor, company_id)
    changed = sorted(name for name, value in _columns(fields).items() if getattr(company, name) != value)
    if not changed:
        return company
    for name in changed:
        setattr(company, name, _columns(fields)[name])
    company.changed_at = clock.now()
    session.flush()
    audit.record(
        session, clock, AuditEvent.COMPANY_CHANGE, actor=actor, subject=f"company:{company.id}",
        fields=",".join(changed),
    )  # fmt: skip
    for opening in _live(session, company.id):
        note = _why_to_pause(session, opening, examinations.get(opening.id), moved=bool(PLACE & {*changed}))
        if note:
            move(session, opening, Action.PAUSE, None, clock=clock, note=note)
    return company


def _live(session: Session, company_id: str) -> Sequence[Opening]:
    return session.scalars(
        select(Opening).where(Opening.company_id == company_id, Opening.state == State.PUBLISHED.value)
    ).all()


def _why_to_pause(
    session: Session, opening: Opening, examination: Examination | None, *, moved: bool
) -> str | None:
    if examination is None or not still_holds(session, opening, examination):
        # Published while the company was being examined: rare, so it is examined here.
        examination = examine(opening, company_of(session, opening), ground_of(session, opening.company_id))
    if examination.leaks:
        return NOW_LEAKS
    return PLACE_CHANGED if moved and not _still_says_so(session, opening) else None


def _still_says_so(session: Session, opening: Opening) -> bool:
    """Whether an opening with the company's name tells its place as it is now.

    It then stays: resting in the same moment as an anonymous one, it would say whose that is.
    """
    row = session.get(PublicOpeningRow, opening.public_id) if opening.named else None
    if row is None:
        return False
    company = company_of(session, opening)
    area = area_of(opening, company, ground_of(session, company.id))
    return (row.area, row.sector) == (area, company.sector)


def _columns(fields: CompanyFields) -> dict[str, str | list[str]]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(fields).items()
    }
