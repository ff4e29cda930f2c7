"""One field of each kind, as it comes and as it was refused."""

from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices

LONGEST = 40
TYPED = {
    "title": "Fuldmægtig, kulturområdet",
    "tasks": "Rydde op i et arkiv, skrive en vejledning og lære andre at bruge den",
    "start": "i morgen",
    "whom": "",
    "shown": "nej",
    "area": "et andet sted",
}


def _none(_form: PortalForm, _field: StringField) -> None:
    raise ValidationError(
        N_("Vi har slettet et CPR-nummer her. Arket virker uden, og så kan ingen koble det til dig.")
    )


class Fields(PortalForm):
    title = StringField(N_("Stilling"), [InputRequired(), _none], description=N_("Titel er nok."))
    tasks = TextAreaField(
        N_("Opgaver"), [Length(max=LONGEST, message=N_("Teksten er for lang. Kort den ned."))]
    )
    start = DateField(N_("Startdato"))
    whom = RadioField(
        N_("Hvem skal du tale med?"),
        [InputRequired(N_("Vælg, hvem du skal tale med. Du må også vælge “Ved ikke”."))],
        choices=choices(
            [("a-kasse", N_("A-kassen")), ("kommune", N_("Kommunen")), ("ved-ikke", N_("Ved ikke"))]
        ),
    )
    shown = RadioField(
        N_("Hvem må se svaret?"),
        choices=choices([("ja", N_("Vis til konsulenten")), ("nej", N_("Kun til mig"))]),
        default="ja",
    )
    topics = SelectMultipleField(
        N_("Emner"),
        choices=choices([("cv", N_("CV")), ("praktik", N_("Praktik"))]),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    area = SelectField(
        N_("Område"), choices=choices([("", N_("Hele landet")), ("fyn", N_("Fyn"))]), default=""
    )
    english = BooleanField(N_("Også på engelsk"), description=N_("Så står begge sprog i teksten."))


def as_it_comes(prefix: str = "tom-") -> Fields:
    return Fields(prefix=prefix, data={"title": "", "shown": "ja", "area": ""})


def refused() -> Fields:
    """The same fields after somebody typed what cannot be used; nothing typed is lost."""
    form = Fields(_Posted({f"ret-{name}": [value] for name, value in TYPED.items()}), prefix="ret-")
    form.validate()
    return form


class _Posted(dict[str, list[str]]):
    """What WTForms reads posted values from."""

    def getlist(self, name: str) -> list[str]:
        return self.get(name, [])
