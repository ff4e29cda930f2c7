"""The hook in a real site build: it stops at faults and writes what the portal reads."""

import json
import os
import subprocess
import sys

import pytest

from portal.settings import PROJECT_ROOT
from tests.catalogue.builders import ContentFolder, add_worksheet

CONFIG = """site_name: Prøve
docs_dir: content
site_dir: site/html
theme: mkdocs
strict: true
hooks: ["{hook}"]
plugins:
  - i18n:
      docs_structure: suffix
      fallback_to_default: false
      reconfigure_material: false
      languages:
        - {{locale: da, name: Dansk, default: true}}
        - {{locale: en, name: English}}
markdown_extensions: [attr_list, md_in_html, {{toc: {{permalink: false}}}}]
validation: {{links: {{absolute_links: ignore}}}}
exclude_docs: facts/
"""


class TinySite:
    def __init__(self, content: ContentFolder) -> None:
        self.folder = content.root.parent
        hook = PROJECT_ROOT / "portal" / "catalogue" / "mkdocs_hook.py"
        (self.folder / "mkdocs.yml").write_text(CONFIG.format(hook=hook), encoding="utf-8")
        for suffix in (".md", ".en.md"):
            front = (
                content.read(f"start/start{suffix}").replace("id: start", "id: forside").replace("(rd", "(")
            )
            content.write(f"index{suffix}", front.split("\n## ")[0] + "\n[[fact:tal-et]]\n")
        content.change("permalinks.txt", "start\n", "start\nforside\ngammel moved:raadighed\n")
        content.stamp()

    def build(self, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"PYTHONPATH": str(PROJECT_ROOT), "SOURCE_DATE_EPOCH": "1795510800"}
        return subprocess.run(  # noqa: S603  (our own interpreter and a file of ours)
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(self.folder / "mkdocs.yml")],
            env=os.environ | settings | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def built(self, **environment: str) -> "TinySite":
        done = self.build(**environment)
        assert done.returncode == 0, done.stderr
        return self

    def html(self, path: str) -> str:
        return (self.folder / "site" / "html" / path / "index.html").read_text(encoding="utf-8")

    def json(self, name: str) -> dict[str, object]:
        read: dict[str, object] = json.loads((self.folder / "site" / name).read_text(encoding="utf-8"))
        return read


@pytest.fixture
def site(content: ContentFolder) -> TinySite:
    return TinySite(content)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """One demonstration build for the tests that only look."""
    return TinySite(ContentFolder(tmp_path_factory.mktemp("demonstration"))).built()


def test_a_demonstration_shows_facts_with_source_and_draft_mark_in_both_languages(built: TinySite) -> None:
    danish, english = built.html("start/raadighed"), built.html("en/start/raadighed")

    assert "Du skal være til rådighed." in danish
    assert '<span class="draft">Udkast</span>Ikke godkendt endnu.' in danish
    assert "You must be available." in english
    assert '<span class="draft">Draft</span>Not approved yet.' in english
    assert "38 procent flere." in built.html("")


def test_links_to_modules_lead_to_the_page_in_the_same_language(built: TinySite) -> None:
    assert 'href="/start/start/#begynd"' in built.html("start/raadighed")
    assert 'href="/en/start/start/#begynd"' in built.html("en/start/raadighed")
    assert "module:" not in built.html("start/raadighed")


def test_the_documents_to_search_have_sections_with_the_text_of_facts(built: TinySite) -> None:
    documents = built.json("docs.json")["documents"]
    assert isinstance(documents, list)
    page = next(one for one in documents if (one["id"], one["lang"]) == ("raadighed", "da"))

    assert page | {"sections": []} == {
        "id": "raadighed",
        "type": "module",
        "lang": "da",
        "title": "Rådighed",
        "url": "/start/raadighed/",
        "summary": "Rådighed på en side.",
        "folder": "start",
        "keywords": ["rådighed"],
        "sections": [],
    }
    assert page["sections"][0] == {
        "anchor": "regler",
        "heading": "Regler",
        "text": "Du skal være til rådighed. Du skal søge job & skrive det. Se Kom i gang og opslag.",
    }
    assert {(one["id"], one["lang"]) for one in documents} == {
        (identifier, lang)
        for identifier in ("forside", "raadighed", "spor", "start", "webinar-start")
        for lang in ("da", "en")
    }


def test_the_modules_have_both_languages_and_the_ids_that_moved(built: TinySite) -> None:
    read = built.json("modules.json")

    assert read["moved"] == {"gammel": "raadighed"}
    modules = read["modules"]
    assert isinstance(modules, dict)
    assert modules["raadighed"]["en"]["url"] == "/en/start/raadighed/"
    assert modules["raadighed"]["da"]["sections"][1] == {"anchor": "igen", "heading": "Regler igen"}
    assert modules["webinar-start"]["type"] == "webinar"


