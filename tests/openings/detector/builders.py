"""An invented company, and what the detector says of one text beside it."""

from dataclasses import replace

from portal.openings.detector import Company, Finding, find_leaks
from portal.openings.detector.count_files import demonstration_counts
from portal.openings.detector.counts import CountTable
from portal.openings.detector.words import Dictionary

KNARVIG = Company(
    name="Knarvig Støbegods A/S",
    aliases=("Knarvig", "KSG", "Knarren"),
    cvr="90112244",
    pnumber="1029384756",
    domain="knarvig-stoebegods.example",
    brands=("DråbeRist", "Flammeo"),
    address="Essevænget 17, 7500 Holstebro",
    contact_name="Thorkil Uglebjerg",
    phone="00 41 52 63",
    email="thorkil@knarvig-stoebegods.example",
    municipality="Holstebro",
    branch="elektronik",
    size_class="20-49",
)
LOFTET = Company(name="Loftet", domain="loftet.example")


def company(**changes: object) -> Company:
    return replace(KNARVIG, **changes)  # type: ignore[arg-type]


def found(
    text: str,
    dictionary: Dictionary,
    known: Company | None = KNARVIG,
    counts: CountTable | None = None,
) -> list[Finding]:
    table = demonstration_counts() if counts is None else counts
    return find_leaks({"description": text}, known, counts=table, dictionary=dictionary)


def severities(text: str, dictionary: Dictionary, known: Company | None = KNARVIG) -> dict[str, str]:
    """Type of each finding to its severity."""
    return {finding.type: finding.severity for finding in found(text, dictionary, known)}
