"""The fields that forms about companies and openings are made of."""

from collections.abc import Sequence

from wtforms import Field, Form, IntegerField, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from portal.shared.texts import N_

TOO_LONG = N_("Teksten er for lang. Kort den ned.")


def needed(message: str) -> InputRequired:
    return InputRequired(message)


def at_most(number: int) -> Length:
    return Length(max=number, message=TOO_LONG)


def short(label: str, description: str = "", most: int = 200, *validators: object) -> StringField:
    return StringField(label, [*(validators or (Optional(),)), at_most(most)], description=description)


def long(label: str, description: str = "", most: int = 1200) -> TextAreaField:
    return TextAreaField(label, [Optional(), at_most(most)], description=description)


def lines(text: str | None) -> tuple[str, ...]:
    """What stands on each line, trimmed, each once."""
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


class WholeNumber(IntegerField):
    """A number; what is none is told once, and not also that it is too small or too large."""

    def pre_validate(self, form: Form) -> None:
        typed = "".join(self.raw_data or ()).strip()
        if typed and self.process_errors:
            raise StopValidation


class CheckboxList(SelectMultipleField):
    """Several choices, each with a box to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class WordsField(Field):
    """Words in several inputs of one name; whoever pastes a list into one of them gets the same."""

    data: tuple[str, ...]

    def __init__(self, *args: object, places: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def process_data(self, value: Sequence[str] | None) -> None:
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        pieces = "\n".join(valuelist).replace(",", "\n").replace(";", "\n")
        self.data = lines(pieces)

    @property
    def inputs(self) -> list[str]:
        """A value for each input: what there is, and empty ones up to the number of places."""
        return [*self.data, *[""] * (self.places - len(self.data))]
