"""What the page of a step must know so that nothing typed in it is lost."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import Request
from starlette.datastructures import FormData

from portal.preparation import rules
from portal.preparation.answers import Answers
from portal.preparation.drafts import KEPT_AT, REVISION
from portal.preparation.session_service import Holder
from portal.preparation.steps.step import Step


def closing(holder: Holder | None, now: datetime) -> dict[str, object]:
    """When this browser's session closes, and how many seconds a page may wait before it says so."""
    began = holder.began if holder else now
    left = began + rules.LONGEST_SESSION - now
    return {
        "closes": rules.session_ends(began, now),
        "idle": int(rules.IDLE.total_seconds()),
        "idle_warning": int((rules.IDLE - rules.WARN_IDLE).total_seconds()),
        "left": int(left.total_seconds()),
        "left_warning": int((left - rules.WARN_LONGEST).total_seconds()),
    }


def keeping(
    request: Request, step: Step, answers: Answers, posted: FormData | None, standing: object = None
) -> Mapping[str, object]:
    """The revision the page shows, the draft it was filled from, what stands saved, and when it closes."""
    seen = "" if standing is not None or posted is None else str(posted.get(REVISION, ""))
    draft = answers.drafts.get(step.key, {})
    holder = getattr(request.state, "holder", None)
    return {
        "revision": seen or answers.revisions.get(step.key, 0),
        "draft_at": draft[KEPT_AT][0] if KEPT_AT in draft else "",
        "standing": standing,
        **closing(holder, request.app.state.clock.now()),
    }
