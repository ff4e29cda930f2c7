"""What comes along to the sheet from a page or an opening: a module, a section of it, a proposal."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import Request
from sqlalchemy.orm import Session

from portal.catalogue.modules import ModulePage, read_modules
from portal.preparation.answers import AGENDA_ITEMS, PROPOSALS, Answers, Item, Proposal
from portal.preparation.candidate import titles_of
from portal.shared.texts import N_, translate
from portal.web.languages import language

KEYS = ("module", "section", "opening")


def taken_along(sent: Mapping[str, object]) -> dict[str, str]:
    """The ids of a module, its section or an opening, as they came."""
    return {key: str(sent[key])[:80] for key in KEYS if sent.get(key)}


def topic_of(request: Request, taken: Mapping[str, str]) -> str:
    """The module or its section in the language of the page; empty when there is no such module."""
    pages = _pages(request, taken)
    return _topic(pages[language(request)], taken) if pages else ""


def title_of(request: Request, session: Session, taken: Mapping[str, str]) -> str:
    """Of the opening or the topic that is to come along."""
    opening = taken.get("opening", "")
    return titles_of(request, session, [opening]).get(opening, "") or topic_of(request, taken)


def is_there(request: Request, answers: Answers, taken: Mapping[str, str]) -> bool:
    """Whether it stands on the sheet already, in whichever language it was taken along."""
    if taken.get("opening"):
        return taken["opening"] in {proposal.opening_id for proposal in answers.proposals}
    topics = [_topic(page, taken) for page in _pages(request, taken).values()]
    return any(topic in item.text for topic in topics for item in answers.agenda)


def with_taken_along(
    request: Request, session: Session, answers: Answers, posted: Mapping[str, object]
) -> Answers:
    """Adds a topic to the agenda, an opening as a proposal, where there is room."""
    taken = taken_along(posted)
    return _with_opening(request, session, _with_topic(request, answers, taken), taken.get("opening", ""))


def _with_topic(request: Request, answers: Answers, taken: Mapping[str, str]) -> Answers:
    topic = topic_of(request, taken)
    agenda = [item for item in answers.agenda if item.text]
    if not topic or len(agenda) >= AGENDA_ITEMS or is_there(request, answers, {**taken, "opening": ""}):
        return answers
    text = translate(language(request), N_("Jeg vil gerne tale om: %(title)s"), title=topic)
    module, section = _known(request, taken)
    modules = tuple(dict.fromkeys((*answers.modules, module)))
    return replace(answers, agenda=(*agenda, Item(text, module=module, section=section)), modules=modules)


def _with_opening(request: Request, session: Session, answers: Answers, opening_id: str) -> Answers:
    titles = titles_of(request, session, [opening_id])
    proposals = [proposal for proposal in answers.proposals if not proposal.empty]
    known = {proposal.opening_id for proposal in proposals}
    if opening_id not in titles or opening_id in known or len(proposals) >= PROPOSALS:
        return answers
    proposal = Proposal(opening_id=opening_id, opening_title=titles[opening_id])
    return replace(answers, proposals=(*proposals, proposal))


def _pages(request: Request, taken: Mapping[str, str]) -> dict[str, ModulePage]:
    module = read_modules(request.app.state.settings.site).find(taken.get("module", ""))
    return {"da": module.da, "en": module.en} if module else {}


def _known(request: Request, taken: Mapping[str, str]) -> tuple[str, str]:
    """The ids as the site has them: a section that is not there is no section."""
    anchors = {section.anchor for page in _pages(request, taken).values() for section in page.sections}
    section = taken.get("section", "")
    return taken["module"], section if section in anchors else ""


def _topic(page: ModulePage, taken: Mapping[str, str]) -> str:
    """A section is named by its heading, because that is what was read."""
    headings = {section.anchor: section.heading for section in page.sections}
    heading = headings.get(taken.get("section", ""))
    return f"{heading} ({page.title})" if heading else page.title
