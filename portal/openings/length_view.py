"""What the rules file says of how long a placement or a wage subsidy may be, beside the field for weeks."""

from dataclasses import dataclass
from datetime import date

from portal.openings.models import Opening
from portal.openings.rules import Kind
from portal.shared.dated_rules import Subject, Target, length_advice

SUBJECTS: dict[str, Subject] = {
    Kind.PRAKTIK: "placement-weeks",
    Kind.LOENTILSKUD: "wage-subsidy-weeks",
}


@dataclass(frozen=True)
class LengthNote:
    text: str
    too_long: bool


def length_note(opening: Opening, sector: str, day: date, lang: str) -> LengthNote | None:
    """The limit in force, or a careful sentence while nobody has approved one; nothing for a job."""
    subject = SUBJECTS.get(opening.type)
    if subject is None:
        return None
    target: Target = "public" if sector == "public" else "private"
    advice = length_advice(subject, target, day, lang)
    if advice is None:
        return None
    too_long = advice.most is not None and opening.weeks is not None and opening.weeks > advice.most
    return LengthNote(advice.text, too_long)
