"""The form without storage: every step on one page, read and shown again, and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from starlette.datastructures import FormData
from wtforms import Field

from portal.preparation import answers_file, care_view
from portal.preparation.answers import Answers, Meeting, Proposal
from portal.preparation.answers_file import NotOurFileError
from portal.preparation.care_view import Care
from portal.preparation.forms import TOO_MUCH
from portal.preparation.sheet_lines import shared_part
from portal.preparation.steps.adverts import WHO_SEES_ADVERT
from portal.preparation.steps.registry import ORDER
from portal.preparation.steps.step import NamedChoices, Part, Step
from portal.preparation.vault_service import fits
from portal.shared.texts import N_
from portal.web.forms import PortalForm

BASE = "base"
OPENING, PICK = "opening_id", "-pick"
A_DAY = N_("For eksempel 1.12.")
NOTHING: tuple[object, ...] = (None, "", [], (), False, "ja")
# What of the answers each step asks for.
PARTS: Mapping[str, tuple[str, ...]] = {"agenda": ("agenda", "questions"), "adverts": ("adverts", "fields")}


@dataclass(frozen=True)
class Section:
    """One step as it stands on the page; closed when nothing in it asks to be seen."""

    step: Step
    form: PortalForm
    help: Mapping[str, Any]

    @property
    def is_open(self) -> bool:
        return bool(self.form.problems()) or any(
            field.data not in (*NOTHING, field.default) for field in self.form
        )


class Paper:
    """One form of every step's form; a field is named by its step and its name."""

    def __init__(
        self,
        answers: Answers,
        posted: FormData | None = None,
        *,
        adverts: int,
        lang: str,
        today: date,
    ) -> None:
        self.answers, self.lang, self.today = answers, lang, today
        self.adverts = max(adverts, _adverts_in(answers, posted))
        self.file_error = ""
        self.forms: dict[str, PortalForm] = {}
        for step in ORDER:
            # Whoever reads English probably wants to speak it.
            data = {} if posted is not None else {"language": lang} | step.fill(answers)
            form = step.form(self.adverts)(posted, data=data, prefix=f"{step.key}-", lang=lang, today=today)
            if isinstance(form, NamedChoices):
                form.name_choices(lang)
            self.forms[step.key] = form
        # Here no day decides when something is deleted.
        self.forms["meeting"]["on"].description = A_DAY

    def problems(self) -> list[tuple[str, str]]:
        found = [problem for form in self.forms.values() for problem in form.problems()]
        return [*found, ("fil", self.file_error)] if self.file_error else found

    def read(self, titles: Mapping[str, str], at: datetime) -> Answers | None:
        """What was typed, as answers; None when something has to be put right first."""
        # Every form is asked, so that all there is to put right is said at once.
        if False in {form.validate() for form in self.forms.values()}:
            return None
        answers = self.answers
        for step in ORDER:
            answers = step.read(answers, self.forms[step.key], titles)
        if not fits(answers):
            self._longest().errors = [TOO_MUCH]
            return None
        for step in ORDER:
            if is_answered(answers, step):
                answers = answers.with_step_saved(step.key, at)
        return with_openings(answers, titles)

    def care(self) -> Care:
        """What there is to say of all of it; each remark is put at its field."""
        return care_view.together(care_view.mark(self.forms[step.key], step).worry_alone() for step in ORDER)

    def landing(self, after: Answers) -> str:
        """The id of the field that something picked has filled; empty when nothing was picked."""
        for step in ORDER:
            form = self.forms[step.key]
            if "pick" in form and form["pick"].data and (name := step.landing(form, after)):
                return str(form[name].id)
        return ""

    @property
    def opening_ids(self) -> list[str]:
        """The openings that proposals were made from."""
        form = self.forms["proposals"]
        return [str(field.data or "")[:80] for field in form if field.short_name.startswith(OPENING)]

    def sections(self, part: Part) -> list[Section]:
        """The steps of a part in order, with what helps in each."""
        return [
            Section(
                step.for_adverts(self.adverts),
                self.forms[step.key],
                step.help(self.answers, self.lang, self.today),
            )
            for step in ORDER
            if step.part is part
        ]

    def _longest(self) -> Field:
        fields = [field for form in self.forms.values() for field in form if isinstance(field.data, str)]
        return max(fields, key=lambda field: len(field.data))


