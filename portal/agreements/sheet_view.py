"""An opened sheet as the consultant sees it: the candidate's own words, with short labels around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from portal.agreements.module_rules import ModuleText, relevant
from portal.catalogue.modules import FOR_CANDIDATES, Modules
from portal.preparation.answers import Answers, Meeting
from portal.preparation.desk_service import OpenedSheet
from portal.preparation.sheet_budget import Section, in_two
from portal.preparation.sheet_lines import lines_of
from portal.preparation.sheet_text import Sheet, sheet_of
from portal.shared.dates import full_date
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
class SheetView:
    """On one screen in two columns, most important first; `whole` where something had to be shortened."""

    id: str
    heading: str
    about: str
    sheet: Sheet
    columns: tuple[Sequence[Section], Sequence[Section]]
    fields: bool
    whole: Sheet | None = None

    @property
    def is_empty(self) -> bool:
        return not self.sheet.sections


@dataclass(frozen=True)
class ModuleLink:
    id: str
    title: str
    url: str
    minutes: int | None


def show_sheet(opened: OpenedSheet, lang: str) -> SheetView:
    answers = opened.answers
    sheet = sheet_of(answers, lang, at_desk=True)
    return SheetView(
        id=opened.id,
        heading=_heading(answers.meeting, lang),
        about=_about(answers.meeting, lang),
        sheet=sheet,
        columns=in_two(sheet.sections),
        fields=bool(answers.fields),
        whole=sheet_of(answers, lang, at_desk=True, whole=True) if sheet.note else None,
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


def _own_words(answers: Answers) -> list[str]:
    """Everything the candidate wrote freely; where they look for work is chosen and says nothing here."""
    lines = chain.from_iterable(lines_of(answers).values())
    return [part.text for line in lines for part in line.parts if part.text]


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
