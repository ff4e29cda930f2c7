"""The sheet in sections, the same for page, PDF and plain text."""

from typing import Any

from portal.preparation.answers import Advert, Answers, Proposal
from portal.shared.dates import full_date
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate

ONLY_ME = N_("Kun til mig")
DEADLINE, LEARN, CONTACT, OPENING = N_("Frist"), N_("Vil lære"), N_("Kontakt"), N_("Opslag")

SPOKEN = {"da": N_("på dansk"), "en": N_("på engelsk"), "andet": N_("på et andet sprog")}


def sheet_sections(answers: Answers, labels: dict[str, str], lang: str) -> dict[str, Any]:
    """`{title, about, sections: [{heading, numbered, rows: [{lead, text, private}]}]}` in the language."""

    def _(msgid: str) -> str:
        return translate(lang, msgid)

    agenda = [_row(item.text, "", shown=item.shown) for item in answers.agenda if item.text]
    questions = (
        [_row("", answers.questions.text, shown=answers.questions.shown)] if answers.questions.text else []
    )
    adverts = [_advert(advert, _) for advert in answers.adverts if not advert.empty]
    proposals = [_proposal(proposal, _) for proposal in answers.proposals if not proposal.empty]
    registered = load_registers().fields_by_id
    names = [registered[f].name(lang) for f in answers.fields if f in registered]
    fields = [_row("", ", ".join(names), shown=True)] if names else []
    sections = (
        (_(N_("Det vil jeg gerne have hjælp til")), True, agenda),
        (_(N_("Spørgsmål om regler")), False, questions),
        (_(N_("Forslag til praktik")), False, proposals),
        (_(N_("Jobopslag")), False, adverts),
        (_(N_("Fagområder")), False, fields),
    )
    return {
        "title": _(N_("Mit ark til samtalen")),
        "about": _about(answers, labels, lang),
        "only_me": _(ONLY_ME),
        "sections": [{"heading": h, "numbered": n, "rows": rows} for h, n, rows in sections if rows],
    }


def sheet_text(answers: Answers, labels: dict[str, str], lang: str) -> str:
    """The sheet as plain text, to paste or save."""
    sheet = sheet_sections(answers, labels, lang)
    lines = [sheet["title"], "", " · ".join(sheet["about"])]
    for section in sheet["sections"]:
        lines += ["", section["heading"].upper()]
        for number, row in enumerate(section["rows"], start=1):
            mark = f"{number}. " if section["numbered"] else "- "
            private = f" [{sheet['only_me']}]" if row["private"] else ""
            lines.append(mark + ". ".join(part for part in (row["lead"], row["text"]) if part) + private)
    return "\n".join(lines) + "\n"


def _about(answers: Answers, labels: dict[str, str], lang: str) -> list[str]:
    meeting = answers.meeting
    parts = [
        translate(lang, labels[name])
        for name in ("whom", "form")
        if getattr(meeting, name) not in ("", "ved-ikke")
    ]
    if meeting.day:
        parts.append(full_date(meeting.day, lang))
    if meeting.at:
        # Whoever wrote "half past ten" wrote it whole.
        parts.append(
            translate(lang, N_("kl. %(time)s"), time=meeting.at) if meeting.at[0].isdigit() else meeting.at
        )
    if meeting.first == "ja":
        parts.append(translate(lang, N_("første gang")))
    if meeting.language in SPOKEN:
        parts.append(translate(lang, SPOKEN[meeting.language]))
    if meeting.interpreter:
        parts.append(translate(lang, N_("tolk")))
    if meeting.companion:
        parts.append(translate(lang, N_("bisidder med")))
    return [part for part in parts if part]


def _row(lead: str, text: str, *, shown: bool) -> dict[str, Any]:
    return {"lead": lead, "text": text, "private": not shown}


def _advert(advert: Advert, _: Any) -> dict[str, Any]:
    parts = [advert.workplace]
    if advert.deadline:
        parts.append(f"{_(DEADLINE)}: {advert.deadline}")
    if advert.on_jobnet:
        parts.append(_(N_("Står i joblog eller på Jobnet")))
    return _row(advert.title, ". ".join(part for part in parts if part), shown=advert.shown)


def _proposal(proposal: Proposal, _: Any) -> dict[str, Any]:
    lead = f"{_(OPENING)}: {proposal.opening_title}" if proposal.opening_title else proposal.workplace
    parts = [proposal.workplace if proposal.opening_title else "", proposal.tasks]
    if proposal.learn:
        parts.append(f"{_(LEARN)}: {proposal.learn}")
    if proposal.contact:
        parts.append(f"{_(CONTACT)}: {proposal.contact}")
    return _row(lead, "\n".join(part for part in parts if part), shown=proposal.shown)
