"""The columns of an import file: their Danish headings, and how a cell becomes what the form is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.openings import labels
from portal.openings.import_sheet import REMARK, Cell
from portal.openings.import_values import read_date, read_list, read_number, read_yes, same_word
from portal.shared.registers import load_registers

COMPANY, OWNER = "company_id", "owner"
YES = "y"
# What consultants also write for a choice.
_ALSO = {
    "praktik": ("virksomhedspraktik",),
    "job": ("ordinært job", "ordinær ansættelse", "fast job"),
    "loentilskud": ("løntilskud", "løntilskudsjob"),
    "vejledning": ("vejledning", "opkvalificering"),
    "on site": ("fysisk", "fremmøde", "hos virksomheden"),
    "hybrid": ("delvist hjemmefra",),
    "remote": ("hjemmearbejde", "fjernarbejde", "online"),
    "en": ("engelsk", "english"),
    "da+en": ("dansk/engelsk",),
}
NOT_YES_OR_NO = "Skriv ja eller nej, eller lad cellen være tom."


@dataclass(frozen=True)
class Column:
    """`field` is the form's name for it, `explained` what may stand there; `choices` are code and words."""

    heading: str
    field: str
    explained: str
    read: Callable[[str], str] = str
    choices: Callable[[], Mapping[str, str]] | None = None
    example: str = ""

    def is_called(self, heading: str) -> bool:
        return any(same_word(heading, name) for name in (self.heading, self.field))

    def value(self, text: str) -> str:
        """The form's value for a cell; a word that is no choice is left to the form to refuse."""
        if self.choices is None or not text:
            return self.read(text)
        known = self.choices()
        names = ((code, (code, label, *_ALSO.get(code, ()))) for code, label in known.items())
        return next((code for code, words in names if any(same_word(text, word) for word in words)), text)

    def allowed(self) -> str:
        """The explanation, with every choice."""
        if self.choices is None:
            return self.explained
        return f"{self.explained} Skriv en af: {', '.join(self.choices().values())}."


def _kinds() -> Mapping[str, str]:
    return {kind.value: label for kind, label in labels.KINDS.items()}


def _fields() -> Mapping[str, str]:
    return {field.id: field.name_da for field in load_registers().fields}


def _languages() -> Mapping[str, str]:
    return dict(labels.LANGUAGES)


def _work_forms() -> Mapping[str, str]:
    return {form.value: label for form, label in labels.WORK_FORMS.items()}


def _lines(text: str) -> str:
    return "\n".join(read_list(text))


def _ticked(text: str) -> str:
    return {True: YES, False: "", None: text}[read_yes(text)]


