"""A published opening in the reader's language: every value that a page, the PDF or the feed shows."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date

from portal.openings import labels
from portal.openings.public import PublicOpening
from portal.openings.rules import Kind, Sector, WorkForm
from portal.shared.dates import full_date, week_text
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate

BY_AGREEMENT = N_("efter aftale")
# Only a draft that is looked at before it is finished lacks a field or a language.
NOT_CHOSEN = N_("ikke valgt endnu")
MOST_IN_LIST = 240
WEEKS_A_YEAR = 52
MONTHS_FROM_WEEKS = 13


@dataclass(frozen=True)
class Words:
    """A text and the language it is in; `lang` is empty when it is the page's own."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class OpeningView:
    """What is shown; nothing here is computed by a template."""

    id: str
    url: str
    kind: str
    tag_class: str
    title: Words
    summary: Words
    tasks: Words
    day: Words
    learn: Words
    job_goal: Words
    mentor: Words
    area: str
    field: str
    sector: str
    start: str
    starts: str
    length: str
    hours: str
    hours_a_week: str
    work_form: str
    language: str
    week: str
    until: str
    competences: tuple[Words, ...]
    named: bool

    @property
    def when(self) -> str:
        """How long and from when."""
        return self.length if self.start == self.length else f"{self.length}, {self.starts}"

    @property
    def meta(self) -> str:
        """The line of the four main facts, the kind before it."""
        return " · ".join((self.area, self.when, self.hours))


@lru_cache(maxsize=1024)
def show(opening: PublicOpening, lang: str) -> OpeningView:
    registers = load_registers()
    tasks = _words(opening, "tasks", lang)
    return OpeningView(
        id=opening.id,
        url=opening.url_en if lang == "en" else opening.url,
        kind=_kind(opening, lang),
        tag_class=labels.TAG_CLASSES[Kind(opening.type)],
        title=_words(opening, "title", lang),
        summary=Words(_beginning(tasks.text), tasks.lang),
        tasks=tasks,
        day=_words(opening, "day", lang),
        learn=_words(opening, "learn", lang),
        job_goal=_words(opening, "job_goal", lang),
        mentor=_words(opening, "mentor", lang),
        area=registers.areas_by_id[opening.area].name(lang),
        field=_field(opening, lang),
        sector=translate(lang, labels.SECTORS[Sector(opening.sector)]),
        start=full_date(opening.start, lang) if opening.start else translate(lang, BY_AGREEMENT),
        starts=_starts(opening, lang),
        length=_length(opening, lang),
        hours=_hours(opening, lang, N_("%(n)s timer"), N_("timer efter aftale")),
        hours_a_week=_hours(opening, lang, N_("%(n)s om ugen"), BY_AGREEMENT),
        work_form=translate(lang, labels.WORK_FORMS[WorkForm(opening.work_form)]),
        language=translate(lang, labels.LANGUAGES.get(opening.language, NOT_CHOSEN)),
        week=week_text(opening.published_week, lang),
        until=week_text(opening.expires_week, lang),
        competences=tuple(_competence(name, lang) for name in opening.competences),
        named=opening.named,
    )


def _field(opening: PublicOpening, lang: str) -> str:
    known = load_registers().fields_by_id.get(opening.field)
    return known.name(lang) if known else translate(lang, NOT_CHOSEN)


def _kind(opening: PublicOpening, lang: str) -> str:
    """The legal form; a talent task is said beside it."""
    kind = translate(lang, labels.KINDS[Kind(opening.type)])
    return f"{kind}, {translate(lang, labels.TALENT).lower()}" if opening.talent else kind


def _words(opening: PublicOpening, field: str, lang: str) -> Words:
    written = opening.text_lang(field, lang)
    return Words(opening.text(field, lang), "" if written == lang else written)


def _competence(name: str, lang: str) -> Words:
    known = load_registers().competence_named(name) if lang == "en" else None
    if known is not None:
        return Words(known.name_en)
    return Words(name, "da" if lang == "en" else "")


def _beginning(text: str) -> str:
    """The tasks as far as they fit in a list, in whole sentences."""
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    shown = sentences[0]
    for sentence in sentences[1:]:
        if len(shown) + len(sentence) > MOST_IN_LIST:
            break
        shown = f"{shown} {sentence}"
    return shown


def _starts(opening: PublicOpening, lang: str) -> str:
    if opening.start is None:
        return translate(lang, N_("start efter aftale"))
    day = format_date(opening.start, "d. MMMM" if lang == "da" else "d MMMM", locale=lang)
    return translate(lang, N_("fra %(day)s"), day=day)


def _length(opening: PublicOpening, lang: str) -> str:
    """Weeks as they are agreed, long ones in months or years."""
    weeks = opening.length
    if weeks is None:
        open_ended = opening.type in (Kind.JOB, Kind.LOENTILSKUD)
        return translate(lang, N_("uden slutdato") if open_ended else BY_AGREEMENT)
    if weeks % WEEKS_A_YEAR == 0:
        years = weeks // WEEKS_A_YEAR
        return translate(lang, N_("1 år") if years == 1 else N_("%(n)s år"), n=years)
    if weeks >= MONTHS_FROM_WEEKS:
        return translate(lang, N_("%(n)s måneder"), n=round(weeks * 12 / WEEKS_A_YEAR))
    return translate(lang, N_("1 uge") if weeks == 1 else N_("%(n)s uger"), n=weeks)


def _hours(opening: PublicOpening, lang: str, message: str, otherwise: str) -> str:
    if opening.hours is None:
        return translate(lang, otherwise)
    return translate(lang, message, n=opening.hours)
