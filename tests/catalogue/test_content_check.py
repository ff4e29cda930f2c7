"""Each check of the content fails on a planted fault and names the file and the line."""

import re
from datetime import date

import markdown
import pytest

from portal.__main__ import main
from portal.catalogue.content_check import CONTENT, check_content
from portal.catalogue.content_pages import read_content
from portal.catalogue.findings import errors
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.module_requirements import words_read
from portal.catalogue.page_text import sections_of
from tests.catalogue.builders import SELF_CHECK, WORDS, WORKSHEET, ContentFolder

DA, EN = "start/raadighed.md", "start/raadighed.en.md"
PAGE, WEBINAR = "start/start.md", "webinars/start.md"
ONE_CHANGE = "changes: [{date: 2026-11-02, text: Et råd kom til.}]\n"
OLDEST_FIRST = "changes: [{date: 2026-11-02, text: Et råd.}, {date: 2026-11-03, text: Et til.}]\n"


def test_a_content_folder_in_order_has_no_faults(content: ContentFolder) -> None:
    assert content.errors() == []


def test_the_content_of_this_site_has_no_faults() -> None:
    assert errors(list(check_content(CONTENT, today=date(2026, 11, 24)).findings)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        # what a merge leaves behind
        (DA, "\n[[fact:regel-et]]", "\n<<<<<<< Updated upstream\n[[fact:regel-et]]", f"{DA}:", "to udgaver"),
        # front matter
        (DA, "minutes: 7\n", "", f"{DA}:2:", "mangler `minutes`"),
        (DA, "minutes: 7", "minutes: syv", f"{DA}:7:", "`minutes` kan ikke bruges"),
        (DA, "minutes: 7", "minuter: 7", f"{DA}:7:", "kender ikke nøglen `minuter`"),
        (DA, "type: module", "type: modul", f"{DA}:3:", "`type` kan ikke bruges"),
        (DA, "id: raadighed", "id: Rådighed", f"{DA}:2:", "`id` kan ikke bruges"),
        (DA, "reviewed: 2026-11-24", "reviewed: i går", f"{DA}:10:", "`reviewed` kan ikke bruges"),
        (DA, "reviewed: 2026-11-24", "title: To", f"{DA}:10:", "`title` står der to gange"),
        (DA, "  - hvad rådighed er\n", "", f"{DA}:8:", "`gain` kan ikke bruges"),
        (DA, "owner: redaktionen", "owner: [", f"{DA}:", "kan ikke læses som YAML"),
        (DA, "---\nid", "id", f"{DA}:1:", "mangler et hoved"),
        (DA, "order: 1\n", f"order: 1\n{OLDEST_FIRST}", f"{DA}:", "den nyeste ændring skal stå først"),
        (EN, "order: 1\n", f"order: 1\n{ONE_CHANGE}", f"{EN}:", "`changes` skal have de samme datoer"),
        (DA, "{#igen}", "{#til-samtalen}", f"{DA}:", "bruges af rammen om siden"),
        (PAGE, "slug: start\n", "", f"{PAGE}:2:", "mangler `slug`"),
        (WEBINAR, "start: 2027-01-14T10:00", "start: snart", f"{WEBINAR}:8:", "`start` kan ikke bruges"),
        (WEBINAR, "start: 2027-01-14T10:00", "start: 2026-10-25T02:30", f"{WEBINAR}:8:", "`start`"),
        (WEBINAR, "place: Online\n", "", f"{WEBINAR}:2:", "`place` eller `link`"),
        (WEBINAR, "place: Online", "end: 2027-01-14T11:45\nplace: Her", f"{WEBINAR}:9:", "`end` passer ikke"),
        (WEBINAR, "  - start", "  - slut", f"{WEBINAR}:11:", "`slut`, som ikke findes"),
        # ids and permanent links
        (PAGE, "id: start", "id: raadighed", f"{PAGE}:2:", "bruges også i content/start/raadighed.md"),
        (PAGE, "slug: start", "slug: raadighed", f"{PAGE}:5:", "allerede adressen på"),
        ("permalinks.txt", "start\n", "", f"{PAGE}:2:", "tilføj linjen `start` i content/permalinks.txt"),
        ("permalinks.txt", "start\n", "start\ngammel\n", "permalinks.txt:3:", "siden gammel er væk"),
        ("permalinks.txt", "start\n", "start\nx moved:y\n", "permalinks.txt:3:", "x peger på y"),
        ("permalinks.txt", "start\n", "start moved:raadighed\n", "permalinks.txt:2:", "har en side igen"),
        ("permalinks.txt", "start\n", "start\nstart\n", "permalinks.txt:3:", "to gange"),
        ("permalinks.txt", "start\n", "start\nhvad er det\n", "permalinks.txt:3:", "skriv et id"),
        # facts
        (DA, "[[fact:regel-et]]", "[[fact:ukendt]]", f"{DA}:21:", "faktummet `ukendt` findes ikke"),
        (DA, "[[fact:regel-et]]", "[[fact:holdt-tilbage]]", f"{DA}:21:", "gate `hold` og må ikke vises"),
        (DA, "[[fact:regel-et]]", "Se [[fact:regel-et]]", f"{DA}:21:", "på en linje for sig"),
        (DA, "[[fact:regel-et]]", "[[fakta:regel-et]]", f"{DA}:21:", "[[fakta]] kendes ikke"),
        (EN, "[[fact:regel-et]]", "[[fact:tal-et]]", f"{EN}:21:", "ikke de samme fakta"),
        ("facts/facts.yaml", "- id: regel-to", "- id: regel-et", "facts.yaml:18:", "står også på linje 1"),
        ("facts/facts.yaml", "  ask: a-kasse\n", "", "facts.yaml:1:", "mangler `ask`"),
        (
            "facts/facts.yaml",
            "  safe_en: Ask your unemployment fund.\n",
            "",
            "facts.yaml:18:",
            "mangler `safe_en`",
        ),
        ("facts/facts.yaml", "gate: ok", "gate: vist", "facts.yaml:15:", "`gate` har en værdi"),
        ("facts/facts.yaml", "review_by: 2027-01-01", "review_by: snart", "facts.yaml:14:", "`review_by`"),
        ("facts/facts.yaml", "as_of: 2022", "grade: 2", "facts.yaml:13:", "`grade` er en nøgle"),
        ("facts/facts.yaml", "  gate: ok\n", "", "facts.yaml:1:", "`gate` mangler"),
        # registers
        (
            "facts/glossary.yaml",
            "- term: kommunen",
            "- term: a-kasse",
            "glossary.yaml:",
            "står også på linje",
        ),
        ("facts/areas.csv", "fyn;landsdel;", "fyn;egn;", "content/facts:1:", "areas.csv"),
        # links
        (DA, "module:start#begynd", "module:stop", f"{DA}:24:", "`module:stop` fører ingen steder hen"),
        (DA, "module:start#begynd", "module:start#slut", f"{DA}:24:", "overskrift, der ikke findes"),
        (DA, "(start.md)", "(slut.md)", f"{DA}:28:", "siden `slut.md` findes ikke"),
        (DA, "(start.md)", "(start.md#slut)", f"{DA}:28:", "overskrift, der ikke findes"),
        (DA, "(start.md)", "(#slut)", f"{DA}:28:", "overskrift, der ikke findes"),
        (DA, "(start.md)", "(billede.png)", f"{DA}:28:", "filen `billede.png` findes ikke"),
        (DA, "(start.md)", "()", f"{DA}:28:", "linket er tomt"),
        (DA, "(start.md)", "(javascript:alert)", f"{DA}:28:", "brug https"),
        (DA, "[listen](start.md)", '<a href="slut.md">listen</a>', f"{DA}:28:", "`slut.md` findes ikke"),
        (DA, "[listen](start.md).", "[listen][a].\n\n[a]: slut.md", f"{DA}:30:", "`slut.md` findes ikke"),
        (DA, "(/opslag)", "(/opslaget)", f"{DA}:24:", "stien `/opslaget` kendes ikke"),
        (DA, "(/opslag)", "(/en/openings)", f"{DA}:24:", "kendes ikke på en side på dansk"),
        (DA, "(/opslag)", "(/m/start)", f"{DA}:24:", "som `module:start`"),
        (EN, "## Tjek {#tjek}", "Tjek", f"{EN}:30:", "skriv de samme"),
        # what makes a module whole
        (DA, WORKSHEET, "", f"{DA}:3:", "modulet mangler `worksheet`"),
        (EN, SELF_CHECK, "", f"{EN}:3:", "modulet mangler `self_check`"),
        (DA, "{#eksempel}", "{#prøve}", f"{DA}:18:", "modulet mangler et eksempel"),
        (DA, WORDS, "Ordene står her.\n" * 125, f"{DA}:18:", "modulet har 389 ord"),
        (EN, WORDS, "Ordene står her.\n" * 300, f"{EN}:18:", "skriv mellem 400 og 900"),
        # tracks
        ("start/spor.md", "  - raadighed\n", "  - start\n", "start/spor.md:10:", "`start` er ikke et modul"),
        ("start/spor.md", "  - raadighed\n", "  - raadighed\n" * 2, "start/spor.md:10:", "to gange"),
        ("start/spor.en.md", "  - raadighed\n", "  - x\n", "start/spor.en.md:10:", "ikke de samme"),
        # headings and translations
        (DA, " {#regler}", "", f"{DA}:19:", "overskriften mangler et id"),
        (DA, "## Regler {#regler}", "# Regler {#regler}", f"{DA}:19:", "skriv overskriften med `##`"),
        (DA, "{#igen}", "{#regler}", f"{DA}:26:", "#regler står også på linje 19"),
        (DA, "{#igen}", "{#indhold}", f"{DA}:26:", "#indhold bruges af rammen"),
        (EN, "{#igen}", "{#again}", f"{EN}:26:", "brug samme id og orden"),
        (EN, "## Rules igen {#igen}", "Rules", f"{EN}:30:", "brug samme id og orden"),
        (EN, "order: 1", "order: 2", f"{EN}:14:", "`order` skal være det samme"),
        (
            "webinars/start.en.md",
            "T10:00",
            "T11:00",
            "webinars/start.en.md:8:",
            "`start` skal være det samme",
        ),
    ],
)
def test_a_planted_fault_is_found(
    content: ContentFolder, file: str, old: str, new: str, place: str, said: str
) -> None:
    content.change(file, old, new)

    found = content.errors()

    assert any(place in line and said in line for line in found), found


