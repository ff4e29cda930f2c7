"""Drafts: written by the team's company consultants, examined at every save."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.openings import named_openings
from portal.openings.company_service import find_company
from portal.openings.counts_service import ground_of
from portal.openings.gate import Examination, examine, text_digest
from portal.openings.life_service import doers_of, find_opening
from portal.openings.models import Company, Opening
from portal.openings.named_openings import CHOICE
from portal.openings.rules import Action, Refused, State, next_state
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.texts import N_

EDITED_ELSEWHERE = N_("Kladden er gemt et andet sted, siden du åbnede den. Åbn den igen, og se det nye.")
NOT_A_DRAFT = N_("Kun en kladde kan ændres. Tag opslaget tilbage, eller sæt det på pause først.")


@dataclass(frozen=True)
class OpeningFields:
    """What a consultant may write in an opening."""

    company_id: str
    type: str
    title: str
    tasks: str = ""
    day: str = ""
    learn: str = ""
    job_goal: str = ""
    mentor: str = ""
    competences: tuple[str, ...] = ()
    field: str = ""
    hours: int | None = None
    start: date | None = None
    weeks: int | None = None
    language: str = ""
    work_form: str = "on site"
    title_en: str = ""
    tasks_en: str = ""
    day_en: str = ""
    learn_en: str = ""
    max_candidates: int | None = None
    company_yes_on: date | None = None
    talent: bool = False
    quality: tuple[str, ...] = ()
    named: bool = False
    named_on: date | None = None


class EditedElsewhere(NotAllowedNow):
    """Somebody saved the draft after the page that now wants to save it was opened."""


class NoDraft(NotAllowedNow):
    """The opening went on, to a reader or to the public, while it was being written."""


@dataclass(frozen=True)
class Saving:
    """What goes with the fields: a yes to the text as it stands, and the version that was edited."""

    says_yes: bool = False
    version: int | None = None


def create_draft(
    session: Session, actor: Actor, fields: OpeningFields, *, clock: Clock, says_yes: bool = False
) -> Opening:
    """A new draft; the actor is its author and owner. A date of yes is a yes to this very text."""
    find_company(session, actor, fields.company_id)
    opening = Opening(
        team_id=actor.team_id,
        author_id=actor.user_id,
        owner_id=actor.user_id,
        writer_ids=[actor.user_id],
        state=State.DRAFT.value,
        created_at=clock.now(),
        changed_at=clock.now(),
        **_columns(fields),
    )
    _note_yes(opening, None, says_yes=says_yes, today=clock.today())
    session.add(opening)
    session.flush()
    audit.record(session, clock, AuditEvent.OPENING_ADD, actor=actor, subject=f"opening:{opening.id}")
    named_openings.record_choice(session, clock, actor, opening, CHOICE if opening.named else ())
    return opening


def change_draft(
    session: Session,
    actor: Actor,
    opening_id: str,
    fields: OpeningFields,
    *,
    clock: Clock,
    saving: Saving | None = None,
) -> Opening:
    """Saves what changed; raises EditedElsewhere over somebody's newer text, NotAllowedNow over no draft."""
    saving = saving or Saving()
    opening = find_opening(session, actor, opening_id)
    session.refresh(opening, with_for_update=True)
    _must_be_editable(actor, opening)
    find_company(session, actor, fields.company_id)
    named_openings.refuse_a_late_choice(opening, named=fields.named, company_id=fields.company_id)
    before = {name: getattr(opening, name) for name in (*_columns(fields), "yes_digest")}
    if saving.version not in (None, opening.version) and differing(opening, fields):
        raise EditedElsewhere(EDITED_ELSEWHERE)
    for name, value in _columns(fields).items():
        setattr(opening, name, value)
    _note_yes(opening, before, says_yes=saving.says_yes, today=clock.today())
    changed = sorted(name for name, value in before.items() if getattr(opening, name) != value)
    if changed:
        _note_change(session, actor, opening, changed, clock)
    return opening


def differing(opening: Opening, fields: OpeningFields) -> list[str]:
    """The fields in which what was typed is not what is stored."""
    return sorted(name for name, value in _columns(fields).items() if getattr(opening, name) != value)


def _note_change(session: Session, actor: Actor, opening: Opening, changed: list[str], clock: Clock) -> None:
    opening.version += 1
    opening.writer_ids = list(dict.fromkeys([*opening.writer_ids, actor.user_id]))
    opening.changed_at = clock.now()
    session.flush()
    audit.record(
        session, clock, AuditEvent.OPENING_CHANGE, actor=actor, subject=f"opening:{opening.id}",
        fields=",".join(changed),
    )  # fmt: skip
    named_openings.record_choice(session, clock, actor, opening, changed)


def _note_yes(opening: Opening, before: Mapping[str, object] | None, *, says_yes: bool, today: date) -> None:
    """A yes holds for one text: said anew with the tick, or with a later day than before.

    An earlier day puts the date right. A page that was opened before the last yes sends it, too.
    """
    stored, typed = before["company_yes_on"] if before else None, opening.company_yes_on
    if says_yes and typed in (None, stored):
        opening.company_yes_on = today
    is_later = typed is not None and (not isinstance(stored, date) or typed > stored)
    if says_yes or is_later:
        opening.yes_digest = text_digest(opening)
    elif typed is None:
        opening.yes_digest = None


def examine_stored(database: Database, actor: Actor, opening_id: str) -> Examination:
    """The gate over the stored text, before a transaction that writes; the digest is checked inside it."""
    with database.reading() as session:
        opening = find_opening(session, actor, opening_id)
        company = session.get_one(Company, opening.company_id)
        ground = ground_of(session, company.id)
    return examine(opening, company, ground)


def examine_fields(database: Database, actor: Actor, fields: OpeningFields) -> Examination:
    """The gate over what was just typed, beside the stored company."""
    with database.reading() as session:
        company = find_company(session, actor, fields.company_id)
        ground = ground_of(session, company.id)
    return examine(unsaved(fields), company, ground)


def unsaved(fields: OpeningFields) -> Opening:
    """An opening that is only looked at."""
    return Opening(**_columns(fields))


def _must_be_editable(actor: Actor, opening: Opening) -> None:
    try:
        next_state(State(opening.state), Action.EDIT, doers_of(actor, opening))
    except Refused as refused:
        raise (NotFound() if refused.not_yours else NoDraft(NOT_A_DRAFT)) from refused


def _columns(fields: OpeningFields) -> dict[str, object]:
    values: dict[str, object] = asdict(fields)
    values["competences"] = list(fields.competences)
    values["quality"] = list(fields.quality)
    return values
