"""What may be typed about an opening: prompts, an example under every field, and what is refused."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional

from portal.openings import labels
from portal.openings.company_service import list_companies
from portal.openings.draft_service import OpeningFields, Saving
from portal.openings.form_fields import CheckboxList, WholeNumber, WordsField, long, needed, short
from portal.openings.models import Opening
from portal.openings.rules import QUALITY_POINTS, WorkForm
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.job_titles import field_of_title
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm

COMPETENCES = 5
LONGEST_WORD = 60
BY_AGREEMENT = N_("Tomt betyder efter aftale.")


class OpeningForm(PortalForm):
    company_id = SelectField(labels.FIELDS["company_id"], [needed(N_("Vælg en virksomhed."))])
    type = RadioField(
        labels.FIELDS["type"],
        [needed(N_("Vælg, hvad det er for en slags opslag."))],
        choices={key.value: label for key, label in labels.KINDS.items()},
    )
    title = short(
        labels.FIELDS["title"],
        N_("Opgaven i én linje: “Få flere til at åbne et nyhedsbrev”. Eller et jobnavn fra listen."),
        120,
        needed(N_("Skriv en titel. En linje om opgaven er nok.")),
    )
    tasks = long(
        labels.FIELDS["tasks"],
        N_(
            "Hvad skal løses? Skriv opgaver, ikke historie, produkter, kunder, steder eller vundne priser. "
            "For eksempel: “Du ringer til otte læsere, finder ud af, hvad de savner, og skriver tre nye "
            "breve.”"
        ),
    )
    day = long(
        labels.FIELDS["day"],
        N_(
            "Hvad sker der før og efter frokost, og hvem er med? For eksempel: "
            "“Formiddagen går med at skrive. Efter frokost ser du på tal sammen med en kollega.”"
        ),
    )
    learn = long(
        labels.FIELDS["learn"],
        N_(
            "Hvad kan kandidaten bagefter, men ikke før? For eksempel: “Du lærer at teste emnelinjer og at "
            "skrive kort.”"
        ),
    )
    job_goal = long(
        labels.FIELDS["job_goal"],
        N_(
            "Skriv det, som det er. Også når der ikke er et job. For eksempel: "
            "“Et vikariat fra april, hvis budgettet bliver godkendt.”"
        ),
    )
    mentor = short(labels.FIELDS["mentor"], N_("Rollen, aldrig navnet. For eksempel “teknisk chef”."))
    competences = WordsField(
        labels.FIELDS["competences"],
        places=COMPETENCES,
        description=N_("Tre til fem. Vælg fra listen, eller skriv selv. For eksempel “interview”."),
    )
    field = SelectField(labels.FIELDS["field"], description=N_("Det fag, opgaven hører til."))
    quality = CheckboxList(
        N_("Det har vi set efter"),
        choices={point: labels.QUALITY[point] for point in QUALITY_POINTS},
        description=N_("Kun for praktik: alle fire skal passe, før opslaget kan sendes til gennemsyn."),
    )
    hours = WholeNumber(
        N_("Timer om ugen"),
        [Optional(), NumberRange(1, 37, N_("Skriv et tal fra 1 til 37."))],
        description=N_("For eksempel 30. Tomt betyder efter aftale."),
    )
    weeks = WholeNumber(
        N_("Antal uger"),
        [Optional(), NumberRange(1, 156, N_("Skriv et tal fra 1 til 156."))],
        description=N_("For eksempel 4. Tomt betyder efter aftale eller uden slutdato."),
    )
    start = DateField(N_("Start"), [Optional()], description=BY_AGREEMENT)
    language = SelectField(
        labels.FIELDS["language"],
        choices={"": N_("Vælg sprog"), **labels.LANGUAGES},
        description=N_("Det sprog, opgaven kan løses på."),
    )
    work_form = RadioField(
        N_("Arbejdsform"),
        [needed(N_("Vælg, hvor arbejdet foregår."))],
        choices={key.value: label for key, label in labels.WORK_FORMS.items()},
        default=WorkForm.ON_SITE.value,
    )
    talent = BooleanField(
        labels.TALENT, description=N_("En afgrænset opgave, som virksomheden gerne vil have løst.")
    )
    title_en = short(labels.FIELDS["title_en"], N_("For eksempel “Make a newsletter people open”."), 120)
    tasks_en = long(labels.FIELDS["tasks_en"])
    day_en = long(labels.FIELDS["day_en"])
    learn_en = long(labels.FIELDS["learn_en"])
    max_candidates = WholeNumber(
        N_("Hvor mange kandidater vil virksomheden møde?"),
        [Optional(), NumberRange(1, 50, N_("Skriv et tal fra 1 til 50."))],
        description=N_("For eksempel 3. Bliver ikke vist."),
    )
    named = BooleanField(
        labels.FIELDS["named"],
        description=N_(
            "Kun når virksomheden selv har valgt det. Så må navnet stå i teksten. Resten bliver læst som "
            "ellers."
        ),
    )
    named_on = DateField(
        labels.FIELDS["named_on"],
        [Optional()],
        description=N_("Uden datoen kan et opslag med navn ikke sendes til gennemsyn."),
    )
    says_yes = BooleanField(
        N_("Virksomheden har læst eller hørt hele teksten, som den står nu, og sagt ja"),
        description=N_("Uden ja kan opslaget ikke slås op. Bliver teksten ændret bagefter, spørger vi igen."),
    )
    company_yes_on = DateField(
        N_("Virksomheden sagde ja den"),
        [Optional()],
        description=N_("Tomt betyder i dag, når feltet er krydset af."),
    )

    def __init__(
        self, *args: Any, companies: list[tuple[str, str]], today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.company_id.choices = {"": N_("Vælg virksomhed"), **dict(companies)}
        fields = {field.id: field.name_da for field in load_registers().fields}
        self.field.choices = {"": N_("Vælg fagområde"), **fields}

    def validate_competences(self, field: WordsField) -> None:
        if any(len(word) > LONGEST_WORD for word in field.data):
            raise ValidationError(N_("Skriv én ting i hvert felt, højst 60 tegn."))

    def validate_company_yes_on(self, field: DateField) -> None:
        if field.data and self.today and field.data > self.today:
            raise ValidationError(N_("Dagen ligger i fremtiden. Skriv den dag, virksomheden sagde ja."))

    def validate_named_on(self, field: DateField) -> None:
        if field.data and self.today and field.data > self.today:
            raise ValidationError(N_("Dagen ligger i fremtiden. Skriv den dag, virksomheden valgte det."))

    def fields(self) -> OpeningFields:
        values = {name: getattr(self, name).data for name in OpeningFields.__dataclass_fields__}
        texts = {name: (values[name] or "").strip() for name in values if isinstance(self[name], StringField)}
        # A title of the register says which fagområde it belongs to; a choice of one's own stays.
        texts["field"] = values["field"] or field_of_title(texts["title"]) or ""
        lists = {"quality": tuple(self.quality.data or ()), "competences": self.competences.data}
        return OpeningFields(**{**values, **texts, **lists})

    def saving(self, version: str = "") -> Saving:
        """What the page says besides the fields; a version that is no number counts as none."""
        known = int(version) if version.isdecimal() and len(version) < 10 else None
        return Saving(says_yes=bool(self.says_yes.data), version=known)


def opening_values(opening: Opening) -> dict[str, object]:
    """A stored opening as the form shows it."""
    return {name: getattr(opening, name) for name in OpeningFields.__dataclass_fields__}


def companies_of(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """The team's companies to choose from."""
    return [(line.id, line.name) for line in list_companies(session, actor)]


def read_opening_form(posted: FormData, database: Database, actor: Actor, clock: Clock) -> OpeningForm:
    """The form as it was posted; the companies are read before the transaction that writes."""
    with database.reading() as session:
        companies = companies_of(session, actor)
    return OpeningForm(posted, companies=companies, today=clock.today())
