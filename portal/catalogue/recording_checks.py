"""A recording may only be shown when it has captions that work and its words as text, in both languages."""

from collections.abc import Iterator
from datetime import date

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import WebinarHead
from portal.catalogue.module_requirements import words_read
from portal.catalogue.recording import FOLDER, TRANSCRIPT, Recording
from portal.catalogue.vtt import read_cues

# Of the words in the captions that must stand in the transcript too.
LEAST_SAID = 0.7


def check_recordings(content: Content, today: date) -> list[Finding]:
    findings: list[Finding] = []
    for page in content.pages:
        if isinstance(page.head, WebinarHead) and page.head.recording is not None:
            findings += _not_held(page, page.head, today)
            findings += _files(page, page.head.recording, content)
        if page.language == "en" and isinstance(page.head, WebinarHead):
            findings += _twin(page, page.head, content)
    return findings


def _not_held(page: ContentPage, head: WebinarHead, today: date) -> Iterator[Finding]:
    if not any(held.start.date() <= today and not held.cancelled for held in head.times):
        message = "webinaret er ikke holdt endnu: en optagelse kommer først bagefter"
        yield page.finding(page.line_of("recording"), message)


def _files(page: ContentPage, recording: Recording, content: Content) -> Iterator[Finding]:
    said = ""
    for key in ("video", "captions", "chapters"):
        name = getattr(recording, key)
        if name is None:
            continue
        file = content.root / FOLDER / name
        if not file.is_file():
            message = f"filen {content.root.name}/{FOLDER}{name} findes ikke: læg den der, eller ret navnet"
            yield page.finding(page.read.entry.line_at(("recording", key)), message)
        elif key != "video":
            cues, faults = read_cues(file.read_text(encoding="utf-8", errors="replace"))
            path = page.path.with_name("recordings") / name
            yield from (Finding(path, line, message) for line, message in faults)
            said = " ".join(cue.text for cue in cues) if key == "captions" else said
    yield from _transcript(page, said)


def _transcript(page: ContentPage, said: str) -> Iterator[Finding]:
    """The words as text on the page, for those who read, and for the search."""
    section = transcript(page)
    if section is None:
        message = (
            f"optagelsen mangler sin udskrift: skriv, hvad der siges, under `## Udskrift {{#{TRANSCRIPT}}}`"
        )
        yield page.finding(page.line_of("recording"), message)
        return
    line, text = section
    spoken = {word for word in _words(said) if len(word) > 3}
    written = _words(text)
    if not words_read(text) or len(spoken & written) < LEAST_SAID * len(spoken):
        yield page.finding(line, "udskriften har ikke det, der står i underteksterne: skriv det hele")


def transcript(page: ContentPage) -> tuple[int, str] | None:
    """The line of its heading, and the text under it."""
    headings = [heading for heading in page.scan.headings if heading.level == 2]
    found = next((heading for heading in headings if heading.id == TRANSCRIPT), None)
    if found is None:
        return None
    after = next((heading.line for heading in headings if heading.line > found.line), None)
    lines = page.read.body.split("\n")
    begin = found.line - page.read.body_line + 1
    return found.line, "\n".join(lines[begin : after - page.read.body_line if after else None])


def _words(text: str) -> set[str]:
    return {word.strip(".,:;!?“”\"'()[]").casefold() for word in text.split()}


def _twin(page: ContentPage, head: WebinarHead, content: Content) -> Iterator[Finding]:
    twin = content.by_name.get((page.name, "da"))
    if twin is None or not isinstance(twin.head, WebinarHead):
        return
    mine, theirs = head.recording, twin.head.recording
    if (mine and mine.video) != (theirs and theirs.video):
        yield page.finding(page.line_of("recording"), f"`recording` skal have samme film som i {twin.path}")
    elif mine and theirs and mine.captions == theirs.captions:
        line = page.read.entry.line_at(("recording", "captions"))
        yield page.finding(line, "hvert sprog har sine egne undertekster: skriv navnet på en anden fil")
