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
DUTY = {
    "da": re.compile(
        r"\b(?:[Dd]u|I)\b[^.]*\bskal\b(?! til samtale)[^.]*\b(?:dagpenge|a-kasse\w*|kommune\w*|jobnet|joblog|frist\w*|samtale\w*)"
        r"|\b(?:karantæne|mister? retten|miste dagpenge|har ret til|er forpligtet)\b"
    ),
    "en": re.compile(
        r"\byou must\b[^.]*\b(?:benefit|unemployment fund|municipality|jobnet|job log|deadline|meeting)"
        r"|\b(?:benefit suspension|lose (?:your )?benefit|have the right to|are obliged)\b",
        re.IGNORECASE,
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
        for line, text in page.scan.prose:
            found = FIGURE[page.language].search(text) or DUTY[page.language].search(text)
            if found:
                words = " ".join(found.group().split())
                message = f"»{words}« ligner en regel eller et tal: brug et faktum, hvis det er det"
                findings.append(Finding(page.path, line, message, Level.NOTE))
    return findings