def test_every_webinar_has_its_calendars(built: TinySite) -> None:
    html = built.folder / "site" / "html"

    for path in ("webinarer.ics", "webinarer/start.ics", "en/webinars.ics", "en/webinars/start.ics"):
        assert b"SUMMARY:Start: sp" in (html / path).read_bytes()


def test_the_list_of_ids_is_not_published(built: TinySite) -> None:
    assert not (built.folder / "site" / "html" / "permalinks.txt").exists()


def test_a_production_without_approvals_shows_only_what_is_true_either_way(site: TinySite) -> None:
    site.built(SAMTALEKLAR_ENV="production")

    page = site.html("start/raadighed")
    assert "Spørg din a-kasse om rådighed." in page
    assert "Du skal være til rådighed." not in page
    assert "Udkast" not in page
    assert "38 procent" not in site.html("")
    assert "Du skal være til rådighed" not in json.dumps(site.json("docs.json"), ensure_ascii=False)


def test_a_fault_stops_the_build_and_is_named_with_file_and_line(
    content: ContentFolder, site: TinySite
) -> None:
    content.change("start/raadighed.md", "module:start#begynd", "module:stop")
    content.change("start/raadighed.en.md", "[[fact:regel-et]]", "[[fact:ukendt]]")

    done = site.build()

    assert done.returncode != 0
    assert "content/start/raadighed.md:24: linket `module:stop` fører ingen steder hen" in done.stderr
    assert "content/start/raadighed.en.md:21: faktummet `ukendt` findes ikke" in done.stderr
    assert not (site.folder / "site" / "docs.json").exists()


def test_an_edition_nobody_knows_stops_the_build(site: TinySite) -> None:
    done = site.build(SAMTALEKLAR_ENV="prod")

    assert done.returncode != 0
    assert "SAMTALEKLAR_ENV er prod" in done.stderr


def test_a_worksheet_is_built_and_linked_to_in_both_languages(content: ContentFolder, site: TinySite) -> None:
    add_worksheet(content)

    site.built()

    html = site.folder / "site" / "html"
    for path, page, link in (
        ("arbejdsark/raadighed.pdf", "start/raadighed", "Arbejdsark: Min uge (1 side, PDF)"),
        ("en/worksheets/raadighed.pdf", "en/start/raadighed", "Worksheet: Min uge (1 page, PDF)"),
    ):
        assert (html / path).read_bytes().startswith(b"%PDF-")
        assert f'href="/{path}"' in site.html(page)
        assert link in site.html(page)


def test_a_worksheet_that_is_too_long_stops_the_build(content: ContentFolder, site: TinySite) -> None:
    add_worksheet(content)
    many = "".join(f"    - heading: Del {n}\n      lines: 20\n" for n in range(3))
    for file in ("start/raadighed.md", "start/raadighed.en.md"):
        content.change(file, "  parts:\n", f"  parts:\n{many}")

    done = site.build()

    assert done.returncode != 0
    assert "content/start/raadighed.md:15: arbejdsarket fylder 4 sider" in done.stderr


def test_the_build_id_follows_what_can_be_found(content: ContentFolder, site: TinySite) -> None:
    first = site.built().json("docs.json")
    same = site.built().json("docs.json")
    content.change("facts/facts.yaml", "Du skal være til rådighed.", "Du skal kunne tage et job.")

    changed = site.built().json("docs.json")

    assert first["build_id"] == same["build_id"] != changed["build_id"]


def test_a_build_has_one_day_and_what_begins_then_begins_with_it(
    content: ContentFolder, site: TinySite
) -> None:
    adopted = "    adopted: {law: Lov nr. 1, date: 2026-11-20, approved_by: Redaktøren}\n"
    new = (
        "  next:\n    from: 2027-01-01\n    da: Du skal kunne begynde i morgen.\n"
        "    en: You must begin tomorrow.\n"
        "    safe_da: Spørg din a-kasse, hvornår du skal kunne begynde.\n"
        "    safe_en: Ask your unemployment fund when you must begin.\n"
    )
    content.change("facts/facts.yaml", "  confidence: high\n", f"  confidence: high\n{new}{adopted}")
    # The last second of the year in Copenhagen, and the first of the next.
    eve, day = "1798757999", "1798758000"

    before = site.built(SOURCE_DATE_EPOCH=eve).html("start/raadighed")
    after = site.built(SOURCE_DATE_EPOCH=day).html("start/raadighed")
    content.change("facts/facts.yaml", adopted, "")
    unknown = site.built(SOURCE_DATE_EPOCH=day).html("start/raadighed")

    assert "Du skal være til rådighed." in before
    assert "Du skal kunne begynde i morgen." in after
    assert "Du skal være til rådighed." not in after + unknown
    assert "Spørg din a-kasse om rådighed." in unknown
    assert "i morgen" not in unknown
