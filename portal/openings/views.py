"""A published opening in the reader's language: every value that a page, the PDF or the feed shows."""

from dataclasses import dataclass

from portal.openings import labels
from portal.openings.public import PublicOpening
from portal.openings.rules import Kind, Sector, WorkForm
from portal.shared.dates import full_date, week_text
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate

BY_AGREEMENT = N_("efter aftale")
FIRST_SENTENCE = 180


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
    length: str
    hours: str
    work_form: str
    language: str
    week: str
    until: str
    competences: tuple[Words, ...]
    honest: tuple[str, str]

    @property
    def meta(self) -> str:
        """The line of the four main facts."""
        return " · ".join((self.area, self.length, self.hours))


def show(opening: PublicOpening, lang: str) -> OpeningView:
    kind = Kind(opening.type)
    registers = load_registers()
    strong, rest = labels.HONEST[kind]
    tasks = _words(opening, "tasks", lang)
    return OpeningView(
        id=opening.id,
        url=opening.url_en if lang == "en" else opening.url,
        kind=translate(lang, labels.KINDS[kind]),
        tag_class=labels.TAG_CLASSES[kind],
        title=_words(opening, "title", lang),
        summary=Words(_beginning(tasks.text), tasks.lang),
        tasks=tasks,
        day=_words(opening, "day", lang),
        learn=_words(opening, "learn", lang),
        job_goal=_words(opening, "job_goal", lang),
        mentor=_words(opening, "mentor", lang),
        area=registers.areas_by_id[opening.area].name(lang),
        field=registers.fields_by_id[opening.field].name(lang),
        sector=translate(lang, labels.SECTORS[Sector(opening.sector)]),
        start=_start(opening, lang),
        length=_length(opening, lang),
        hours=_hours(opening, lang),
        work_form=translate(lang, labels.WORK_FORMS[WorkForm(opening.work_form)]),
        language=translate(lang, labels.LANGUAGES.get(opening.language, opening.language)),
        week=week_text(opening.published_week, lang),
        until=week_text(opening.expires_week, lang),
        competences=tuple(_competence(name, lang) for name in opening.competences),
        honest=(translate(lang, strong), translate(lang, rest)),
    )


def _words(opening: PublicOpening, field: str, lang: str) -> Words:
    written = opening.text_lang(field, lang)
    return Words(opening.text(field, lang), "" if written == lang else written)


def _competence(name: str, lang: str) -> Words:
    known = load_registers().competence_named(name) if lang == "en" else None
    if known is not None:
        return Words(known.name_en)
    return Words(name, "da" if lang == "en" else "")


def _beginning(text: str) -> str:
    """The first sentences of the tasks, as many as fit in a list."""
    shown = ""
    for sentence in text.replace("! ", ". ").replace("? ", ". ").split(". "):
        if shown and len(shown) + len(sentence) > FIRST_SENTENCE:
            break
        shown += sentence.rstrip(".") + ". "
    return shown.strip()


def _start(opening: PublicOpening, lang: str) -> str:
    return full_date(opening.start, lang) if opening.start else translate(lang, BY_AGREEMENT)


def _length(opening: PublicOpening, lang: str) -> str:
    if opening.length is not None:
        message = N_("%(n)s uge") if opening.length == 1 else N_("%(n)s uger")
        return translate(lang, message, n=opening.length)
    open_ended = opening.type in (Kind.JOB, Kind.LOENTILSKUD)
    return translate(lang, N_("uden slutdato") if open_ended else BY_AGREEMENT)


def _hours(opening: PublicOpening, lang: str) -> str:
    if opening.hours is None:
        return translate(lang, N_("timer efter aftale"))
    return translate(lang, N_("%(n)s timer om ugen"), n=opening.hours)
