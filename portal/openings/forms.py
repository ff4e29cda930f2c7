"""What may be typed about companies and openings, and the filters of the list."""

from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from portal.openings import labels
from portal.openings.company_service import CompanyFields
from portal.openings.draft_service import OpeningFields
from portal.openings.models import Company, Opening
from portal.openings.rules import WorkForm
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm

TOO_LONG = N_("Teksten er for lang. Kort den ned.")
SIZES = ("1-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")


def _needed(message: str) -> InputRequired:
    return InputRequired(message)


def _at_most(number: int) -> Length:
    return Length(max=number, message=TOO_LONG)


def _short(label: str, description: str = "", most: int = 200, *validators: object) -> StringField:
    return StringField(label, [*(validators or (Optional(),)), _at_most(most)], description=description)


def _long(label: str, description: str = "", most: int = 1200) -> TextAreaField:
    return TextAreaField(label, [Optional(), _at_most(most)], description=description)


class CompanyForm(PortalForm):
    name = _short(N_("Navn"), "", 200, _needed(N_("Skriv virksomhedens navn.")))
    former_names = _long(N_("Tidligere navne"), N_("Et på hver linje."))
    parent = _short(N_("Moderselskab eller kæde"))
    aliases = _long(
        N_("Kælenavne og forkortelser"),
        N_("Et på hver linje. Dem bruger vi til at finde det, der røber virksomheden i teksten."),
    )
    brands = _long(N_("Produkter og varemærker"), N_("Et på hver linje."))
    cvr = _short(N_("CVR-nummer"), "", 20)
    pnumber = _short(N_("P-nummer"), "", 20)
    domain = _short(N_("Hjemmeside"), N_("For eksempel firma.dk"))
    address = _short(N_("Adresse"), "", 300)
    municipality = SelectField(N_("Kommune"), [_needed(N_("Vælg arbejdsstedets kommune."))])
    branch = _short(N_("Branche"), N_("Med dine egne ord, for eksempel “gartneri”."), 120)
    size_class = SelectField(N_("Antal ansatte"), description=N_("Bliver aldrig vist."))
    sector = RadioField(
        N_("Sektor"),
        [_needed(N_("Vælg privat eller offentlig."))],
        choices={key.value: label for key, label in labels.SECTORS.items()},
    )
    contact_name = _short(N_("Kontaktperson"))
    contact_role = _short(N_("Kontaktpersonens rolle"))
    phone = _short(N_("Telefon"), "", 60)
    email = _short(N_("E-mail"), "", 254)
    note = _long(N_("Note til jer selv"), N_("Skriv ikke om kandidater her."), 4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [area.name_da for area in load_registers().of_kind("municipality")]
        self.municipality.choices = {"": N_("Vælg kommune"), **{name: name for name in sorted(names)}}
        self.size_class.choices = {"": N_("Ved ikke"), **{size: size for size in SIZES}}

    def fields(self) -> CompanyFields:
        """What was typed, trimmed; lists one to a line."""
        values = {
            name: str(getattr(self, name).data or "").strip()
            for name in CompanyFields.__dataclass_fields__
            if name not in ("former_names", "aliases", "brands")
        }
        lists = {name: lines(getattr(self, name).data) for name in ("former_names", "aliases", "brands")}
        return CompanyFields(**values, **lists)  # type: ignore[arg-type]


class OpeningForm(PortalForm):
    company_id = SelectField(labels.FIELDS["company_id"], [_needed(N_("Vælg en virksomhed."))])
    type = RadioField(
        labels.FIELDS["type"],
        [_needed(N_("Vælg, hvad det er for en slags opslag."))],
        choices={key.value: label for key, label in labels.KINDS.items()},
    )
    talent = BooleanField(
        labels.TALENT, description=N_("En afgrænset opgave, som virksomheden gerne vil have løst.")
    )
    title = _short(
        labels.FIELDS["title"],
        N_("Opgaven i én linje, for eksempel “Gør noget ved et nyhedsbrev, som for få åbner”."),
        120,
        _needed(N_("Skriv en titel. En linje om opgaven er nok.")),
    )
    tasks = _long(
        labels.FIELDS["tasks"],
        N_("Skriv opgaver, ikke historie, produkter, kunder, steder eller priser."),
    )
    day = _long(labels.FIELDS["day"], N_("Hvad sker der formiddag og eftermiddag, og hvem er med?"))
    learn = _long(labels.FIELDS["learn"], N_("Hvad kan kandidaten bagefter, som ikke kunne det før?"))
    job_goal = _long(labels.FIELDS["job_goal"], N_("Skriv det, som det er. Også når der ikke er et job."))
    mentor = _short(labels.FIELDS["mentor"], N_("Rollen, aldrig navnet. For eksempel “teknisk chef”."))
    competences = _long(labels.FIELDS["competences"], N_("Tre til fem, én på hver linje."), 400)
    field = SelectField(labels.FIELDS["field"])
    hours = IntegerField(
        N_("Timer om ugen"),
        [Optional(), NumberRange(1, 37, N_("Skriv et tal fra 1 til 37."))],
        description=N_("Tomt betyder efter aftale."),
    )
    start = DateField(N_("Start"), [Optional()], description=N_("Tomt betyder efter aftale."))
    weeks = IntegerField(
        N_("Antal uger"),
        [Optional(), NumberRange(1, 156, N_("Skriv et tal fra 1 til 156."))],
        description=N_("Tomt betyder efter aftale eller uden slutdato."),
    )
    language = SelectField(
        N_("Arbejdssprog"), [_needed(N_("Vælg et sprog."))], choices=dict(labels.LANGUAGES)
    )
    work_form = RadioField(
        N_("Arbejdsform"),
        [_needed(N_("Vælg, hvor arbejdet foregår."))],
        choices={key.value: label for key, label in labels.WORK_FORMS.items()},
        default=WorkForm.ON_SITE.value,
    )
    title_en = _short(labels.FIELDS["title_en"], "", 120)
    tasks_en = _long(labels.FIELDS["tasks_en"])
    day_en = _long(labels.FIELDS["day_en"])
    learn_en = _long(labels.FIELDS["learn_en"])
    max_candidates = IntegerField(
        N_("Hvor mange kandidater vil virksomheden møde?"),
        [Optional(), NumberRange(1, 50, N_("Skriv et tal fra 1 til 50."))],
        description=N_("Bliver ikke vist."),
    )
    company_yes_on = DateField(
        N_("Virksomheden sagde ja til teksten den"),
        [Optional()],
        description=N_(
            "Virksomheden har læst eller hørt hele den offentlige tekst. Uden ja kan opslaget ikke slås op."
        ),
    )

    named = BooleanField(
        labels.FIELDS["named"],
        description=N_(
            "Virksomheden har selv valgt det. Navnet må så stå i teksten, og resten læses som ellers."
        ),
    )
    named_on = DateField(
        labels.FIELDS["named_on"],
        [Optional()],
        description=N_("Uden datoen kan et opslag med navn ikke sendes til gennemsyn."),
    )

    def __init__(
        self, *args: Any, companies: list[tuple[str, str]], today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.company_id.choices = {"": N_("Vælg virksomhed"), **dict(companies)}
        fields = {field.id: field.name_da for field in load_registers().fields}
        self.field.choices = {"": N_("Vælg fagområde"), **fields}

    def validate_company_yes_on(self, field: DateField) -> None:
        if field.data and self.today and field.data > self.today:
            raise ValidationError(N_("Dagen ligger i fremtiden. Skriv den dag, virksomheden sagde ja."))

    def validate_named_on(self, field: DateField) -> None:
        if field.data and self.today and field.data > self.today:
            raise ValidationError(N_("Dagen ligger i fremtiden. Skriv den dag, virksomheden valgte det."))

    def fields(self) -> OpeningFields:
        values = {name: getattr(self, name).data for name in OpeningFields.__dataclass_fields__}
        texts = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
        return OpeningFields(**{**values, **texts, "competences": lines(self.competences.data)})


class GuessForm(PortalForm):
    first = _short(
        N_("Første gæt"), N_("Skriv “ved ikke”, hvis teksten ikke siger dig noget."), 200,
        _needed(N_("Skriv dit første gæt, eller “ved ikke”.")),
    )  # fmt: skip
    second = _short(N_("Andet gæt"))
    third = _short(N_("Tredje gæt"))

    def guesses(self) -> list[str]:
        return [str(field.data or "") for field in (self.first, self.second, self.third)]


class SendBackForm(PortalForm):
    note = TextAreaField(
        N_("Note til den, der har skrevet opslaget"),
        [_needed(N_("Skriv, hvad der skal ændres.")), _at_most(1000)],
        description=N_("Hvad skal ændres, og hvorfor?"),
    )


def company_values(company: Company) -> dict[str, object]:
    """A stored company as the form shows it."""
    values = {name: getattr(company, name) for name in CompanyFields.__dataclass_fields__}
    return {name: "\n".join(value) if isinstance(value, list) else value for name, value in values.items()}


def opening_values(opening: Opening) -> dict[str, object]:
    """A stored opening as the form shows it."""
    values = {name: getattr(opening, name) for name in OpeningFields.__dataclass_fields__}
    return {**values, "competences": "\n".join(opening.competences)}


def lines(text: str | None) -> tuple[str, ...]:
    """What stands on each line, trimmed, each once."""
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))