@pytest.mark.parametrize(
    "key", ["id", "title", "slug", "summary", "minutes", "gain", "reviewed", "owner", "keywords"]
)
def test_a_module_needs_every_one_of_these(content: ContentFolder, key: str) -> None:
    head, body = content.read(DA).split("\n---\n", 1)
    kept = re.sub(rf"^{key}:.*\n(  - .*\n)*", "", head + "\n", flags=re.MULTILINE)
    content.write(DA, f"{kept}---\n{body}")

    assert any(f"{DA}:2: hovedet mangler `{key}`" in line for line in content.errors())


@pytest.mark.parametrize(
    "key", ["id", "title", "slug", "summary", "minutes", "start", "host_team", "reviewed", "owner"]
)
def test_a_webinar_needs_every_one_of_these(content: ContentFolder, key: str) -> None:
    content.write(WEBINAR, re.sub(rf"^{key}:.*\n", "", content.read(WEBINAR), flags=re.MULTILINE))

    assert any(f"{WEBINAR}:2: hovedet mangler `{key}`" in line for line in content.errors())


def test_a_page_without_its_english_fails(content: ContentFolder) -> None:
    content.remove(EN)

    assert (
        "content/start/raadighed.md:1: siden mangler sit andet sprog: skriv content/start/raadighed.en.md"
        in (content.errors())
    )


