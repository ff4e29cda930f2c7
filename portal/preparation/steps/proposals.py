"""Praktikforslag: one or two possible placements, from an opening, an idea or a task."""

from dataclasses import replace
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Length, Optional

from portal.preparation.answers import PROPOSALS, Answers, Proposal
from portal.preparation.forms import long, short, shown
from portal.preparation.steps.step import Part, Step, Titles, is_shown, text, yes
from portal.shared.texts import N_
from portal.web.forms import PortalForm

WHO_SEES_PROPOSAL = (N_("Hvem må se det første forslag?"), N_("Hvem må se det andet forslag?"))


def _proposal_rows(count: int) -> dict[str, object]:
    rows: dict[str, object] = {}
    for n in range(count):
        rows |= {
            f"opening_id{n}": HiddenField(validators=[Optional(), Length(max=36)]),
            f"workplace{n}": short(
                N_("Sted eller slags arbejdsplads"), N_("For eksempel et arkiv eller et it-firma")
            ),
            f"tasks{n}": long(N_("Hvad vil du lave der?")),
            f"learn{n}": long(N_("Hvad vil du gerne lære?")),
            f"contact{n}": short(
                N_("Hvordan får du kontakt?"), N_("For eksempel: Jeg ringer selv på onsdag")
            ),
            f"shown{n}": shown(WHO_SEES_PROPOSAL[n]),
        }
    return rows


ProposalsForm: type[PortalForm] = type("ProposalsForm", (PortalForm,), _proposal_rows(2))


def _fill_proposals(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, proposal in enumerate(answers.proposals):
        for name in ("opening_id", "workplace", "tasks", "learn", "contact"):
            values[f"{name}{n}"] = getattr(proposal, name)
        values[f"shown{n}"] = yes(proposal.shown)
    return values


def _read_proposals(answers: Answers, form: PortalForm, titles: Titles) -> Answers:
    """The title of an opening never comes from the form, but from what is published or from before."""
    known = {p.opening_id: p.opening_title for p in answers.proposals if p.opening_id} | dict(titles)
    proposals = []
    for n in range(PROPOSALS):
        opening_id = text(form, f"opening_id{n}")
        proposals.append(
            Proposal(
                workplace=text(form, f"workplace{n}"),
                opening_id=opening_id if opening_id in known else "",
                opening_title=known.get(opening_id, ""),
                tasks=text(form, f"tasks{n}"),
                learn=text(form, f"learn{n}"),
                contact=text(form, f"contact{n}"),
                shown=is_shown(form, f"shown{n}"),
            )
        )
    return replace(answers, proposals=tuple(proposals))


STEP = Step(
    key="proposals",
    part=Part.ENOUGH,
    da="praktikforslag",
    en="placement-proposals",
    title=N_("Praktikforslag"),
    question=N_("Hvor kunne du tænke dig at prøve noget af?"),
    lead=N_("Et eller to forslag til en praktik. Et sted, et opslag eller bare en opgave er nok."),
    form=lambda _adverts: ProposalsForm,
    fill=_fill_proposals,
    read=_read_proposals,
)
