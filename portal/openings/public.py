"""A published opening as everybody may see it: an allow-list of values, never a company's."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from portal.openings.models import PublicOpeningRow

_FOLDS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
JSON_KEYS = (
    "id", "url", "type", "title", "tasks", "day", "learn", "competences", "field", "area", "sector",
    "hours", "start", "length", "language", "work_form", "published_week",
)  # fmt: skip


@dataclass(frozen=True)
class PublicOpening:
    """One opening; `area` and `field` are ids of the registers, `length` counts weeks, None is open."""

    id: str
    type: str
    title: str
    tasks: str
    day: str
    learn: str
    job_goal: str
    mentor: str
    competences: tuple[str, ...]
    field: str
    area: str
    sector: str
    hours: int | None
    start: date | None
    length: int | None
    language: str
    work_form: str
    published_week: str
    expires_week: str
    title_en: str
    tasks_en: str
    day_en: str
    learn_en: str
    talent: bool = False
    named: bool = False

    @property
    def url(self) -> str:
        return f"/opslag/{self.id}"

    @property
    def url_en(self) -> str:
        return f"/en/openings/{self.id}"

    def text(self, field: str, lang: str) -> str:
        """A free text in the language, or in Danish where there is no English version."""
        english = str(getattr(self, f"{field}_en", "")) if lang == "en" else ""
        return english or str(getattr(self, field))

    def text_lang(self, field: str, lang: str) -> str:
        """The language that `text` answers in, for the page's `lang` attribute."""
        english = str(getattr(self, f"{field}_en", ""))
        return "en" if lang == "en" and english else "da"

    def as_json(self) -> dict[str, object]:
        values: dict[str, object] = {key: getattr(self, key) for key in JSON_KEYS}
        values["competences"] = list(self.competences)
        values["start"] = self.start.isoformat() if self.start else None
        return values


def read_row(row: PublicOpeningRow) -> PublicOpening:
    return PublicOpening(
        id=row.id,
        type=row.type,
        title=row.title,
        tasks=row.tasks,
        day=row.day,
        learn=row.learn,
        job_goal=row.job_goal,
        mentor=row.mentor,
        competences=tuple(row.competences),
        field=row.field,
        area=row.area,
        sector=row.sector,
        hours=row.hours,
        start=row.start,
        length=row.weeks,
        language=row.language,
        work_form=row.work_form,
        published_week=row.published_week,
        expires_week=row.expires_week,
        title_en=row.title_en,
        tasks_en=row.tasks_en,
        day_en=row.day_en,
        learn_en=row.learn_en,
        talent=row.talent,
        named=row.named,
    )


def folded(text: str) -> str:
    """Text as it is searched: lower case, æøå as ae oe aa, no accents, one space between words."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_FOLDS)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain).strip()
