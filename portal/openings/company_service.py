"""Companies: entered once by a team, seen by that team alone, never by the public."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.openings.gate import examine
from portal.openings.life_service import move
from portal.openings.models import Company, Opening
from portal.openings.rules import Action, State
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.errors import NotFound
from portal.shared.texts import N_

PLACE = frozenset({"municipality", "branch", "sector"})
NOW_LEAKS = N_("Virksomhedens oplysninger er ændret, og opslaget røber den nu. Ret teksten.")
PLACE_CHANGED = N_(
    "Virksomhedens kommune, branche eller sektor er ændret. Se opslaget igennem, og slå det op igen."
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
        .order_by(func.lower(Company.name))
    )
    return [CompanyLine(company.id, company.name, company.municipality, count) for company, count in rows]


def add_company(session: Session, actor: Actor, fields: CompanyFields, *, clock: Clock) -> Company:
    company = Company(
        team_id=actor.team_id, created_at=clock.now(), changed_at=clock.now(), **_columns(fields)
    )
    session.add(company)
    session.flush()
    audit.record(session, clock, AuditEvent.COMPANY_ADD, actor=actor, subject=f"company:{company.id}")
    return company


def change_company(
    session: Session, actor: Actor, company_id: str, fields: CompanyFields, *, clock: Clock
) -> Company:
    """Saves what changed and reads the company's live openings again; those that now leak are paused."""
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
    _pause_what_no_longer_holds(session, company, moved=bool(PLACE & set(changed)), clock=clock)
    return company


def rescan_live_openings(session: Session, clock: Clock) -> int:
    """Reads every published opening beside its company again; pauses and counts those that leak."""
    rows = session.execute(
        select(Opening, Company).join(Company).where(Opening.state == State.PUBLISHED.value)
    ).all()
    leaking = [opening for opening, company in rows if examine(opening, company).blocks]
    for opening in leaking:
        move(session, opening, Action.PAUSE, None, clock=clock, note=NOW_LEAKS)
    return len(leaking)


def _pause_what_no_longer_holds(session: Session, company: Company, *, moved: bool, clock: Clock) -> None:
    # Few openings are live for one company, so the detector may run inside the transaction here.
    live = session.scalars(
        select(Opening).where(Opening.company_id == company.id, Opening.state == State.PUBLISHED.value)
    ).all()
    for opening in live:
        if examine(opening, company).blocks:
            move(session, opening, Action.PAUSE, None, clock=clock, note=NOW_LEAKS)
        elif moved:
            move(session, opening, Action.PAUSE, None, clock=clock, note=PLACE_CHANGED)


def _columns(fields: CompanyFields) -> dict[str, str | list[str]]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(fields).items()
    }
