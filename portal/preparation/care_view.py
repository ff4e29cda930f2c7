"""What care has to say beside a form or a sheet: made when a page is made, and kept nowhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wtforms import Field

from portal.preparation.answers import Answers
from portal.preparation.care_rules import Concern, look
from portal.preparation.steps.registry import STEPS, steps_of
from portal.preparation.steps.step import Part, Step
from portal.shared.texts import N_
from portal.web.forms import PortalForm

# A note about what was saved is shown on the page after it, not on every page from then on.
JUST_NOW = timedelta(minutes=10)
WORRIES = (Concern.GRAVE, Concern.WORRY)
REMARKS = {
    Concern.HEALTH: N_(
        "Du nævner helbred. Det må du gerne, men det behøver ikke stå her. "
        "Du kan vælge “Kun til mig” eller sige det i samtalen."
    ),
    Concern.THIRD: N_(
        "Du nævner en anden. Skriv kun det, den anden ville være glad for, at din konsulent læser. "
        "Du kan også nøjes med “en kollega” eller vælge “Kun til mig”."
    ),
}
HOW_YOU_ARE = N_(
    "Du skriver, hvordan du har det. Det må konsulenten gerne læse, hvis du vil. Du bestemmer selv."
)


@dataclass(frozen=True)
class Remark:
    """A gentle word about one field: the msgid of the word, and where the field stands."""

    said: str
    field: str
    label: str
    step: Step


@dataclass(frozen=True)
class Care:
    """What there is to say on a page; mostly nothing."""

    worry: str = ""
    remarks: tuple[Remark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.worry or self.remarks)

    def worry_alone(self) -> "Care":
        """For a page where each remark stands at its field."""
        return Care(self.worry)


def notes(form: PortalForm, step: Step) -> Care:
    """What there is to say of what a step's form holds; what is "Kun til mig" needs no remark."""
    found = [(field, look(field.data)) for field in _texts(form)]
    remarks = [
        Remark(REMARKS[concern], field.id, str(field.label.text), step)
        for field, concerns in found
        for concern in REMARKS
        if concern in concerns and _is_shown(form, field)
    ]
    return Care(_gravest(concern for _, concerns in found for concern in concerns), tuple(remarks))


def mark(form: PortalForm, step: Step) -> Care:
    """As `notes`, and puts each remark at its field, where `fields.html` shows it."""
    care = notes(form, step)
    for remark in care.remarks:
        field = next(field for field in form if field.id == remark.field)
        field.remarks = (*getattr(field, "remarks", ()), remark.said)
    return care


def after_saving(answers: Answers, adverts: int, now: datetime, *, but: str = "") -> Care:
    """What there is to say of the step that was saved last, just now; not on the page of step `but`."""
    known = {key: at for key, at in answers.saved.items() if key in STEPS}
    last = max(known, key=lambda key: known[key], default="")
    if not last or last == but or not timedelta() <= now - datetime.fromisoformat(known[last]) <= JUST_NOW:
        return Care()
    care = _of_step(answers, STEPS[last], adverts)
    # One thing at a time: what is practical stands at its field and is said before sharing.
    return care.worry_alone() if care.worry else care


def of_answers(answers: Answers, adverts: int) -> Care:
    """What there is to say of all of it, for a page after all of it was sent."""
    return together(_of_step(answers, step, adverts) for step in STEPS.values())


def of_sheet(answers: Answers, adverts: int) -> Care:
    """What there is to say before sharing, of all that would be shown."""
    steps = [step for part in Part for step in steps_of(answers, part)]
    return together(_of_step(answers, step, adverts, before_sharing=True) for step in steps)


def together(cares: Iterable[Care]) -> Care:
    """What several forms have to say, on one page."""
    all_of_them = list(cares)
    worries = {care.worry for care in all_of_them}
    worry = next((concern.value for concern in WORRIES if concern in worries), "")
    return Care(worry, tuple(remark for care in all_of_them for remark in care.remarks))


def _of_step(answers: Answers, step: Step, adverts: int, *, before_sharing: bool = False) -> Care:
    form = step.form(adverts)(data=step.fill(answers))
    care = notes(form, step)
    if not before_sharing:
        return care
    shown = [field for field in _texts(form) if _is_shown(form, field)]
    worried = [field for field in shown if not look(field.data).isdisjoint(WORRIES)]
    said = tuple(Remark(HOW_YOU_ARE, field.id, str(field.label.text), step) for field in worried)
    return Care("", care.remarks + said)


def _texts(form: PortalForm) -> Iterator[Field]:
    return (field for field in form if isinstance(field.data, str) and field.type in TEXT_FIELDS)


TEXT_FIELDS = frozenset({"StringField", "TextAreaField"})


def _is_shown(form: PortalForm, field: Field) -> bool:
    """Whether the consultant may see it: the choice is named after the field, or after its row."""
    name = field.short_name
    row = name.lstrip("abcdefghijklmnopqrstuvwxyz_")
    choice = next((form[other] for other in (f"{name}_shown", f"shown{row}") if other in form), None)
    return choice is None or choice.data == "ja"


def _gravest(concerns: Iterable[Concern]) -> str:
    found = set(concerns)
    return next((concern.value for concern in WORRIES if concern in found), "")
