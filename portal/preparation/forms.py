"""What may be typed in the preparation: anything but a CPR number, and nothing is compulsory."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import Length, Optional

from portal.shared.cpr import contains_cpr
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices

SHORT, LONG = 140, 600
NO_CPR = N_("Slet CPR-nummeret. Arket virker uden, og så kan ingen koble det til dig.")
TOO_LONG = N_("Teksten er længere, end der er plads til. Skriv den lidt kortere.")
SHOWN = (("ja", N_("Vis til konsulenten")), ("nej", N_("Kun til mig")))
TOO_MUCH = N_("Alt i alt er der mere tekst, end der er plads til på arket. Skriv noget af det kortere.")
LONGEST = 2000


def no_cpr(_form: Form, field: Field) -> None:
    if field.data and contains_cpr(str(field.data)):
        raise ValidationError(NO_CPR)


def short(label: str, hint: str = "") -> StringField:
    return StringField(label, [Optional(), Length(max=SHORT * 3, message=TOO_LONG), no_cpr], description=hint)


def long(label: str, hint: str = "") -> TextAreaField:
    return TextAreaField(label, [Optional(), Length(max=LONGEST, message=TOO_LONG), no_cpr], description=hint)


def shown(label: str) -> RadioField:
    return RadioField(label, choices=choices(SHOWN), default="ja", validators=[Optional()])


class MeetingForm(PortalForm):
    whom = RadioField(
        N_("Hvem skal du tale med?"),
        choices=choices(
            [
                ("a-kasse", N_("Min a-kasse")),
                ("kommune", N_("Kommunen")),
                ("anden", N_("En anden, som a-kassen eller kommunen har valgt")),
                ("ved-ikke", N_("Ved ikke")),
            ]
        ),
        validators=[Optional()],
    )
    first = RadioField(
        N_("Er det første gang, du taler med dem?"),
        choices=choices([("ja", N_("Ja")), ("nej", N_("Nej")), ("ved-ikke", N_("Ved ikke"))]),
        validators=[Optional()],
    )
    form = RadioField(
        N_("Hvordan taler I sammen?"),
        choices=choices(
            [
                ("fremmoede", N_("Vi mødes")),
                ("telefon", N_("På telefon")),
                ("video", N_("På video")),
                ("ved-ikke", N_("Ved ikke")),
            ]
        ),
        validators=[Optional()],
    )
    on = DateField(
        N_("Hvilken dag?"),
        [Optional()],
        description=N_(
            "Datoen afgør, hvornår arket bliver slettet, og hvor længe konsulenten kan se det, hvis du deler."
        ),
    )
    at = StringField(
        N_("Hvad tid?"), [Optional(), Length(max=20), no_cpr], description=N_("For eksempel 10.30")
    )
    language = RadioField(
        N_("Hvilket sprog vil du helst tale?"),
        choices=choices([("da", N_("Dansk")), ("en", N_("Engelsk")), ("andet", N_("Et andet sprog"))]),
        validators=[Optional()],
    )
    interpreter = BooleanField(N_("Jeg har brug for en tolk"))
    companion = BooleanField(N_("Jeg tager en med til samtalen (en bisidder)"))


class AgendaForm(PortalForm):
    item1 = long(N_("Det vigtigste"))
    shown1 = shown(N_("Hvem må se det vigtigste?"))
    item2 = long(N_("Det næste"))
    shown2 = shown(N_("Hvem må se det næste?"))
    item3 = long(N_("Det sidste"))
    shown3 = shown(N_("Hvem må se det sidste?"))
    questions = long(
        N_("Har du spørgsmål om regler?"),
        N_("For eksempel om rådighed, ferie, sygdom eller et deltidsjob."),
    )
    questions_shown = shown(N_("Hvem må se dine spørgsmål?"))


class CheckboxList(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class FieldsForm(PortalForm):
    """The adverts step; its rows are added for as many adverts as the organisation asks for."""

    fields = CheckboxList(
        N_("Hvilke fagområder søger du job i?"),
        validators=[Optional()],
        description=N_("Så kan konsulenten finde opslag, der passer. Vælg dem, du har lyst til."),
    )

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.name_fields("da")

    def name_fields(self, lang: str) -> None:
        self.fields.choices = choices((f.id, f.name(lang)) for f in load_registers().fields)


WHO_SEES_ADVERT = (
    N_("Hvem må se det første opslag?"),
    N_("Hvem må se det andet opslag?"),
    N_("Hvem må se det tredje opslag?"),
)


def adverts_form(count: int) -> type[FieldsForm]:
    """The form of the adverts step with `count` rows."""
    rows: dict[str, object] = {}
    for n in range(count):
        rows |= {
            f"title{n}": short(N_("Titel på jobbet")),
            f"workplace{n}": short(N_("Arbejdssted")),
            f"deadline{n}": short(N_("Frist for at søge")),
            f"on_jobnet{n}": BooleanField(N_("Det ligger allerede i min joblog eller på Jobnet")),
            f"shown{n}": shown(WHO_SEES_ADVERT[n]),
        }
    return type("AdvertsForm", (FieldsForm,), rows)


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


class CodeForm(PortalForm):
    code = StringField(
        N_("Din egen kode"),
        [Length(max=80, message=TOO_LONG)],
        description=N_("25 tegn. Store og små bogstaver og mellemrum betyder ikke noget."),
    )
