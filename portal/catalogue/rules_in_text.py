"""Lists what looks like a rule or a figure in running text but comes from no fact; an editor decides."""

import re

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.findings import Finding, Level
from portal.catalogue.front_matter import KitHead, ModuleHead
from portal.catalogue.markdown_scan import LOOKED_AT

NUMBER = {
    "da": r"(?:\d[\d.,–-]*|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|fjorten|femten|seksten|tyve)",
    "en": r"(?:\d[\d.,–-]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|twenty)",
}
UNIT = {
    "da": r"(?:uger?|timer?|procent|procentpoint|pct\.?|%|kr|kroner|måned(?:er)?|dages?|kilometer)",
    "en": r"(?:weeks?|hours?|percent(?:age points?)?|per cent|%|kroner|DKK|months?|days?|kilometres?|km)",
}
# "Ti minutter" is a week in somebody's life; minutes are a figure where they tell how long a meeting lasts.
MEETING = {
    "da": r"\b(?:samtale|møde)\w*\b[^.]*\b(?:\d+|ti|tyve|tredive) minutter\b",
    "en": r"\b(?:meeting|talk)s?\b[^.]*\b(?:\d+|ten|twenty|thirty) minutes\b",
}
SHARE = {
    "da": rf"\b{NUMBER['da']} ud af \w+|\bhver (?:anden|tredje|fjerde) (?!dag|uge)\w+|\bhalvdelen af\b",
    "en": rf"\b{NUMBER['en']} (?:out )?of {NUMBER['en']}\b|\bone in (?:three|four|five|ten)\b|\bhalf of\b",
}
COMPOUND = {
    "da": rf"\b{NUMBER['da']}-?(?:ugers|måneders|timers|dages)\b|\b\d[\d.]*\s*(?:kr\b|kroner)",
    "en": rf"\b{NUMBER['en']}-(?:week|month|hour|day)\b|\bDKK\s*\d",
}
RESEARCH = {
    "da": r"\b(?:[Ff]orskning(?:en)?|[Uu]ndersøgelser(?:ne)?|[Ss]tudier(?:ne)?|[Tt]allene) viser\b(?! ikke)",
    "en": r"\b(?:[Rr]esearch|[Ss]tudies|[Ff]igures) shows?\b(?! not)",
}
ABOUT = {
    "da": r"(?:dagpenge|a-kasse\w*|kommune\w*|jobnet|joblog|frist\w*|samtale\w*)",
    "en": r"(?:benefit|unemployment fund|municipality|jobnet|job log|deadline|meeting)",
}
DUTY = {
    "da": re.compile(
        rf"\b(?:[Dd]u|I)\b[^.?“]*\bskal\b(?! til\b)[^.?]*\b{ABOUT['da']}"
        r"|\b(?:karantæne|mister? retten|miste dagpenge|er forpligtet"
        r"|har (?:ret|pligt|krav) (?:til|på)(?= \w)"
        r"|[Ss]enest (?:samme|dagen|den|en|én|\d))\b"
        rf"|(?i:{SHARE['da']})|{COMPOUND['da']}|{RESEARCH['da']}|{MEETING['da']}"
    ),
    "en": re.compile(
        rf"\b[Yy]ou (?:must|have to)\b[^.?“]*\b{ABOUT['en']}"
        r"|\b(?:benefit suspension|lose (?:your )?benefit|have (?:the|a) (?:right|duty) to(?= \w)"
        r"|are (?:obliged|entitled)"
        r"|[Nn]o later than)\b"
        rf"|(?i:{SHARE['en']})|{COMPOUND['en']}|{RESEARCH['en']}|{MEETING['en']}"
    ),
}
FIGURE = {
    language: re.compile(rf"\b{NUMBER[language]}\s+{UNIT[language]}(?!\w)", re.IGNORECASE)
    for language in NUMBER
}


def rules_in_text(content: Content) -> list[Finding]:
    """Notes, not faults: an editor decides, and may say so in the text."""
    findings = []
    for page in content.pages:
        looked_at = _looked_at(page)
        for line, text in (*_said_in_head(page), *page.scan.prose):
            words = looks_like_rule(text, page.language)
            if words and line not in looked_at:
                message = f"»{words}« ligner en regel eller et tal: brug et faktum, hvis det er det"
                findings.append(Finding(page.path, line, message, Level.NOTE))
    return findings


def looks_like_rule(text: str, language: str) -> str | None:
    """The words that look like a rule or a figure."""
    found = FIGURE[language].search(text) or DUTY[language].search(text)
    return " ".join(found.group().split()) if found else None


def _said_in_head(page: ContentPage) -> list[tuple[int, str]]:
    """What a reader meets of the head: summary, what you will know, the self-check and the worksheet."""
    if page.head is None:
        return []
    said = [(page.line_of("summary"), page.head.summary), *page.said_in_head]
    said += [(page.line_of("gain"), text) for text in page.head.gain]
    sheet = page.head.worksheet if isinstance(page.head, ModuleHead | KitHead) else None
    if sheet is not None:
        words = [sheet.intro or "", *(f"{part.heading}. {part.hint or ''}" for part in sheet.parts)]
        said += [(page.line_of("worksheet"), text) for text in words]
    return said


def _looked_at(page: ContentPage) -> set[int]:
    """The lines of each paragraph that stands under `<!-- example: … -->`."""
    lines: set[int] = set()
    excused = begun = False
    for number, text in enumerate(page.read.body.split("\n"), page.read.body_line):
        if LOOKED_AT.match(text):
            excused, begun = True, False
        elif excused and text.strip():
            begun = True
            lines.add(number)
        elif begun:
            excused = False
    return lines
