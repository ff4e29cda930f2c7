"""What may be typed about companies and openings, and the filters of the list."""

from typing import Any

from wtforms import RadioField, SelectField, TextAreaField

from portal.openings import labels
from portal.openings.company_service import CompanyFields
from portal.openings.form_fields import at_most, lines, long, needed, short
from portal.openings.models import Company
from portal.shared.danish_order import danish_order
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm

SIZES = ("1-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")


class CompanyForm(PortalForm):
    name = short(N_("Navn"), "", 200, needed(N_("Skriv virksomhedens navn.")))
    former_names = long(N_("Tidligere navne"), N_("Et på hver linje."))
    parent = short(N_("Moderselskab eller kæde"))
    aliases = long(
        N_("Kælenavne og forkortelser"),
        N_("Et på hver linje. Dem bruger vi til at finde det, der røber virksomheden i teksten."),
    )
    brands = long(N_("Produkter og varemærker"), N_("Et på hver linje."))
    cvr = short(N_("CVR-nummer"), "", 20)
    pnumber = short(N_("P-nummer"), "", 20)
    domain = short(N_("Hjemmeside"), N_("For eksempel firma.dk"))
    address = short(N_("Adresse"), "", 300)
    municipality = SelectField(N_("Kommune"), [needed(N_("Vælg arbejdsstedets kommune."))])
    branch = SelectField(
        N_("Branche"),
        description=N_("Bliver aldrig vist. Den afgør, hvor mange virksomheder der ligner denne."),
    )
    size_class = SelectField(N_("Antal ansatte"), description=N_("Bliver aldrig vist."))
    sector = RadioField(
        N_("Sektor"),
        [needed(N_("Vælg privat eller offentlig."))],
        choices={key.value: label for key, label in labels.SECTORS.items()},
    )
    contact_name = short(N_("Kontaktperson"))
    contact_role = short(N_("Kontaktpersonens rolle"))
    phone = short(N_("Telefon"), "", 60)
    email = short(N_("E-mail"), "", 254)
    note = long(N_("Note til jer selv"), N_("Skriv ikke om kandidater her."), 4000)

    def __init__(self, *args: Any, stored_branch: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [area.name_da for area in load_registers().of_kind("municipality")]
        self.municipality.choices = {"": N_("Vælg kommune"), **{name: name for name in sorted(names)}}
        branches = {branch.id: branch.name_da for branch in load_registers().branches}
        # What was typed before there was a list stays until somebody chooses.
        kept = {stored_branch: stored_branch} if stored_branch and stored_branch not in branches else {}
        named = sorted(branches.items(), key=lambda branch: danish_order(branch[1]))
        self.branch.choices = {"": N_("Vælg branche"), **kept, **dict(named)}
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


class GuessForm(PortalForm):
    first = short(
        N_("Første gæt"), N_("Skriv “ved ikke”, hvis teksten ikke siger dig noget."), 200,
        needed(N_("Skriv dit første gæt, eller “ved ikke”.")),
    )  # fmt: skip
    second = short(N_("Andet gæt"))
    third = short(N_("Tredje gæt"))

    def guesses(self) -> list[str]:
        return [str(field.data or "") for field in (self.first, self.second, self.third)]


class SendBackForm(PortalForm):
    note = TextAreaField(
        N_("Note til den, der har skrevet opslaget"),
        [needed(N_("Skriv, hvad der skal ændres.")), at_most(1000)],
        description=N_("Hvad skal ændres, og hvorfor?"),
    )


def company_values(company: Company) -> dict[str, object]:
    """A stored company as the form shows it."""
    values = {name: getattr(company, name) for name in CompanyFields.__dataclass_fields__}
    return {name: "\n".join(value) if isinstance(value, list) else value for name, value in values.items()}