TICKED = frozenset({"talent", "named"})
_DATE = "En dato, for eksempel 11-01-2027."
_ANONYMOUS = "Skriv ikke noget, der røber virksomheden."
COLUMNS = (
    Column("Virksomhed", COMPANY, "Skal stå på teamets liste, skrevet på samme måde. Bliver aldrig vist."),
    Column("Ansvarlig", OWNER, "E-mail på den virksomhedskonsulent, der ejer opslaget. Må være tom."),
    Column("Slags", "type", "Skal udfyldes.", choices=_kinds, example="Praktik"),
    Column("Talentopgave", "talent", "Ja eller nej: en afgrænset opgave.", _ticked, example="nej"),
    Column(
        "Titel", "title", f"Skal udfyldes. Opgaven i én linje, højst 120 tegn. {_ANONYMOUS}",
        example="Gør indmeldelsen lettere at forstå",
    ),
    Column(
        "Opgaver", "tasks", f"Det skal der laves, højst 1.200 tegn. {_ANONYMOUS}",
        example="Du læser alt det, nye medlemmer får tilsendt, taler med fem af dem og skriver det om, så "
        "det kan læses på tre minutter.",
    ),
    Column(
        "Dag", "day", "En almindelig dag, højst 1.200 tegn.",
        example="Du skriver om formiddagen. Efter frokost læser I teksten højt for hinanden.",
    ),
    Column(
        "Lærer", "learn", "Det lærer kandidaten, højst 1.200 tegn.",
        example="Du lærer at skrive kort og at prøve en tekst af på dem, der skal læse den.",
    ),
    Column(
        "Kan føre til", "job_goal", "Skriv det, som det er. Skal udfyldes for praktik, før opslaget læses.",
        example="Et vikariat i foråret, hvis der kommer penge til det.",
    ),
    Column("Mentor", "mentor", "Rollen, aldrig navnet.", example="teamleder"),
    Column(
        "Kompetencer", "competences", "Tre til fem, adskilt af komma.", _lines,
        example="tekstforfatning, interview, klarsprog",
    ),
    Column("Fagområde", "field", "Skal udfyldes, før opslaget læses.", choices=_fields,
           example="Kommunikation og it"),
    Column("Timer", "hours", "Hele timer om ugen, 1 til 37. Tomt betyder efter aftale.", read_number,
           example="30"),
    Column("Uger", "weeks", "Antal uger, 1 til 156. Tomt betyder efter aftale.", read_number, example="4"),
    Column("Start", "start", f"{_DATE} Tomt betyder efter aftale.", read_date),
    Column("Arbejdssprog", "language", "Skal udfyldes.", choices=_languages, example="Dansk"),
    Column("Arbejdsform", "work_form", "Skal udfyldes.", choices=_work_forms, example="Hybrid"),
    Column("Titel på engelsk", "title_en", "Må være tom. Den læses igennem som den danske."),
    Column("Opgaver på engelsk", "tasks_en", "Må være tom."),
    Column("Dag på engelsk", "day_en", "Må være tom."),
    Column("Lærer på engelsk", "learn_en", "Må være tom."),
    Column("Antal kandidater", "max_candidates", "Så mange vil virksomheden møde. Bliver ikke vist.",
           read_number, example="3"),
    Column("Virksomhedens ja", "company_yes_on", f"{_DATE} Den dag sagde den ja til netop denne tekst.",
           read_date),
    Column("Med navn", "named", "Ja, kun når virksomheden selv har valgt at stå med sit navn.", _ticked),
    Column("Valgte navn den", "named_on", f"{_DATE} Skal udfyldes, når der står ja i Med navn.", read_date),
)  # fmt: skip
BY_FIELD = {column.field: column for column in COLUMNS}
NEEDED = (COMPANY, "type", "title")


@dataclass(frozen=True)
class Headings:
    """Which column stands where; `faults` say what is wrong with the heading row."""

    places: Mapping[int, Column]
    remarks: frozenset[int]
    faults: tuple[str, ...]


def read_headings(headings: tuple[str, ...]) -> Headings:
    places: dict[int, Column] = {}
    faults: list[str] = []
    for place, heading in enumerate(headings):
        column = next((column for column in COLUMNS if column.is_called(heading)), None)
        if not heading or heading.startswith(REMARK):
            continue
        if column is None:
            faults.append(
                f"Kolonne {place + 1} har en overskrift, som ikke kendes. Ret den, eller sæt {REMARK} foran."
            )
        elif column in places.values():
            faults.append(f"Overskriften {column.heading} står der to gange. Slet den ene kolonne.")
        else:
            places[place] = column
    there = {column.field for column in places.values()}
    lacking = [BY_FIELD[field].heading for field in NEEDED if field not in there]
    if lacking:
        faults.append(f"Der mangler en kolonne: {', '.join(lacking)}. Se `openings import --template`.")
    remarks = {place for place, heading in enumerate(headings) if heading.startswith(REMARK)}
    return Headings(places, frozenset(remarks), tuple(faults))


def cells_by_field(headings: Headings, cells: tuple[Cell, ...]) -> dict[str, Cell]:
    """The row's cells under their fields; what stands under no heading at all has the empty name."""
    found = {column.field: cells[place] for place, column in headings.places.items() if place < len(cells)}
    known = headings.places.keys() | headings.remarks
    stray = [cell for place, cell in enumerate(cells) if place not in known and (cell.text or cell.fault)]
    return found | ({"": stray[0]} if stray else {})
