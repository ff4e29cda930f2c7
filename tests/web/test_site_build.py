"""The site build: addresses, languages, shells, and what it refuses."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.web.site.build_identity import build_id
from portal.web.site.shells import SECTIONS
from tests.web.site_builder import Site, small_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return small_site(tmp_path_factory.mktemp("site")).built()


@pytest.fixture
def own_site(tmp_path: Path) -> Site:
    return small_site(tmp_path)


def parsed(html: str) -> html5lib.treebuilders.base.Node:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def published(site: Site) -> list[str]:
    return sorted(file.relative_to(site.html).as_posix() for file in site.html.rglob("*") if file.is_file())


def test_a_module_has_a_danish_and_an_english_address(site: Site) -> None:
    assert "At stå til rådighed" in site.page("/ret-og-pligt/raadighed/")
    assert "Being available" in site.page("/en/rights-and-duties/availability/")


def test_the_language_switch_leads_to_the_same_page(site: Site) -> None:
    assert 'href="/en/rights-and-duties/availability/" lang="en"' in site.page("/ret-og-pligt/raadighed/")
    assert 'href="/ret-og-pligt/raadighed/" lang="da"' in site.page("/en/rights-and-duties/availability/")


def test_each_language_says_its_own_title_and_language(site: Site) -> None:
    english = site.page("/en/rights-and-duties/availability/")

    assert "<title>Being available – Samtaleklar</title>" in english
    assert '<html lang="en">' in english
    assert '<meta name="description" content="Kort.">' in english


def test_nothing_of_the_theme_is_published(site: Site) -> None:
    kinds = {re.sub(r"\.[0-9a-f]{10}\.", ".", Path(path).name) for path in published(site)}

    assert kinds == {
        "index.html",
        "samtaleklar.css",
        "samtaleklar.js",
        "preparation.js",
        "staff.js",
        "wall.css",
        "wall.js",
        "theme.js",
        "albert-sans.woff2",
        "favicon.svg",
    }


def test_no_setting_or_register_is_published(own_site: Site) -> None:
    own_site.write("facts/notes.md")
    (own_site.content / "facts" / "facts.yaml").write_text("secret: 1\n", "utf-8")

    own_site.built()

    assert not [path for path in published(own_site) if "facts" in path or "organisation" in path]


def test_every_link_of_a_page_begins_at_the_root(own_site: Site) -> None:
    for name, target in (("extra.md", "raadighed.md"), ("extra.en.md", "raadighed.en.md")):
        own_site.write(
            f"rights-duties/{name}", f"[Rådighed]({target}) og [forsiden](../index.md#x)\n\n## X {{#x}}"
        )
    own_site.write("index.md", "## X {#x}")
    own_site.write("index.en.md", "## X {#x}")

    page = own_site.built().page("/ret-og-pligt/extra/")

    assert 'href="/ret-og-pligt/raadighed/"' in page
    assert 'href="/#x"' in page
    allowed = re.compile(r"^(/|#|https?:|mailto:|tel:)")
    assert [
        link for link in re.findall(r'(?:href|src|action)="([^"]*)"', page) if not allowed.match(link)
    ] == []


def test_no_page_has_a_script_or_style_of_its_own(site: Site) -> None:
    pages = [file.read_text("utf-8") for file in [*site.html.rglob("*.html"), *site.shells.rglob("*.html")]]

    assert len(pages) == 6 + 2 * len(SECTIONS)
    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>|data:", page)


def test_every_page_is_correct_html(site: Site) -> None:
    for file in site.html.rglob("*.html"):
        tree = parsed(file.read_text("utf-8"))
        assert len(list(tree.iter("h1"))) == 1, file
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), file


def test_a_folder_without_pages_has_no_tab(site: Site) -> None:
    page = site.page("/")

    assert "/ret-og-pligt/" in page
    assert "/jobsoegning/" not in page


def test_the_tab_of_the_page_is_marked(site: Site) -> None:
    assert '<a href="/ret-og-pligt/" aria-current="true">' in site.page("/ret-og-pligt/raadighed/")
    assert '<a href="/ret-og-pligt/" aria-current="page">' in site.page("/ret-og-pligt/")


def test_a_module_offers_to_go_along_to_the_conversation(site: Site) -> None:
    danish, english = site.page("/ret-og-pligt/raadighed/"), site.page("/en/rights-and-duties/availability/")

    assert '<form method="post" action="/forberedelse/tag-med">' in danish
    assert '<input type="hidden" name="module" value="raadighed">' in danish
    assert 'action="/en/preparation/take-along"' in english
    assert 'href="/m/raadighed"' in danish
    assert 'href="/en/m/raadighed"' in english


def test_a_page_for_companies_has_its_permanent_link_and_nothing_for_a_candidates_sheet(
    own_site: Site,
) -> None:
    head = {"type": "module", "template": "module", "reviewed": date(2026, 11, 25)}
    own_site.write_both("companies/host", "## En opgave {#opgave}\n\nTekst.", id="host", slug="host", **head)
    own_site.write_both("start/own", "## En opgave {#opgave}\n\nTekst.", id="own", slug="own", **head)

    own_site.built()

    theirs, ours = own_site.page("/virksomheder/host/"), own_site.page("/kom-i-gang/own/")
    for said in ('action="/forberedelse/tag-med"', 'class="pass-on"'):
        assert said in ours
        assert said not in theirs
    assert 'href="/m/host"' in theirs


def test_a_list_shows_the_pages_of_its_folder(site: Site) -> None:
    assert 'href="/en/rights-and-duties/availability/">Being available</a>' in site.page(
        "/en/rights-and-duties/"
    )


def shell(site: Site, lang: str, section: str, **context: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(site.shells),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = (
        f'{{% extends "{lang}/{section}.html" %}}{{% block title %}}Navn{{% endblock %}}'
        "{% block content %}<h1>Overskrift</h1>{% endblock %}"
        "{% block staff_nav %}<li>Mine samtaler</li>{% endblock %}"
    )
    return environment.from_string(template).render({"other_language_url": "/en/x?a=1&b=2"} | context)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_page_of_the_portal_can_extend_each_shell(site: Site, lang: str, section: str) -> None:
    page = shell(site, lang, section)

    tree = parsed(page)
    assert tree.get("lang") == lang
    assert "Navn – Samtaleklar" in page
    assert "<h1>Overskrift</h1>" in page
    assert 'href="/en/x?a=1&amp;b=2"' in page


def frame_of(page: str) -> tuple[str, str]:
    header = page[page.index("<header") : page.index("</header>")]
    footer = page[page.index("<footer") : page.index("</footer>")]
    header = re.sub(r' aria-current="\w+"|(?<=<li>)<a href="[^"]*" lang="\w+"', "", header)
    return header, footer


def test_header_and_footer_of_a_shell_are_those_of_a_static_page(site: Site) -> None:
    assert frame_of(shell(site, "da", "openings")) == frame_of(site.page("/ret-og-pligt/raadighed/"))
    assert frame_of(shell(site, "en", "search")) == frame_of(site.page("/en/"))


def test_only_openings_may_be_found_by_search_engines(site: Site) -> None:
    assert '<meta name="robots" content="index">' in shell(site, "da", "openings")
    for section in ("preparation", "search", "plain", "staff"):
        assert '<meta name="robots" content="noindex">' in shell(site, "da", section)


def test_the_consultants_menu_stands_in_the_header_and_in_the_folded_menu(site: Site) -> None:
    assert shell(site, "da", "staff").count("<li>Mine samtaler</li>") == 2


def without_english(site: Site) -> str:
    site.write("internships/praktik.md", slug="praktik")
    return "content/internships/praktik.en.md"


def without_danish(site: Site) -> str:
    site.write("internships/praktik.en.md", slug="placement")
    return "content/internships/praktik.md"


def same_address(site: Site) -> str:
    site.write_both("rights-duties/andet", slug="raadighed")
    return "content/rights-duties/raadighed.md: /ret-og-pligt/raadighed/ is already the address"


def unknown_folder(site: Site) -> str:
    site.write_both("elsewhere/side")
    return "content/elsewhere/side"


def unknown_template(site: Site) -> str:
    site.write_both("rights-duties/andet", template="fancy")
    return "content/rights-duties/andet.en.md: template 'fancy'"


def dead_link(site: Site) -> str:
    site.write_both("rights-duties/andet", "[Væk](findes-ikke.md)")
    return "findes-ikke.md"


def unknown_drawing(site: Site) -> str:
    site.write_both("rights-duties/andet", "## Emne {#emne data-drawing=rocket}")
    return "there is no drawing 'rocket'"


def running_braces(site: Site) -> str:
    site.set_organisation(name="{{ 7 * 7 }} Kommune")
    return "curly brackets"


@pytest.mark.parametrize(
    "fault",
    [
        without_english,
        without_danish,
        same_address,
        unknown_folder,
        unknown_template,
        dead_link,
        unknown_drawing,
        running_braces,
    ],
)
def test_the_build_stops_and_names_what_is_wrong(own_site: Site, fault: Callable[[Site], str]) -> None:
    said = fault(own_site)

    done = own_site.build()

    assert done.returncode != 0
    assert said in done.stdout + done.stderr


def test_the_build_prints_what_became_of_the_accent(own_site: Site) -> None:
    own_site.set_organisation(accent="#F58220")

    done = own_site.build()

    assert done.returncode == 0
    assert "accent: light #8E4B10" in done.stdout
    assert "--accent:#8E4B10" in next((own_site.html / "assets").glob("*.css")).read_text("utf-8").replace(
        " ", ""
    )


def test_an_organisations_logo_stands_in_the_header(own_site: Site) -> None:
    (own_site.content / "by.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    own_site.set_organisation(logo="by.svg")

    page = own_site.built().page("/")

    url = re.findall(r'<img src="(/assets/logo\.[0-9a-f]+\.svg)" alt=""', page)[0]
    assert (own_site.html / url.lstrip("/")).is_file()


def test_the_build_says_its_identity(site: Site) -> None:
    identity = json.loads((site.html.parent / "build.json").read_text("utf-8"))

    assert identity == {"build_id": build_id(), "languages": ["da", "en"]}


def test_the_build_id_changes_with_any_input_and_only_then(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("en", "utf-8")
    first, again = build_id(tmp_path), build_id(tmp_path)
    (tmp_path / "content" / "index.md").write_text("to", "utf-8")

    assert first == again
    assert build_id(tmp_path) != first
