"""One enquiry opened at the desk: what was written, the answer, and the steps that can be taken now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from portal.enquiries import inbox_service
from portal.enquiries.desk_forms import AnswerForm, CloseForm, ForwardForm, answer_form
from portal.enquiries.forward_view import text_to_copy
from portal.enquiries.inbox_service import Opened
from portal.enquiries.labels import OUTCOMES, SITUATIONS, STATES, Situation, first_answer, put_under
from portal.enquiries.rules import Action
from portal.enquiries.sealed import Answer
from portal.openings.detector import Finding
from portal.shared.actors import Actor
from portal.web.pages import render
from portal.web.session import get_database


@dataclass(frozen=True)
class Forms:
    """The forms of the page as they were sent; None is one that nobody has sent."""

    answer: AnswerForm | None = None
    forward: ForwardForm | None = None
    close: CloseForm | None = None
    blocks: Sequence[Finding] = ()
    # The mark of the answer the writer has before them, when the form was sent.
    seen: str | None = None

    @classmethod
    def of_step(cls, posted: FormData) -> Self:
        action = posted.get("action")
        return cls(
            forward=ForwardForm(posted) if action == Action.FORWARD else None,
            close=CloseForm(posted) if action == Action.CLOSE else None,
        )

    def are_fine(self) -> bool:
        return all(form.validate() for form in (self.forward, self.close) if form is not None)

    @property
    def refused(self) -> AnswerForm | ForwardForm | CloseForm | None:
        """The form that has something to put right: the summary above the page is about it."""
        sent = (self.answer, self.forward, self.close)
        return next((form for form in sent if form is not None and form.problems()), None)


def opened_page(
    request: Request, actor: Actor, enquiry_id: str, forms: Forms | None = None, *, status: int = 200
) -> HTMLResponse:
    return _page(request, actor, _open(request, actor, enquiry_id), forms or Forms(), status)


def _page(request: Request, actor: Actor, opened: Opened, forms: Forms, status: int = 200) -> HTMLResponse:
    answer = forms.answer or _first_form(request, opened)
    values = {
        "opened": opened,
        "state": STATES[opened.state],
        "outcome": next((label for one, label in OUTCOMES.items() if one == opened.outcome), ""),
        "form": forms.refused or answer,
        "answer": answer,
        "forward": forms.forward or ForwardForm(),
        "close": forms.close or CloseForm(),
        "situations": SITUATIONS,
        "blocks": forms.blocks,
        "seen": opened.answer.mark if forms.seen is None else forms.seen,
        "to_copy": text_to_copy(opened, actor.name),
        "answered": "answered" in request.query_params,
        "can": {action.value for action in opened.actions},
        "today": request.app.state.clock.today(),
    }
    return render(request, "enquiries/opened.html", values, status=status)


def with_draft(
    request: Request, actor: Actor, enquiry_id: str, forms: Forms, situation: Situation
) -> HTMLResponse:
    """The page with a draft in the answer; nothing is saved, and nothing that was typed goes."""
    opened = _open(request, actor, enquiry_id)
    drafts = {one: _draft(request, opened, one) for one in Situation}
    for name, part in (("answer", "da"), ("answer_en", "en")):
        field = getattr(forms.answer, name, None)
        if field is not None:
            others = [getattr(draft, part) for draft in drafts.values()]
            field.data = put_under(str(field.data or ""), getattr(drafts[situation], part), others)
            field.raw_data = [field.data]
    return _page(request, actor, opened, forms)


def _open(request: Request, actor: Actor, enquiry_id: str) -> Opened:
    # The audit row and the opened content belong to one short transaction of their own.
    state = request.app.state
    with get_database(request).writing() as session:
        return inbox_service.open_enquiry(session, state.ring, actor, enquiry_id, clock=state.clock)


def _first_form(request: Request, opened: Opened) -> AnswerForm:
    """The answer as it stands, or the first draft of one."""
    said = opened.answer or _draft(request, opened, Situation.TALK)
    other = f"/opslag/{said.other}" if said.other else ""
    return answer_form(opened.language)(data={"answer": said.da, "answer_en": said.en, "other": other})


def _draft(request: Request, opened: Opened, situation: Situation) -> Answer:
    if opened.content is None:
        return Answer()
    return first_answer(situation, opened.content, opened.language, request.app.state.organisation.phone)
