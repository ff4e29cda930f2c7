"""An opened sheet as the consultant sees it: the candidate's own words, with short labels around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.agreements.module_rules import ModuleText, relevant
from portal.catalogue.modules import FOR_CANDIDATES, Modules
from portal.preparation.answers import Advert, Answers, Meeting, Proposal
from portal.preparation.desk_service import OpenedSheet
from portal.shared.dates import full_date
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate

FORMS = {"telefon": N_("telefon"), "video": N_("video"), "fremmoede": N_("I mødes")}
FIRST = {
    "a-kasse": N_("første gang hos a-kassen"),
    "kommune": N_("første gang hos kommunen"),
    "anden": N_("første gang hos en anden aktør"),
}
WITH = {"a-kasse": N_("hos a-kassen"), "kommune": N_("hos kommunen"), "anden": N_("hos en anden aktør")}
LANGUAGES = {"da": N_("dansk"), "en": N_("engelsk"), "andet": N_("et andet sprog")}
_AGREEABLE = ("module", "webinar")
_TIME = re.compile(r"(?:kl\.?\s*)?(\d{1,2})\s*[.:]\s*(\d{2})")


@dataclass(frozen=True)
class Line:
    """A line of a list: what comes first, the rest, and the opening it is about."""

    lead: str
    rest: str
    opening_id: str = ""


@dataclass(frozen=True)
class SheetView:
    id: str
    heading: str
    about: str
    lang: str
    agenda: tuple[str, ...]
    questions: str
    proposals: tuple[Line, ...]
    adverts: tuple[Line, ...]
    fields: str

    @property
    def is_empty(self) -> bool:
        return not (self.agenda or self.questions or self.proposals or self.adverts or self.fields)


@dataclass(frozen=True)
class ModuleLink:
    id: str
    title: str
    url: str
    minutes: int | None


def show_sheet(sheet: OpenedSheet, lang: str) -> SheetView:
    answers = sheet.answers
    fields = load_registers().fields_by_id
    return SheetView(
        id=sheet.id,
        heading=_heading(answers.meeting, lang),
        about=_about(answers.meeting, lang),
        lang="en" if answers.meeting.language == "en" else "da",
        agenda=tuple(item.text for item in answers.agenda if item.text),
        questions=answers.questions.text,
        proposals=tuple(_proposal(one, lang) for one in answers.proposals if not one.empty),
        adverts=tuple(_advert(one, lang) for one in answers.adverts if not one.empty),
        fields=", ".join(fields[one].name(lang) for one in answers.fields if one in fields),
    )


def agreeable(modules: Modules) -> list[str]:
    """What can go into an agreement: what candidates read, in the order of the menu and of the editor."""
    known = [one for one, module in modules.modules.items() if module.type in _AGREEABLE]
    theirs = [one for one in known if modules.modules[one].folder in FOR_CANDIDATES]
    return sorted(theirs, key=lambda one: FOR_CANDIDATES.index(modules.modules[one].folder))


def modules_for(answers: Answers, modules: Modules, lang: str, limit: int = 3) -> list[ModuleLink]:
    """The modules that answer what the candidate wrote, in the language of the page."""
    written = "en" if answers.meeting.language == "en" else "da"
    texts = {
        identifier: ModuleText(page.title, " ".join((page.summary, *(s.heading for s in page.sections))))
        for identifier in agreeable(modules)
        if modules.modules[identifier].type == "module"
        for page in (modules.modules[identifier].page(written),)
    }
    return [module_link(one, modules, lang) for one in relevant(_own_words(answers), texts, limit)]


def module_link(identifier: str, modules: Modules, lang: str) -> ModuleLink:
    page = modules.modules[identifier].page(lang)
    return ModuleLink(identifier, page.title, page.url, page.minutes)


def _own_words(answers: Answers) -> Sequence[str]:
    proposals = (text for one in answers.proposals for text in (one.tasks, one.learn, one.contact))
    return [*(item.text for item in answers.agenda), answers.questions.text, *proposals]


def _heading(meeting: Meeting, lang: str) -> str:
    """ "kl. 10.30, telefon"; the day where there is no time."""
    time = _TIME.fullmatch(meeting.at.strip())
    if time:
        when = f"{time[1]}:{time[2]}" if lang == "en" else f"kl. {time[1]}.{time[2]}"
    else:
        when = meeting.at or (full_date(meeting.day, lang) if meeting.day else "")
    form = translate(lang, FORMS[meeting.form]) if meeting.form in FORMS else ""
    return ", ".join(part for part in (when, form) if part) or translate(lang, N_("Samtale uden tidspunkt"))


def _about(meeting: Meeting, lang: str) -> str:
    labels = FIRST if meeting.first == "ja" else WITH
    parts = [
        labels.get(meeting.whom, N_("første gang") if meeting.first == "ja" else ""),
        LANGUAGES.get(meeting.language, ""),
        N_("tolk") if meeting.interpreter else N_("ingen tolk"),
        N_("bisidder med") if meeting.companion else "",
    ]
    day = [full_date(meeting.day, lang)] if meeting.day and meeting.at else []
    return " · ".join([*day, *(translate(lang, part) for part in parts if part)])


def _proposal(one: Proposal, lang: str) -> Line:
    title = one.opening_title and translate(lang, N_("Opslag: %(title)s"), title=one.opening_title)
    parts = [
        one.workplace if title else "",
        one.tasks,
        one.learn and translate(lang, N_("Lærer: %(what)s"), what=one.learn),
        one.contact,
    ]
    return Line(title or one.workplace, _sentences(parts), one.opening_id if title else "")


def _advert(one: Advert, lang: str) -> Line:
    parts = [
        one.workplace if one.title else "",
        one.deadline and translate(lang, N_("Frist %(day)s"), day=one.deadline),
        translate(lang, N_("Står i joblog eller på Jobnet")) if one.on_jobnet else "",
    ]
    return Line(one.title or one.workplace, _sentences(parts))


def _sentences(parts: Sequence[str]) -> str:
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
