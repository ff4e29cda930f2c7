"""What the detector knows of a company, what it can find, and the words it explains a finding with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from portal.shared.errors import N_

Severity = Literal["block", "warn"]


class LeakType(StrEnum):
    """The names that the evaluation set uses."""

    COMPANY_NAME = "company_name"
    BRAND = "brand"
    PERSON = "person"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    DOMAIN = "domain"
    SOCIAL = "social"
    CVR = "cvr"
    PNUMBER = "pnumber"
    CPR = "cpr"
    UNIQUE_DESCRIPTION = "unique_description"
    COMBINATION = "combination"


@dataclass(frozen=True)
class Company:
    """The private fields. Former names, a parent, nicknames and abbreviations all count as aliases."""

    name: str
    aliases: tuple[str, ...] = ()
    cvr: str = ""
    pnumber: str = ""
    domain: str = ""
    brands: tuple[str, ...] = ()
    address: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    municipality: str = ""
    branch: str = ""
    size_class: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "aliases", tuple(self.aliases))
        object.__setattr__(self, "brands", tuple(self.brands))


@dataclass(frozen=True)
class Finding:
    field: str
    start: int
    end: int
    type: str
    severity: Severity
    text: str
    why_da: str
    suggestion: str


@dataclass(frozen=True)
class Span:
    """Something found in one folded text."""

    start: int
    end: int
    type: LeakType
    severity: Severity = "block"
    why: str = ""


@dataclass(frozen=True)
class Wording:
    why: str
    suggestion: str


_WORDINGS: Mapping[LeakType, Wording] = {
    LeakType.COMPANY_NAME: Wording(
        N_("Virksomhedens navn, eller noget der ligner det, står i teksten. Fjern det."),
        N_("Skriv “virksomheden”, “vi” eller “her” i stedet."),
    ),
    LeakType.BRAND: Wording(
        N_("Her står et produkt eller et varemærke, som peger på virksomheden. Fjern det."),
        N_("Skriv, hvad det er for en slags vare eller ydelse."),
    ),
    LeakType.PERSON: Wording(
        N_("Her ser der ud til at stå en persons navn. Et navn kan føre til virksomheden."),
        N_("Skriv rollen, for eksempel “en kollega” eller “din leder”."),
    ),
    LeakType.ADDRESS: Wording(
        N_("Her står en adresse eller et sted, som fører til virksomheden. Fjern det."),
        N_("Skriv ikke, hvor stedet ligger. Opslaget viser selv området."),
    ),
    LeakType.PHONE: Wording(
        N_("Her ser der ud til at stå et telefonnummer. Fjern det."),
        N_("Skriv ikke et nummer. Interesserede skriver gennem opslaget."),
    ),
    LeakType.EMAIL: Wording(
        N_("Her står en e-mailadresse. Fjern den."),
        N_("Skriv ikke en adresse. Interesserede skriver gennem opslaget."),
    ),
    LeakType.URL: Wording(
        N_("Her står et link. Et link kan føre til virksomheden. Fjern det."),
        N_("Skriv det vigtigste fra siden med dine egne ord."),
    ),
    LeakType.DOMAIN: Wording(
        N_("Her står en hjemmeside. Den kan føre til virksomheden. Fjern den."),
        N_("Skriv det vigtigste fra siden med dine egne ord."),
    ),
    LeakType.SOCIAL: Wording(
        N_("Her står en profil på et socialt medie. Fjern den."),
        N_("Skriv, hvad opgaven på sociale medier går ud på, uden profilens navn."),
    ),
    LeakType.CVR: Wording(
        N_("Her ser der ud til at stå et CVR-nummer. Fjern det."),
        N_("Nummeret hører kun til i de interne felter."),
    ),
    LeakType.PNUMBER: Wording(
        N_("Her ser der ud til at stå et P-nummer. Fjern det."),
        N_("Nummeret hører kun til i de interne felter."),
    ),
    LeakType.CPR: Wording(
        N_("Her ser der ud til at stå et CPR-nummer. Et CPR-nummer må aldrig stå i et opslag. Fjern det."),
        N_("Slet nummeret."),
    ),
    LeakType.UNIQUE_DESCRIPTION: Wording(
        N_("Det her passer måske kun på én virksomhed. Skriv om, eller forklar, hvorfor det kan stå."),
        N_("Skriv opgaven i stedet for virksomhedens historie, rekorder og priser."),
    ),
    LeakType.COMBINATION: Wording(
        N_("Sted, branche og størrelse passer tilsammen måske på meget få virksomheder."),
        N_("Udelad stedet eller antallet af ansatte."),
    ),
}


def wording(kind: LeakType) -> Wording:
    return _WORDINGS[kind]
