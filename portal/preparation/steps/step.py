"""What a step is: what it asks, how its answers fill the form, how the form becomes answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.preparation.answers import Answers, Item
from portal.web.forms import PortalForm

Titles = Mapping[str, str]


def _nothing(_answers: Answers, _lang: str, _today: date) -> dict[str, Any]:
    return {}


def _nowhere(_form: PortalForm, _after: Answers) -> str:
    return ""


def _never(_before: Answers, _after: Answers, _today: date) -> bool:
    return False


class Part(StrEnum):
    """The sheet is ready after the first part; the second gives depth to who wants it."""

    ENOUGH = "enough"
    DEPTH = "depth"


@dataclass(frozen=True)
class Step:
    """One topic on one page; `form` gets the number of adverts the organisation asks for.

    `why` says in one sentence why it is asked. `help` makes what the questions show as `help`: suggestions,
    or a word about what is saved. Where `asks_back` is true the page is shown once more after saving; it
    never keeps anyone. `landing` names the field to come back to then, or after a suggestion was picked.
    """

    key: str
    part: Part
    da: str
    en: str
    title: str
    question: str
    lead: str
    form: Callable[[int], type[PortalForm]]
    fill: Callable[[Answers], dict[str, Any]]
    read: Callable[[Answers, PortalForm, Titles], Answers]
    help: Callable[[Answers, str, date], dict[str, Any]] = _nothing
    asks_back: Callable[[Answers, Answers, date], bool] = _never
    landing: Callable[[PortalForm, Answers], str] = _nowhere
    why: str = ""
    without_adverts: "Step | None" = None

    def for_adverts(self, count: int) -> "Step":
        """The step as it is worded where the organisation asks for so many adverts."""
        return self.without_adverts if count == 0 and self.without_adverts else self

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"preparation_{self.key}"

    @property
    def template(self) -> str:
        """Its questions, without the form around them."""
        return f"preparation/questions/{self.key}.html"


class NamedChoices(PortalForm):
    """A form whose choices come from a register and are named in the language of the page."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.name_choices("da")

    def name_choices(self, lang: str) -> None:
        raise NotImplementedError


def text(form: PortalForm, name: str) -> str:
    return (form[name].data or "").replace("\r\n", "\n").strip()


def is_shown(form: PortalForm, name: str) -> bool:
    """Whether that was said: a field that did not come along shows nothing."""
    choice = form[name]
    return bool(choice.data == "ja" and choice.raw_data != [])


def yes(shown: bool) -> str:
    return "ja" if shown else "nej"


def read_item(form: PortalForm, name: str) -> Item:
    """The answer of the field `name` and of `name_shown` beside it."""
    return Item(text(form, name), is_shown(form, f"{name}_shown"))


def fill_item(item: Item, name: str) -> dict[str, Any]:
    return {name: item.text, f"{name}_shown": yes(item.shown)}
