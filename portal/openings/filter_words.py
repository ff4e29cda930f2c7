"""The values of a filter in words, and what a whole filter narrows the list to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.openings import labels
from portal.openings.filters import BY_AGREEMENT, TALENT, Filters, work_form_value
from portal.openings.rules import Sector
from portal.shared.danish_order import danish_order
from portal.shared.registers import Area, Competence, Field, load_registers
from portal.shared.texts import N_, translate

KINDS = {**{kind.value: label for kind, label in labels.KINDS.items()}, TALENT: labels.TALENT}
HOURS = {
    "up-to-15": N_("Op til 15 timer"),
    "16-25": N_("16–25 timer"),
    "26-37": N_("26–37 timer"),
    BY_AGREEMENT: N_("Timer efter aftale"),
}
WORK_FORMS = {work_form_value(form): label for form, label in labels.WORK_FORMS.items()}
SECTORS = {Sector.PRIVATE.value: N_("Privat arbejdsplads"), Sector.PUBLIC.value: N_("Offentlig arbejdsplads")}
NEW = N_("Nye i denne uge")
WORKING_LANGUAGE = N_("Arbejdssprog: %(language)s")


@dataclass(frozen=True)
class Chosen:
    """One choice in words, and the filter without it."""

    group: str
    word: str
    rest: Filters


@lru_cache(maxsize=32)
def names(group: str, lang: str) -> Mapping[str, str]:
    """Every value of a group with its name, in the order in which it is offered."""
    registers = load_registers()
    of_register: Mapping[str, Sequence[Field | Area | Competence]] = {
        "field": registers.fields,
        "area": registers.areas,
        "competence": sorted(registers.competences, key=lambda one: danish_order(one.name(lang))),
    }
    if group in of_register:
        return {entry.id: entry.name(lang) for entry in of_register[group]}
    of_labels: Mapping[str, Mapping[str, str]] = {
        "type": KINDS,
        "hours": HOURS,
        "language": labels.LANGUAGES,
        "work_form": WORK_FORMS,
        "sector": SECTORS,
        # Which week it is does not matter to its name.
        "week": {"": NEW},
    }
    return {value: translate(lang, label) for value, label in of_labels[group].items()}


def chosen(filters: Filters, lang: str) -> list[Chosen]:
    """Every choice in the order in which the page offers them, the words searched for last."""
    found = [
        Chosen(group, _said(group, value, word, lang), filters.without(group, value))
        for group, values in filters.groups("").items()
        for value, word in names(group, lang).items()
        if value in values
    ]
    return [*found, Chosen("q", f"“{filters.q}”", filters.without("q"))] if filters.q else found


def filter_words(filters: Filters, lang: str) -> list[str]:
    """What a filter narrows the list to, in words; nothing where it shows everything."""
    return [one.word for one in chosen(filters, lang)]


def _said(group: str, value: str, word: str, lang: str) -> str:
    """The name as it is understood where it stands alone."""
    alone = group != "language" or value == "en"
    return word if alone else translate(lang, WORKING_LANGUAGE, language=word)
