"""The organisation that runs the installation: one settings file, `content/organisation.yml`."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from portal.shared.dates import CLOSING_DAYS, add_working_days, is_working_day
from portal.shared.errors import ConfigurationError
from portal.shared.registers import load_registers

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "content" / "organisation.yml"

# The name under which sessions carry the choice; see Database.info.
ANONYMITY = "anonymity"


def _a_day_of_the_year(text: str) -> str:
    date.fromisoformat(f"2028-{text}")
    return text


ClosingDay = Annotated[str, AfterValidator(_a_day_of_the_year)]


class SystemLimits(BaseModel):
    """How many characters the case system's fields hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    agreement: int = 1000
    goal: int = 400
    offer_status: int = 250


def _a_municipality(name: str) -> str:
    known = load_registers().municipality(name)
    if known is None:
        raise ValueError(f"kommunen {name} findes ikke")
    return known.name_da


Municipality = Annotated[str, AfterValidator(_a_municipality)]


class Anonymity(BaseModel):
    """How many companies must fit what readers are told, and where readers of a local site would look."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    k: int = Field(default=10, ge=5, le=100)
    catchment: frozenset[Municipality] = frozenset()


class Features(BaseModel):
    """What may be switched off; a feature that is off has no page, no link and no address."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    wall: bool = True

    def has(self, name: str) -> bool:
        """Raises KeyError for a name that is no feature."""
        return bool(self.model_dump()[name])


class Organisation(BaseModel):
    """Name, colours, contacts and the choices that are the organisation's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    kind: Literal["kommune", "a-kasse"]
    phone: str
    email: str
    accent: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")
    logo: str | None = None
    accessibility_statement: str
    controller_da: str
    controller_en: str
    dpo: str
    purpose_da: str
    purpose_en: str
    legal_basis_da: str
    legal_basis_en: str
    recipients_da: str
    recipients_en: str
    # Told of facts that are to be reviewed; without an address every editor is.
    facts_owner: str = ""
    conversation_minutes: int = Field(default=30, ge=5, le=120)
    adverts: int = Field(default=2, ge=0, le=3)
    form_days: int = Field(default=60, ge=1, le=180)
    opening_days: int = Field(default=30, ge=7, le=90)
    answer_working_days: int = Field(default=2, ge=1, le=10)
    closing_days: frozenset[ClosingDay] = CLOSING_DAYS
    system_limits: SystemLimits = SystemLimits()
    features: Features = Features()
    anonymity: Anonymity = Anonymity()

    def is_working_day(self, day: date) -> bool:
        return is_working_day(day, self.closing_days)

    def answer_by(self, today: date) -> date:
        """The last day on which what came in today is answered in time."""
        return add_working_days(today, self.answer_working_days, self.closing_days)

    def text(self, field: str, lang: str) -> str:
        """A field that has both languages, for example `text("purpose", "en")`."""
        return str(getattr(self, f"{field}_{lang}"))

    @property
    def phone_digits(self) -> str:
        return re.sub(r"\D", "", self.phone)

    @property
    def phone_unbroken(self) -> str:
        """The number as it is shown: never over two lines."""
        return self.phone.replace(" ", "\u00a0")


def read_organisation(path: Path = DEFAULT_PATH) -> Organisation:
    """Reads and validates the settings file; raises ConfigurationError naming the line or the fields."""
    try:
        return Organisation.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} is not YAML in UTF-8: {error}") from error
    except ValidationError as error:
        faults = [f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise ConfigurationError("\n".join(faults)) from error
