"""Lists what looks like a rule or a figure in running text but comes from no fact; an editor decides."""

import re

from portal.catalogue.content_pages import Content
from portal.catalogue.findings import Finding, Level

NUMBER = {
    "da": r"(?:\d[\d.,–-]*|to|tre|fire|fem|seks|syv|otte|ni|ti)",
    "en": r"(?:\d[\d.,–-]*|two|three|four|five|six|seven|eight|nine|ten)",
}
UNIT = {
    "da": r"(?:uger?|timer?|procent|pct\.?|%|kroner|kr\.?|måned(?:er)?|dages?|arbejdsdage)",
    "en": r"(?:weeks?|hours?|percent|per cent|%|kroner|DKK|months?|days?)",
}
ABOUT = {
    "da": r"(?:dagpenge|a-kasse\w*|kommune\w*|jobnet|joblog|frist\w*|samtale\w*)",
    "en": r"(?:benefit|unemployment fund|municipality|jobnet|job log|deadline|meeting)",
}
DUTY = {
    "da": re.compile(
        rf"\b(?:[Dd]u|I)\b[^.]*\bskal\b(?! til samtale)[^.]*\b{ABOUT['da']}"
        r"|\b(?:karantæne|mister? retten|miste dagpenge|har ret til|er forpligtet)\b"
    ),
    "en": re.compile(
        rf"\b[Yy]ou must\b[^.]*\b{ABOUT['en']}"
        r"|\b(?:benefit suspension|lose (?:your )?benefit|have the right to|are obliged)\b"
    ),
}
FIGURE = {
    language: re.compile(rf"\b{NUMBER[language]}\s+{UNIT[language]}(?!\w)", re.IGNORECASE)
    for language in NUMBER
}


def rules_in_text(content: Content) -> list[Finding]:
    """Notes, not faults: a made-up example may well say "two weeks"."""
    findings = []
    for page in content.pages:
        for line, text in (*page.said_in_head, *page.scan.prose):
            found = FIGURE[page.language].search(text) or DUTY[page.language].search(text)
            if found:
                words = " ".join(found.group().split())
                message = f"»{words}« ligner en regel eller et tal: brug et faktum, hvis det er det"
                findings.append(Finding(page.path, line, message, Level.NOTE))
    return findings
