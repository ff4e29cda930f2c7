"""A small content folder that has nothing wrong with it, and ways to put something wrong in."""

import shutil
from datetime import date
from pathlib import Path

from portal.catalogue.content_check import check_content
from portal.catalogue.content_pages import read_content
from portal.catalogue.translations import stamp_pages
from portal.settings import PROJECT_ROOT

TODAY = date(2026, 11, 24)
REGISTERS = (
    "fields.yaml",
    "areas.csv",
    "branches.yaml",
    "municipalities.yaml",
    "competences.yaml",
    "job_titles.yaml",
    "glossary.yaml",
    "rules.yaml",
)

MODULE = """---
id: raadighed
type: module
title: {title}
slug: {slug}
summary: {title} på en side.
minutes: 7
gain:
  - hvad rådighed er
reviewed: 2026-11-24
owner: redaktionen
keywords:
  - rådighed
order: 1
{extra}---

## {heading} {{#regler}}

[[fact:regel-et]]
[[fact:regel-to]]

Se [Kom i gang](module:start#begynd) og [opslag]({openings}).

## {heading} igen {{#igen}}

Se [listen](start.md).

## Et eksempel {{#eksempel}}

{words}

[[worksheet]]

## Tjek {{#tjek}}

[[self-check]]
"""
QUESTION = "{question: Hvad?, options: [{text: A, answer: Nej.}, {text: B, answer: Ja., right: true}]}"
SELF_CHECK = f"self_check: [{QUESTION}, {QUESTION}, {QUESTION}]\n"
WORDS = "Ordene står her.\n" * 150
WORKSHEET = "worksheet: {title: Ark, intro: Skriv., parts: [{heading: Her, lines: 2}]}\n"
START = """---
id: start
type: page
title: {title}
slug: start
summary: {title} her.
reviewed: 2026-11-24
owner: redaktionen
---

## {title} {{#begynd}}

Se [reglerne](raadighed.md#regler).
"""
WEBINAR = """---
id: webinar-start
type: webinar
title: "{title}: spørg, lyt"
slug: {slug}
summary: Vi taler, og du spørger.
minutes: 45
start: 2027-01-14T10:00
place: Online
host_team: Team Webinarer
read_before:
  - start
reviewed: 2026-11-24
owner: redaktionen
---

[[webinar-list]]
"""
SECOND = "  second_by: Fagligt ansvarlig\n  second_on: {on}\n"
TRACK = """---
id: spor
type: track
title: {title}
slug: {slug}
summary: {title} for dig.
reviewed: 2026-11-24
owner: redaktionen
order: 1
modules:
  - raadighed
---

## {title} {{#saerligt}}

Begynd her.
"""
FACTS = """- id: regel-et
  topic: raadighed
  kind: rule
  da: Du skal være til rådighed.
  en: You must be available.
  safe_da: Spørg din a-kasse om rådighed.
  safe_en: Ask your unemployment fund about availability.
  ask: a-kasse
  source:
    title: Lov om <arbejdsløshedsforsikring>
    section: § 62
    url: https://example.org/lov
  as_of: 2022
  review_by: 2027-01-01
  gate: ok
  evidence: stored-page
  confidence: high
- id: regel-to
  topic: raadighed
  kind: rule
  da: Du skal søge job & skrive det.
  en: You must apply for jobs.
  safe_da: Søg job løbende. Spørg din a-kasse.
  safe_en: Ask your unemployment fund.
  ask: a-kasse
  source:
    title: Lov om <arbejdsløshedsforsikring>
    section: § 62, stk. 2
    url: https://example.org/lov
  as_of: 2026-07-01
  gate: check
  evidence: stored-page
  confidence: high
- id: tal-et
  topic: smv
  kind: figure
  da: 38 procent flere.
  en: 38 percent more.
  value: 38
  source:
    title: En analyse
    section: side 7
  as_of: 2017
  gate: ok
  evidence: report
  confidence: medium
- id: holdt-tilbage
  topic: praktik
  kind: figure
  da: Otte uger.
  en: Eight weeks.
  source:
    title: En nyhed
  as_of: 2021
  gate: hold
  evidence: stored-page
  confidence: low
"""


