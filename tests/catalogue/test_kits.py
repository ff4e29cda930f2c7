"""A kit: a script whose minutes add up, and slides that never say more than the site itself says."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from portal.catalogue.content_check import check_content
from portal.catalogue.content_pages import Language
from portal.catalogue.fact_uses import fact_uses
from portal.catalogue.facts import Edition
from portal.catalogue.front_matter import KitHead
from portal.catalogue.kit_build import KitBuild
from portal.catalogue.kit_slides import ShownSlide, SlideMaker
from portal.catalogue.slides_pdf import SlidePrinter, SlidesError
from portal.settings import PROJECT_ROOT
from portal.shared.pdf_cache import PdfCache
from tests.catalogue.builders import TODAY, ContentFolder
from tests.catalogue.test_site_build import TinySite

DA, EN = "webinars/kit.md", "webinars/kit.en.md"
KIT = """---
id: pakke
type: kit
title: Pakke til værter
slug: pakke
summary: Alt til en time.
topic: Ret og pligt
minutes: 30
for_whom: Nye ledige
reviewed: 2026-11-24
owner: redaktionen
modules: [raadighed, start]
script:
  - title: Velkommen
    minutes: 5
    say: Hej.
    do: Vis den første slide.
    slides:
      - {title: I dag, points: [Vi lytter, Vi taler]}
  - title: Regler
    minutes: 15
    say: Her er det, alle skal kende.
    slides:
      - {title: Det gælder, facts: [regel-et, tal-et]}
      - {title: Tal, facts: [tal-et]}
      - {module: raadighed, show: gain}
      - {module: raadighed, show: headings}
      - {module: start, show: take-along}
  - title: Øv jer
    minutes: 10
    say: Nu er det jer.
    slides:
      - {exercise: 1}
exercises:
  - {title: Spørg, minutes: 8, groups: To og to, steps: [Spørg om ét., Svar.]}
checklist:
  before: [Prøv lyden.]
  during: [Hold tiden.]
  after: [Send links.]
worksheet: {title: Ark, intro: Skriv., parts: [{heading: Her, lines: 2}]}
---

## Det hele {#alt}

[[about-kit]]

[[script]]

[[exercises]]

[[slides]]

[[worksheet]]

[[checklist]]