def test_a_page_without_its_danish_fails(content: ContentFolder) -> None:
    content.remove(DA)

    assert any(f"{EN}:1:" in line and "sit andet sprog" in line for line in content.errors())


def test_a_removed_page_fails_until_its_id_points_to_another(content: ContentFolder) -> None:
    for file in ("webinars/start.md", "webinars/start.en.md"):
        content.remove(file)
    assert any("siden webinar-start er væk" in line for line in content.errors())

    content.change("permalinks.txt", "webinar-start", "webinar-start moved:start")

    assert content.errors() == []


def test_what_stands_in_code_or_a_comment_is_not_checked(content: ContentFolder) -> None:
    ignored = "`[[fact:ukendt]]` <!-- [x](slut.md)\n[[fact:ukendt]] -->\n\n```\n[x](slut.md)\n# Nej\n```\n"
    content.change(DA, "Se [listen](start.md).", ignored)

    assert content.errors() == []


def test_an_english_page_links_to_the_danish_or_the_english_file_name(content: ContentFolder) -> None:
    content.change(EN, "(start.md)", "(start.en.md#begynd)")

    assert content.errors() == []


def test_a_missing_register_is_named(content: ContentFolder) -> None:
    content.remove("facts/areas.csv")
    content.remove("facts/approvals.yaml")

    found = content.errors()

    assert any("areas.csv mangler" in line for line in found)
    assert any("approvals.yaml:1: filen mangler" in line for line in found)


