"""What makes a module whole: self-check and worksheet stand on the page, the same in both languages."""

from collections import Counter

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.self_check import Question
from portal.catalogue.worksheet import Worksheet

# So few questions say nothing about a habit.
MANY_ASKED = 30
SHORTCODE_KEYS = {"self-check": "self_check", "worksheet": "worksheet", "recording": "recording"}


def check_modules(content: Content) -> list[Finding]:
    findings: list[Finding] = []
    for page in content.pages:
        findings += _check_places(page)
        if page.language == "en":
            findings += _check_same(page, content)
    return findings + _check_places_of_right(content)


def _check_places_of_right(content: Content) -> list[Finding]:
    """Whoever always takes the same place must not be right more often than not."""
    asked = [
        (page, question.right)
        for page in content.pages
        if page.language == "da" and isinstance(page.head, ModuleHead)
        for question in page.head.self_check or ()
    ]
    found = []
    for place, count in Counter(right for _, right in asked).items():
        if len(asked) >= MANY_ASKED and count > len(asked) / 2:
            page = next(page for page, right in asked if right == place)
            message = f"{count} af {len(asked)} rigtige svar står som nummer {place + 1}: byt om på svarene"
            found.append(page.finding(page.line_of("self_check"), message))
    return found


def _check_places(page: ContentPage) -> list[Finding]:
    """What the head describes stands once in the text, and nothing stands there that is not described."""
    findings = []
    for name, key in SHORTCODE_KEYS.items():
        lines = [code.line for code in page.scan.shortcodes if code.name == name]
        described = getattr(page.head, key, None) is not None
        if described and not lines:
            message = f"siden har `{key}`, men viser det ikke: skriv [[{name}]] på en linje for sig"
            findings.append(page.finding(page.line_of(key), message))
        if lines and not described and page.head is not None:
            findings.append(page.finding(lines[0], f"[[{name}]] mangler `{key}` i hovedet: skriv det der"))
        findings += [page.finding(line, f"[[{name}]] står også ovenfor: slet den ene") for line in lines[1:]]
    return findings


def _check_same(page: ContentPage, content: Content) -> list[Finding]:
    twin = content.by_name.get((page.name, "da"))
    if twin is None or not isinstance(page.head, ModuleHead) or not isinstance(twin.head, ModuleHead):
        return []
    findings = _check_same_questions(page, twin, page.head.self_check or (), twin.head.self_check or ())
    return findings + _check_same_worksheet(page, twin, page.head.worksheet, twin.head.worksheet)


def _check_same_questions(
    page: ContentPage, twin: ContentPage, mine: tuple[Question, ...], theirs: tuple[Question, ...]
) -> list[Finding]:
    if len(mine) != len(theirs):
        message = f"siden har {len(mine)} spørgsmål i `self_check`, {twin.path} har {len(theirs)}"
        return [page.finding(page.line_of("self_check"), f"{message}: skriv de samme")]
    findings = []
    for number, (question, same) in enumerate(zip(mine, theirs, strict=True)):
        line = page.read.entry.line_at(("self_check", number))
        if len(question.options) != len(same.options):
            message = f"spørgsmål {number + 1} har ikke lige så mange svar som i {twin.path}"
            findings.append(page.finding(line, message))
        elif question.right != same.right:
            message = f"spørgsmål {number + 1} har et andet rigtigt svar end i {twin.path}: brug samme orden"
            findings.append(page.finding(line, message))
    return findings


def _check_same_worksheet(
    page: ContentPage, twin: ContentPage, mine: Worksheet | None, theirs: Worksheet | None
) -> list[Finding]:
    if mine is None and theirs is None:
        return []
    if mine is None or theirs is None or len(mine.parts) != len(theirs.parts):
        message = f"`worksheet` har ikke de samme dele som i {twin.path}: skriv dem på begge sprog"
        return [page.finding(page.line_of("worksheet"), message)]
    pairs = zip(mine.shape, theirs.shape, strict=True)
    return [
        page.finding(
            page.read.entry.line_at(("worksheet", "parts", number)),
            f"del {number + 1} af `worksheet` har ikke samme linjer, tabel eller felter som i {twin.path}",
        )
        for number, (part, same) in enumerate(pairs)
        if part != same
    ]