[[modules]]
"""


@pytest.fixture
def kit(content: ContentFolder) -> ContentFolder:
    for file in (DA, EN):
        content.write(file, KIT)
    content.write("permalinks.txt", content.read("permalinks.txt") + "pakke\n")
    content.stamp()
    return content


def build(
    kit: ContentFolder, edition: Edition = Edition.DEMONSTRATION, today: date = TODAY
) -> tuple[KitBuild, KitHead]:
    checked = check_content(kit.root, today=today)
    maker = SlideMaker(checked.content, checked.registry, edition, today)
    printer = SlidePrinter(PdfCache(kit.root.parent / "kept"), "Samtaleklar", "https://samtaleklar.example/")
    head = checked.content.by_id["pakke", "da"].head
    assert isinstance(head, KitHead)
    return KitBuild(maker, printer), head


def slides(
    kit: ContentFolder, edition: Edition = Edition.DEMONSTRATION, language: Language = "da"
) -> list[ShownSlide]:
    made, head = build(kit, edition)
    return [slide for step in made.maker.by_step(head, language) for slide in step]


def test_a_whole_kit_is_in_order(kit: ContentFolder) -> None:
    assert kit.errors() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("minutes: 15", "minutes: 16", 13, "drejebogen varer 31 minutter, men `minutes` siger 30"),
        ("[regel-et, tal-et]", "[ukendt]", 24, "faktummet `ukendt` findes ikke"),
        ("[regel-et, tal-et]", "[holdt-tilbage]", 24, "har gate `hold`"),
        ("module: raadighed, show: gain", "module: andet, show: gain", 26, "ikke i `modules`"),
        ("modules: [raadighed, start]", "modules: [raadighed, start, borte]", 12, "`borte`, som ikke findes"),
        ("{exercise: 1}", "{exercise: 2}", 33, "øvelse 2 findes ikke"),
        ("{exercise: 1}", "{title: A, points: [B]}", 35, "er ikke i drejebogen"),
        ("{exercise: 1}", "{exercise: 1, points: [B]}", 33, "netop én slags"),
        ("show: gain", "show: alt", 26, "`show` kan ikke bruges: skriv `gain`"),
        ("show: gain", "title: Ok", 26, "både `module` og `show`"),
        ("{title: Tal, facts: [tal-et]}", "{facts: [tal-et]}", 25, "skal have `title`"),
        ("say: Nu er det jer.", "sig: Nu er det jer.", 31, "kender ikke nøglen `sig`"),
        ("during: [Hold tiden.]", "during: []", 38, "`during` kan ikke bruges"),
        ("[[checklist]]", "Intet.", 42, "skriv [[checklist]]"),
    ],
)  # fmt: skip
def test_a_fault_in_a_kit_is_named_with_its_line(
    kit: ContentFolder, old: str, new: str, line: int, said: str
) -> None:
    kit.change(DA, old, new)

    found = [one for one in kit.errors() if f"{DA}:" in one and said in one]
    assert any(f"{DA}:{line}:" in one for one in found), kit.errors()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("{title: Tal, facts: [tal-et]}", "{title: Tal, facts: [regel-to]}", "script"),
        ("minutes: 8", "minutes: 9", "exercises"),
        ("[Send links.]", "[Send links., Ryd op.]", "checklist"),
        ("modules: [raadighed, start]", "modules: [start, raadighed]", "modules"),
    ],
)
def test_both_languages_have_the_same_script(kit: ContentFolder, old: str, new: str, key: str) -> None:
    kit.change(EN, old, new)

    assert any(f"`{key}` har ikke de samme" in one for one in kit.errors()), kit.errors()


def test_a_figure_typed_by_hand_is_listed(kit: ContentFolder) -> None:
    kit.change(DA, "say: Nu er det jer.", "say: Du har 14 dage til det.")

    assert any(f"{DA}:" in one and "14 dage" in one for one in kit.notes())


def test_a_slide_draws_on_a_module_by_what_stands_there_today(kit: ContentFolder) -> None:
    titles = [slide.title for slide in slides(kit)]

    assert titles == ["I dag", "Det gælder", "Tal", "Det ved I bagefter", "Rådighed", "Øvelse: Spørg"]
    kit.change("start/raadighed.md", "hvad rådighed er", "hvad der **gælder** nu")
    gained = next(slide for slide in slides(kit) if slide.title == "Det ved I bagefter")
    assert [point.text for point in gained.points] == ["hvad der gælder nu"]


def test_a_module_that_is_not_written_yet_leaves_its_slide_out_and_is_no_fault(kit: ContentFolder) -> None:
    section = "## Med {#tag-med}\n\n- ==Et ark==, [her](/opslag)\n\n"
    kit.change("start/start.md", "## Kom i gang", f"{section}## Kom i gang")

    shown = next(slide for slide in slides(kit) if slide.title == "Tag det med til samtalen")

    assert ([point.text for point in shown.points], shown.note) == (["Et ark, her"], "Kom i gang")


def test_in_production_without_approvals_a_rule_is_its_safe_sentence_and_a_figure_is_gone(
    kit: ContentFolder,
) -> None:
    shown = slides(kit, Edition.PRODUCTION)

    said = " ".join(point.text for slide in shown for point in slide.points)
    assert "Spørg din a-kasse om rådighed." in said
    assert "Du skal være til rådighed." not in said
    assert "38" not in said
    assert "Tal" not in [slide.title for slide in shown]
    assert not any(point.note for slide in shown for point in slide.points if "a-kasse" in point.text)


def test_a_draft_says_so_on_the_slide(kit: ContentFolder) -> None:
    rule = next(slide for slide in slides(kit) if slide.title == "Det gælder").points[0]

    assert rule.note == "Udkast. Kilde: Lov om <arbejdsløshedsforsikring>, fra 2022"


def test_the_slides_are_a_tagged_pdf_with_the_permanent_link_on_every_page(kit: ContentFolder) -> None:
    made, head = build(kit)
    parts, path, content = made.parts(head, "da")
    read = PdfReader(BytesIO(content))

    assert path == "slides/pakke.pdf"
    assert len(read.pages) == len(slides(kit)) + 2
    assert b"pdfuaid:part" in content
    assert read.trailer["/Root"]["/Lang"] == "da"
    assert read.metadata is not None and read.metadata.title == "Slides: Ret og pligt"
    width, height = read.pages[0].mediabox.width, read.pages[0].mediabox.height
    assert round(float(width) / float(height), 2) == 1.78
    for number, page in enumerate(read.pages, 1):
        text = page.extract_text()
        assert "https://samtaleklar.example/m/pakke" in text
        assert f"Slide {number} / {len(read.pages)}" in text
    assert f"Slides: Ret og pligt ({len(read.pages)} sider, PDF)" in parts["slides"]


def test_facts_too_long_for_one_slide_become_two_and_a_point_too_long_is_refused(kit: ContentFolder) -> None:
    long = "Det her er en lang sætning om noget, alle skal kende, og som nogen har gjort længere. " * 4
    kit.change("facts/facts.yaml", "da: Du skal være til rådighed.", f"da: {long}")
    kit.change("facts/facts.yaml", "da: 38 procent flere.", f"da: {long}")
    made, head = build(kit)

    titles = [slide.title for slide in slides(kit)]

    assert "Det gælder (1/2)" in titles
    made.parts(head, "da")
    kit.change(DA, "[Vi lytter, Vi taler]", f"['{long * 4}']")
    made, head = build(kit)
    with pytest.raises(SlidesError, match="gør den længste kortere"):
        made.parts(head, "da")


def test_a_sign_that_the_font_lacks_is_refused(kit: ContentFolder) -> None:
    kit.change(DA, "[Vi lytter, Vi taler]", "[Vi lytter 🙂]")
    made, head = build(kit)

    with pytest.raises(SlidesError, match="tegn"):
        made.parts(head, "da")


def test_a_fact_on_a_slide_counts_as_used(kit: ContentFolder) -> None:
    uses = fact_uses(check_content(kit.root, today=TODAY).content)

    assert [(use.id, use.languages) for use in uses["tal-et"]] == [("pakke", ("da", "en"))]


def test_the_page_holds_the_script_by_the_minute_with_its_facts_and_is_searched(kit: ContentFolder) -> None:
    site = TinySite(kit).built()

    page = site.html("webinars/kit")
    for said in ("Minut 0–5", "Minut 5–20", "Minut 20–30", "Slide 2: I dag", "Du skal være til rådighed."):
        assert said in page
    assert (site.folder / "site" / "html" / "slides" / "pakke.pdf").is_file()
    assert (site.folder / "site" / "html" / "en" / "slides" / "pakke.pdf").is_file()
    assert (site.folder / "site" / "html" / "arbejdsark" / "pakke.pdf").is_file()
    documents = site.json("docs.json")["documents"]
    assert isinstance(documents, list)
    assert any(one["id"] == "pakke" and one["type"] == "page" for one in documents)


def test_the_six_kits_of_the_site_are_there_in_both_languages() -> None:
    checked = check_content(PROJECT_ROOT / "content", today=date.today())  # noqa: DTZ011
    kits = [(page.head.id, page.language) for page in checked.content.pages if isinstance(page.head, KitHead)]

    assert len(kits) == 12
    assert len(set(kits)) == 12
