"""The fields of the preparation: anything may be typed but a CPR number, and nothing is compulsory."""

from wtforms import (
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import Length, Optional

from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices
from portal.web.no_cpr import NoCpr

SHORT, LONG = 140, 600
no_cpr = NoCpr(N_("Vi har slettet et CPR-nummer her. Arket virker uden, og så kan ingen koble det til dig."))
TOO_LONG = N_("Teksten er længere, end der er plads til. Skriv den lidt kortere.")
SHOWN = (("ja", N_("Vis til konsulenten")), ("nej", N_("Kun til mig")))
TOO_MUCH = N_("Alt i alt er der mere tekst, end der er plads til på arket. Skriv noget af det kortere.")
LONGEST = 2000


def short(label: str, hint: str = "") -> StringField:
    return StringField(label, [Optional(), Length(max=SHORT * 3, message=TOO_LONG), no_cpr], description=hint)


def long(label: str, hint: str = "") -> TextAreaField:
    return TextAreaField(label, [Optional(), Length(max=LONGEST, message=TOO_LONG), no_cpr], description=hint)


def shown(label: str) -> RadioField:
    return RadioField(label, choices=choices(SHOWN), default="ja", validators=[Optional()])


class CheckboxList(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class CodeForm(PortalForm):
    code = StringField(
        N_("Din egen kode"),
        [Length(max=80, message=TOO_LONG)],
        description=N_("25 tegn. Store og små bogstaver og mellemrum betyder ikke noget."),
    )
    # Whether a password box is asked for the code; on a shared computer nothing offers to keep it.
    box = HiddenField()