def test_a_rule_in_running_text_is_listed_but_stops_nothing(content: ContentFolder) -> None:
    content.change(DA, "Se [listen](start.md).", "Du skal svare kommunen.\nDet tager tre uger.")
    content.change(EN, "Se [listen](start.md).", "You must answer.\nIt takes 3 weeks.")
    content.stamp()

    assert content.errors() == []
    lines = [note.split(": ")[0] for note in content.notes()]
    assert lines == [f"content/{EN}:29", f"content/{DA}:28", f"content/{DA}:29"]


def test_the_command_prints_the_findings_and_says_one(
    content: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    content.change(DA, "module:start#begynd", "module:stop")
    content.stamp()

    code = main(["content", "--folder", str(content.root), "check"])

    printed = capsys.readouterr()
    assert code == 1
    assert printed.out.splitlines() == content.errors()
    assert "1 fejl" in printed.err


def test_the_command_says_zero_when_all_is_well_and_two_when_there_is_no_folder(
    content: ContentFolder,
) -> None:
    assert main(["content", "--folder", str(content.root), "check"]) == 0
    assert main(["content", "--folder", str(content.root / "intet"), "check"]) == 2


def test_new_ids_are_added_at_the_end_of_the_list_and_only_once(content: ContentFolder) -> None:
    content.write("permalinks.txt", "# med grund\nstart")

    for _ in range(2):
        assert main(["content", "--folder", str(content.root), "publish-ids"]) == 0

    assert content.read("permalinks.txt") == "# med grund\nstart\nraadighed\nspor\nwebinar-start\n"
    assert content.errors() == []


def test_words_are_counted_as_a_reader_meets_them() -> None:
    """The count without a Markdown reader agrees with the rendered page, on every module there is."""
    counted, rendered = {}, {}
    for page in read_content(CONTENT).pages:
        if isinstance(page.head, ModuleHead):
            body = re.sub(r"^\[\[.*\]\]$", "", page.read.body, flags=re.MULTILINE)
            html = markdown.markdown(body, extensions=["attr_list", "md_in_html", "def_list", "tables"])
            text = " ".join(f"{section.heading} {section.text}" for section in sections_of(html))
            counted[str(page.path)] = words_read(page.read.body)
            rendered[str(page.path)] = words_read(text)

    assert counted
    assert {path: abs(n - rendered[path]) > 5 for path, n in counted.items()} == dict.fromkeys(counted, False)


def test_a_margin_note_a_mark_and_an_address_are_no_words() -> None:
    text = "1. [Link](module:start#a) og ==mærke=={.x}"
    body = f"Et ord.\n\nTo ord i margen\n{{: .mg }}\n\n{text}\n\n[[fact:en-to]]\n"

    assert words_read(body) == 5
