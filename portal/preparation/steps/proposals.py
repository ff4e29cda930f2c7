"""Praktikforslag: one or two possible placements, from an opening, an idea or a task."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Length, Optional

from portal.preparation.answers import PROPOSALS, Answers, Proposal
from portal.preparation.forms import long, short, shown
from portal.preparation.steps import suggestions
from portal.preparation.steps.rows import RowsForm
from portal.preparation.steps.step import Part, Step, Titles, is_shown, text, yes
from portal.preparation.steps.suggestions import Group
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm

NAMES = ("opening_id", "workplace", "tasks", "learn", "contact")
WHO_SEES_PROPOSAL = (N_("Hvem må se det første forslag?"), N_("Hvem må se det andet forslag?"))


def _proposal_rows(count: int) -> dict[str, object]:
    rows: dict[str, object] = {"most": count, "names": NAMES}
    for n in range(count):
        rows |= {
            f"opening_id{n}": HiddenField(validators=[Optional(), Length(max=36)]),
            f"workplace{n}": short(
                N_("Sted eller slags arbejdsplads"), N_("For eksempel et arkiv eller et it-firma.")
            ),
            f"tasks{n}": long(
                N_("Hvad vil du lave der?"), N_("Hvad er færdigt, når du går hjem sidste dag?")
            ),
            f"learn{n}": long(N_("Hvad vil du gerne lære?"), N_("Hvad kan du bagefter, som du mangler nu?")),
            f"contact{n}": short(
                N_("Hvordan får du kontakt?"),
                N_("For eksempel: Jeg ringer selv på onsdag. Eller: Jeg vil høre, hvem jeg skal spørge."),
            ),
            f"shown{n}": shown(WHO_SEES_PROPOSAL[n]),
        }
    return rows


ProposalsForm: type[RowsForm] = type("ProposalsForm", (RowsForm,), _proposal_rows(PROPOSALS))


def _fill_proposals(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, proposal in enumerate(answers.proposals):
        for name in NAMES:
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
    return replace(answers, proposals=_with_picked(tuple(proposals), text(form, "pick")))


def _with_picked(proposals: tuple[Proposal, ...], value: str) -> tuple[Proposal, ...]:
    """A picked task begins a proposal or goes into one without a task; an opening has its own."""
    picked = suggestions.found(value, _offered(Answers(), suggestions.language_of(value)))
    row = _free_row(proposals) if picked else None
    return tuple(replace(one, tasks=picked) if n == row else one for n, one in enumerate(proposals))


def _free_row(proposals: tuple[Proposal, ...]) -> int | None:
    return suggestions.free_row([asdict(one) for one in proposals], "tasks", taken="opening_id")


def _offered(answers: Answers, lang: str) -> list[Group]:
    registers = load_registers()
    standing = [proposal.tasks for proposal in answers.proposals]
    groups = suggestions.groups_for(
        registers.fields, registers.competences_by_id, answers.fields, standing, lang
    )
    return suggestions.with_room(groups, competences=False, tasks=True)


def _help(answers: Answers, lang: str, _today: date) -> dict[str, Any]:
    has_room = len(answers.proposals) < PROPOSALS or _free_row(answers.proposals) is not None
    return {"groups": _offered(answers, lang) if has_room else []}


def _landing(form: PortalForm, after: Answers) -> str:
    return suggestions.landed(form.data, {f"tasks{n}": one.tasks for n, one in enumerate(after.proposals)})


STEP = Step(
    key="proposals",
    part=Part.ENOUGH,
    da="praktikforslag",
    en="placement-proposals",
    title=N_("Praktikforslag"),
    question=N_("Hvor kunne du tænke dig at prøve noget af?"),
    lead=N_("Et eller to forslag til en praktik. Et sted, et opslag eller bare en opgave er nok."),
    why=N_("Kommer du med et forslag, er det din idé, I arbejder videre med."),
    form=lambda _adverts: ProposalsForm,
    fill=_fill_proposals,
    read=_read_proposals,
    help=_help,
    landing=_landing,
)
