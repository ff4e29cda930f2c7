"""The sheet on one page: the same for page, paper, plain text and desk."""

from dataclasses import dataclass, replace

from portal.preparation import sheet_lines
from portal.preparation.answers import Answers
from portal.preparation.sheet_budget import (
    MOST_WORDS,
    Row,
    Section,
    Words,
    cost,
    cost_of,
    fit,
    tidy,
)
from portal.preparation.sheet_lines import TOPICS, Line, Part
from portal.preparation.sheet_names import about, name_of
from portal.shared.texts import LANGUAGES, N_, translate

# A form has fewer; a file that somebody made may have any number.
MOST_ROWS = 5
TITLE = N_("Mit ark til samtalen")
ONLY_ME, NEW = N_("Kun til mig"), N_("Nyt")
SHORTENED = N_("Forkortet til én side. Det hele står i dine svar.")
SHORTENED_AT_DESK = N_("Forkortet til én skærm. Det hele står under “Vis alt”.")


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet in a language; `note` says that it was shortened, and where the rest is."""

    lang: str
    title: tuple[Words, ...]
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    only_me: str
    new: tuple[Words, ...]
    note: str = ""


def sheet_of(answers: Answers, lang: str, *, whole: bool = False, at_desk: bool = False) -> Sheet:
    """The sheet, at most 350 words of it unless the whole is asked for."""
    both = not at_desk and "en" in (lang, answers.meeting.language)
    # Nothing tells the desk in which language the form was filled in.
    written = written_in(answers, "da" if at_desk else lang)
    sheet = Sheet(
        lang=lang,
        title=_in_both(TITLE, lang, both=both),
        about=tuple(map(tidy, about(answers.meeting, lang))),
        sections=tuple(_sections(answers, lang, written, both=both)),
        only_me=translate(lang, ONLY_ME),
        new=_in_both(NEW, lang, both=both),
    )
    return (
        sheet if whole else _on_one_page(sheet, translate(lang, SHORTENED_AT_DESK if at_desk else SHORTENED))
    )


def sheet_text(answers: Answers, lang: str) -> str:
    """The sheet as plain text, to paste anywhere."""
    sheet = sheet_of(answers, lang)
    lines = [_joined(sheet.title), " · ".join(sheet.about)]
    for section in sheet.sections:
        lines += ["", _joined(section.heading).upper()]
        for number, row in enumerate(section.rows, start=1):
            mark = f"{number}." if section.numbered else "-"
            lines.append(f"{mark} {_row_text(row, sheet)}")
    if sheet.note:
        lines += ["", sheet.note]
    return "\n".join(lines) + "\n"


def written_in(answers: Answers, lang: str) -> str:
    """The language of the candidate's own words, as far as it is known."""
    return answers.meeting.language if answers.meeting.language in LANGUAGES else lang


def _on_one_page(sheet: Sheet, note: str) -> Sheet:
    marks = (cost(sheet.only_me), sum(cost(words.text) + 1 for words in sheet.new))
    about = " · ".join(sheet.about)
    room = MOST_WORDS - sum(cost(words.text) + 1 for words in sheet.title) - cost(about)
    sections = tuple(replace(section, rows=section.rows[:MOST_ROWS]) for section in sheet.sections)
    if sections == sheet.sections and cost_of(sections, marks) <= room:
        return sheet
    return replace(sheet, sections=fit(sections, room - cost(note), marks), note=note)


def _sections(answers: Answers, lang: str, written: str, *, both: bool) -> list[Section]:
    lines = sheet_lines.lines_of(answers)
    sections = [
        Section(
            key=topic.key,
            heading=_in_both(topic.heading, lang, both=both),
            rows=tuple(
                _row(line, lang, written, new=sheet_lines.is_new(answers, topic.key, line))
                for line in lines[topic.key]
                if any(_words(part, lang, written).text for part in line.parts)
            ),
            numbered=topic.numbered,
            share=topic.share,
        )
        for topic in TOPICS
        if topic.key in lines
    ]
    # What was chosen from a register may have no name there any more.
    return [section for section in sections if section.rows]


def _row(line: Line, lang: str, written: str, *, new: bool) -> Row:
    words = tuple(named for part in line.parts if (named := _words(part, lang, written)).text)
    came_from = {"opening_id": line.opening_id, "module": line.module}
    return Row(words, leads=line.leads, private=not line.shown, new=new, **came_from)


def _words(part: Part, lang: str, written: str) -> Words:
    label = translate(lang, part.label) if part.label else ""
    if part.choices:
        names = (name_of(choice, lang) for choice in part.choices)
        return Words(", ".join(name for name in names if name), label)
    return Words(tidy(part.text), label, "" if written == lang else written)


def _in_both(msgid: str, lang: str, *, both: bool) -> tuple[Words, ...]:
    """In the language of the page first, because the candidate reads it; then for who reads the other."""
    other = next(one for one in LANGUAGES if one != lang)
    texts = {one: translate(one, msgid) for one in (lang, other)}
    own = Words(texts[lang])
    return (own, Words(texts[other], lang=other)) if both and texts[lang] != texts[other] else (own,)


def _joined(words: tuple[Words, ...]) -> str:
    return " · ".join(one.text for one in words)


def _row_text(row: Row, sheet: Sheet) -> str:
    new = f"[{_joined(sheet.new)}] " if row.new else ""
    private = f" [{sheet.only_me}]" if row.private else ""
    return new + " ".join(map(_sentence, row.words)) + private


def _sentence(words: Words) -> str:
    """ "Vil lære: metadata." """
    text = words.text if words.text.endswith((".", "?", "!", "…", ":")) else f"{words.text}."
    return f"{words.label}: {text}" if words.label else text