def approval(identifier: str, text_hash: str, on: str, by: str, second: str = SECOND) -> str:
    return f"- id: {identifier}\n  text_hash: '{text_hash}'\n  by: '{by}'\n  on: {on}\n{second.format(on=on)}"


class ContentFolder:
    """content/ in a temporary folder."""

    def __init__(self, parent: Path) -> None:
        self.root = parent / "content"
        (self.root / "facts").mkdir(parents=True)
        for name in REGISTERS:
            shutil.copy(PROJECT_ROOT / "content" / "facts" / name, self.root / "facts" / name)
        rules = self.read("facts/rules.yaml").splitlines(keepends=True)
        # The facts they name are the site's own, and this folder has its own few.
        self.write("facts/rules.yaml", "".join(line for line in rules if not line.startswith("  fact: ")))
        self.write("facts/launch.yaml", "- id: raadighed\n")
        module = {
            "da": ("Rådighed", "raadighed", "Regler", "/opslag"),
            "en": ("Rules", "rules", "Rules", "/en/openings"),
        }
        for language, suffix in (("da", ".md"), ("en", ".en.md")):
            title, slug, heading, openings = module[language]
            values = {"title": title, "slug": slug, "heading": heading, "openings": openings}
            values |= {"extra": WORKSHEET + SELF_CHECK, "words": WORDS}
            self.write(f"start/raadighed{suffix}", MODULE.format(**values))
            self.write(
                f"start/start{suffix}", START.format(title="Kom i gang" if language == "da" else "Start")
            )
            self.write(f"start/spor{suffix}", TRACK.format(title="Spor", slug="spor"))
            self.write(f"webinars/start{suffix}", WEBINAR.format(title="Start", slug="start"))
        self.write("facts/facts.yaml", FACTS)
        self.write("facts/approvals.yaml", "[]\n")
        self.write("permalinks.txt", "raadighed\nstart\nwebinar-start\nspor\n")
        self.stamp()

    def stamp(self) -> None:
        """Says that every English page says what its Danish one does."""
        pages = read_content(self.root)
        stamp_pages(pages, pages.ids, TODAY)

    def write(self, below: str, text: str) -> None:
        path = self.root / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, below: str) -> str:
        return (self.root / below).read_text(encoding="utf-8")

    def change(self, below: str, old: str, new: str) -> None:
        text = self.read(below)
        assert old in text, f"{old!r} is not in {below}"
        self.write(below, text.replace(old, new, 1))

    def remove(self, below: str) -> None:
        (self.root / below).unlink()

    def approve(
        self,
        identifier: str,
        text_hash: str,
        on: str = "2026-11-23",
        by: str = "Redaktøren",
        second: str = SECOND,
    ) -> None:
        self.write("facts/approvals.yaml", approval(identifier, text_hash, on, by, second))

    def approve_also(self, identifier: str, text_hash: str, on: str = "2026-11-23") -> None:
        before = self.read("facts/approvals.yaml")
        self.write("facts/approvals.yaml", before + approval(identifier, text_hash, on, "Redaktøren"))

    def errors(self) -> list[str]:
        """What stops a build, as an editor reads it."""
        findings = check_content(self.root, today=TODAY).findings
        return [str(finding) for finding in findings if finding.level == "error"]

    def notes(self) -> list[str]:
        findings = check_content(self.root, today=TODAY).findings
        return [str(finding) for finding in findings if finding.level == "note"]


SHEET = """worksheet:
  title: Min uge
  intro: Skriv, hvad du har aftalt med din a-kasse.
  parts:
    - heading: Det vil jeg nå
      hint: Det, du selv kan gøre.
      lines: 4
    - heading: Mine aftaler
      columns: [Dag, Hvad, Hvem]
      rows: 5
    - heading: Husk
      checks: [Jeg har skrevet i joblog, Jeg har booket tid]
"""


def add_worksheet(content: ContentFolder) -> None:
    """A worksheet in both languages of the module."""
    for file in ("start/raadighed.md", "start/raadighed.en.md"):
        content.change(file, WORKSHEET, SHEET)