def is_answered(answers: Answers, step: Step) -> bool:
    """Whether the step has something in it; a language that was only suggested is nothing."""
    if step.key == "meeting":
        return replace(answers.meeting, language="") != Meeting()
    return answers.answered[step.key]


def base_text(answers: Answers) -> str:
    """What no field of the form holds, for a hidden one: where things came from, and what was before."""
    fields = {name: getattr(Answers(), name) for step in ORDER for name in part_of(answers, step)}
    openings = [Proposal(opening_id=p.opening_id, opening_title=p.opening_title) for p in answers.proposals]
    came_from = any(item.module or item.section for item in answers.agenda)
    fields["agenda"] = answers.agenda if came_from else ()
    fields["proposals"] = tuple(openings) if any(p.opening_id for p in openings) else ()
    fields["markers"] = answers.markers
    kept = replace(answers, **fields, saved={}, revisions={}, drafts={})
    return "" if kept == Answers() else answers_file.write(kept).decode()


def base_of(posted: FormData) -> Answers:
    """What went along in the hidden field; what cannot be read is as if it were not there."""
    try:
        return answers_file.read(str(posted.get(BASE, "")).encode("utf-8", "replace"))
    except NotOurFileError:
        return Answers()


def with_openings(answers: Answers, titles: Mapping[str, str]) -> Answers:
    """Openings have their published title; one that is gone leaves it as the candidate's own words."""
    return replace(answers, proposals=tuple(_with_opening(one, titles) for one in answers.proposals))


def _with_opening(proposal: Proposal, titles: Mapping[str, str]) -> Proposal:
    if proposal.opening_id in titles:
        return replace(proposal, opening_title=titles[proposal.opening_id])
    tasks = "\n".join(text for text in (proposal.opening_title, proposal.tasks) if text)
    return replace(proposal, opening_id="", opening_title="", tasks=tasks)


def carried(posted: FormData, answers: Answers) -> list[tuple[str, str]]:
    """Every field that was filled in, as it was posted, to bring the form back from another page."""
    steps = tuple(f"{step.key}-" for step in ORDER)
    typed = [(name, str(value)) for name, value in posted.multi_items() if name.startswith(steps) and value]
    return [*((name, value) for name, value in typed if not name.endswith(PICK)), (BASE, base_text(answers))]


def chosen(posted: FormData, answers: Answers) -> Answers:
    """All of it, or what is not the candidate's alone, as was asked for on the page of the sheet."""
    return shared_part(answers) if posted.get("only") == "shown" else answers


def same_words(one: Answers, other: Answers) -> bool:
    """Whether the same was written, whenever it was saved."""
    return answers_file.write(one) == answers_file.write(other)


def with_file(typed: Answers, loaded: Answers) -> tuple[Answers, list[Step]]:
    """The answers of the file and, where the candidate had written something else, that; and those steps."""
    answers, kept = loaded, []
    for step in ORDER:
        mine, theirs = part_of(typed, step), part_of(loaded, step)
        if is_answered(typed, step) and mine != theirs:
            answers = replace(answers, **mine)
            if is_answered(loaded, step):
                kept.append(step)
    return answers, kept


def part_of(answers: Answers, step: Step) -> dict[str, Any]:
    return {name: getattr(answers, name) for name in PARTS.get(step.key, (step.key,))}


def _adverts_in(answers: Answers, posted: FormData | None) -> int:
    """How many adverts there are already: a file may come from a place that asks for more."""
    places = range(len(WHO_SEES_ADVERT))
    if posted is not None:
        names = [name for name in posted if name.startswith("adverts-")]
        written = [n for n in places if any(name.endswith(str(n)) for name in names)]
    else:
        written = [n for n, advert in enumerate(answers.adverts) if n in places and not advert.empty]
    return max(written, default=-1) + 1
