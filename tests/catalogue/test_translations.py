"""A translation that is older than its original is told of, then stops a build."""

from datetime import date, timedelta

from portal.catalogue.content_pages import read_content
from portal.catalogue.findings import Finding
from portal.catalogue.translations import FILE, GRACE, check_translations, outdated_ids, stamp_pages
from tests.catalogue.builders import ContentFolder
from tests.web.site_builder import Site

DA, EN = "start/raadighed.md", "start/raadighed.en.md"
STAMPED = date(2026, 11, 24)


def stamped(content: ContentFolder) -> ContentFolder:
    read = read_content(content.root)
    assert stamp_pages(read, read.ids, STAMPED) == []
    return content


def found(content: ContentFolder, today: date = STAMPED) -> list[Finding]:
    return check_translations(read_content(content.root), today)


def test_a_stamped_translation_is_in_order(content: ContentFolder) -> None:
    assert found(stamped(content)) == []


def test_a_translation_that_nobody_confirmed_is_a_fault(content: ContentFolder) -> None:
    content.remove(FILE)

    assert any(f"{EN}:1: oversættelsen er ikke bekræftet" in line for line in content.errors())


def test_a_changed_original_is_a_note_for_two_weeks_and_then_a_fault(content: ContentFolder) -> None:
    stamped(content).change(DA, "Ordene står her.", "Ordene står nu her.")
    changed = date(2026, 12, 1)
    content.change(DA, "reviewed: 2026-11-24", f"reviewed: {changed}")

    (note,), (fault,) = found(content, changed + GRACE), found(content, changed + GRACE + timedelta(days=1))

    assert str(note).startswith(f"content/{EN}:1: den danske side er ændret 2026-12-01")
    assert (note.level, fault.level) == ("note", "error")


def test_a_changed_self_check_counts_and_a_changed_search_word_does_not(content: ContentFolder) -> None:
    stamped(content).change(DA, "keywords:\n", "keywords:\n  - ret\n")
    assert found(content) == []

    content.change(DA, "question: Hvad?", "question: Hvordan?")
    assert len(found(content)) == 1


def test_a_changed_text_with_an_old_review_date_is_a_fault(content: ContentFolder) -> None:
    stamped(content).change(DA, "Ordene står her.", "Ordene står nu her.")
    content.change(DA, "reviewed: 2026-11-24", "reviewed: 2026-11-20")

    assert any(f"{DA}:10: teksten er ændret" in str(one) for one in found(content))


def test_stamping_again_puts_it_in_order_and_leaves_the_others(content: ContentFolder) -> None:
    stamped(content).change(DA, "Ordene står her.", "Ordene står nu her.")
    read = read_content(content.root)
    assert outdated_ids(read) == {"raadighed"}

    assert stamp_pages(read, ["raadighed", "ukendt"], STAMPED) == ["ukendt"]

    assert found(content) == []
    assert outdated_ids(read) == set()


def test_an_unreadable_line_is_a_fault(content: ContentFolder) -> None:
    stamped(content)
    content.write(FILE, content.read(FILE) + "start i går\n")

    line = len(content.read(FILE).splitlines())
    assert any(f"{FILE}:{line}: linjen kan ikke læses" in str(one) for one in found(content))


def test_readers_of_an_outdated_translation_are_told_and_others_are_not(content: ContentFolder) -> None:
    content.write("index.md", content.read("start/start.md").replace("id: start", "id: forside"))
    content.write("index.en.md", content.read("start/start.en.md").replace("id: start", "id: forside"))
    content.write("permalinks.txt", content.read("permalinks.txt") + "forside\n")
    for name in ("index.md", "index.en.md"):
        content.change(name, "(raadighed.md", "(start/raadighed.md")
    stamped(content).change(DA, "Ordene står her.", "Ordene står nu her.")
    site = Site(content.root.parent)
    site.set_organisation()

    site.built("portal/catalogue/mkdocs_hook.py", SOURCE_DATE_EPOCH="1795510800")

    told = "The Danish page is newer than this one."
    english = site.page("/en/getting-started/rules/")
    assert told in english and '<a href="/kom-i-gang/raadighed/" hreflang="da">' in english
    assert told not in site.page("/en/getting-started/start/") + site.page("/kom-i-gang/raadighed/")
