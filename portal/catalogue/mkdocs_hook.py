"""The catalogue's part in the site build: stops at faults, fills in facts, writes what the portal reads."""

import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from portal.catalogue.content_check import Checked, check_content
from portal.catalogue.content_pages import ContentPage, Language, name_and_language
from portal.catalogue.fact_book import write_fact_book
from portal.catalogue.fact_uses import fact_uses
from portal.catalogue.facts import Edition
from portal.catalogue.findings import errors
from portal.catalogue.front_matter import KitHead, ModuleHead, PageHead, WebinarHead
from portal.catalogue.kit_build import KitBuild
from portal.catalogue.kit_markup import kit_list
from portal.catalogue.kit_slides import SlideMaker
from portal.catalogue.modules import RIGHTS_AND_DUTIES
from portal.catalogue.page_text import sections_of
from portal.catalogue.permalinks import FILE as PERMALINKS
from portal.catalogue.recording import Recording
from portal.catalogue.recording_markup import Films
from portal.catalogue.self_check_markup import form as self_check_form
from portal.catalogue.self_check_markup import shown_self_check
from portal.catalogue.self_checks import ShownSelfCheck, write_self_checks
from portal.catalogue.shortcodes import Shortcodes
from portal.catalogue.site_documents import Document, docs_json, document, modules_json, write_json
from portal.catalogue.slides_pdf import SlidePrinter, SlidesError
from portal.catalogue.term_markup import explain_terms
from portal.catalogue.translations import FILE as TRANSLATIONS
from portal.catalogue.translations import outdated_ids
from portal.catalogue.webinar_calendar import calendar, calendars
from portal.catalogue.webinar_list import webinar_list
from portal.catalogue.webinar_months import month_view
from portal.catalogue.webinar_page import WebinarPage, webinar_page
from portal.catalogue.webinar_topics import topic_view
from portal.catalogue.webinars import PATHS, next_time, of_page, state_note, webinars
from portal.catalogue.worksheet import Worksheet
from portal.catalogue.worksheet_pdf import MOST_SHEETS, PrintedSheet, Printer, WorksheetError
from portal.shared.clock import COPENHAGEN
from portal.shared.dated_rules import load_rules
from portal.shared.pdf_cache import PdfCache
from portal.shared.site_address import site_address

LANGUAGES: tuple[Language, ...] = ("da", "en")
MODULE_LINK = re.compile(r'href="module:([a-z0-9-]+)(#[^"]*)?"')


class SiteBuild:
    """One build of the site; MkDocs goes through its events once for each language."""

    def __init__(self, config: MkDocsConfig, now: datetime) -> None:
        self.now = now
        self.config = config
        self.edition = _edition()
        self.checked: Checked = check_content(Path(config.docs_dir), today=self.today)
        self.outdated = outdated_ids(self.checked.content)
        self.documents: dict[tuple[str, Language], Document] = {}
        self.self_checks: dict[tuple[str, Language], ShownSelfCheck] = {}
        cache = PdfCache(Path(config.site_dir).parent.parent / "worksheets", MOST_SHEETS)
        self.printer = Printer(cache, config.site_name, self._address())
        self.sheets: dict[str, bytes] = {}
        maker = SlideMaker(self.checked.content, self.checked.registry, self.edition, self.today)
        self.kits = KitBuild(maker, SlidePrinter(cache, config.site_name, self._address()))
        self.films = Films(Path(config.docs_dir))
        self.film_files: dict[str, Path] = {}

    @property
    def today(self) -> date:
        return self.now.astimezone(COPENHAGEN).date()

    def stop_at_faults(self) -> None:
        found = errors(list(self.checked.findings))
        if found:
            listed = "\n".join(str(one) for one in found)
            raise PluginError(f"Indholdet har {len(found)} fejl:\n{listed}")

    def page(self, src_uri: str) -> ContentPage | None:
        return self.checked.content.by_name.get(name_and_language(src_uri))

    def is_outdated(self, page: ContentPage) -> bool:
        return page.language == "en" and page.head is not None and page.head.id in self.outdated

    def fill_in(self, markdown: str, page: ContentPage) -> str:
        shortcodes = Shortcodes(
            registry=self.checked.registry,
            edition=self.edition,
            today=self.today,
            parts=self._parts(page),
            charts=self.checked.content.charts,
        )
        filled = shortcodes.expand(markdown, page.language)
        if isinstance(page.head, WebinarHead):
            times = of_page(page.head, page.language)
            return f"{state_note(next_time(times, self.now), self.now)}\n\n{filled}"
        return filled

    def _parts(self, page: ContentPage) -> dict[str, Markup]:
        """What a page's shortcodes may stand for, beside facts."""
        parts = self._webinar_views(page)
        if isinstance(page.head, ModuleHead) and page.head.self_check:
            parts["self-check"] = self_check_form(
                page.head.id,
                page.head.self_check,
                page.language,
                receipt=page.folder == RIGHTS_AND_DUTIES,
            )
        if isinstance(page.head, KitHead):
            parts |= self._kit(page, page.head)
        if isinstance(page.head, ModuleHead | KitHead) and page.head.worksheet:
            parts["worksheet"] = self._printed(page, page.head, page.head.worksheet).link
        if isinstance(page.head, WebinarHead) and page.head.recording:
            parts["recording"] = self._film(page, page.head, page.head.recording)
        return parts

    def _kit(self, page: ContentPage, head: KitHead) -> dict[str, Markup]:
        try:
            parts, path, content = self.kits.parts(head, page.language)
        except SlidesError as error:
            raise PluginError(str(page.finding(page.line_of("script"), str(error)))) from error
        self.sheets[path] = content
        return parts

    def _webinar_views(self, page: ContentPage) -> dict[str, Markup]:
        if any(code.name == "kit-list" for code in page.scan.shortcodes):
            return {"kit-list": kit_list(self.checked.content, page.language)}
        if not any(code.name.startswith("webinar-") for code in page.scan.shortcodes):
            return {}
        found = webinars(self.checked.content, page.language)
        return {
            "webinar-list": webinar_list(found, page.language, self.now, site_url=self._address()),
            "webinar-months": month_view(found, page.language, self.now),
            "webinar-topics": topic_view(found, page.language, self.now),
        }

    def _film(self, page: ContentPage, head: WebinarHead, recording: Recording) -> Markup:
        self.film_files |= self.films.files_of(recording)
        recordings: dict[Language, Recording] = {}
        for language in LANGUAGES:
            twin = self.checked.content.by_id[head.id, language].head
            if isinstance(twin, WebinarHead) and twin.recording:
                recordings[language] = twin.recording
        return self.films.player(recordings, page.language, head.language)

    def _printed(self, page: ContentPage, head: PageHead, sheet: Worksheet) -> PrintedSheet:
        try:
            printed = self.printer.print(head, sheet, page.language)
        except WorksheetError as error:
            raise PluginError(str(page.finding(page.line_of("worksheet"), str(error)))) from error
        self.sheets[printed.path] = printed.content
        return printed

    def url_of(self, identifier: str, language: Language, files: Files) -> str:
        target = self.checked.content.by_id[identifier, language]
        file = files.get_file_from_path(target.path.relative_to(self.checked.content.root.name).as_posix())
        if file is None:
            raise PluginError(f"{target.path} er ikke med i bygningen, men {identifier} er målet for et link")
        return root_url(file.url)

    def with_links(self, html: str, language: Language, files: Files) -> str:
        """Points links to modules at their pages."""
        return MODULE_LINK.sub(
            lambda link: f'href="{self.url_of(link[1], language, files)}{link[2] or ""}"', html
        )

    def keep(self, html: str, page: ContentPage, files: Files, url: str) -> None:
        """What the search and the portal are to know of a page."""
        if page.head is not None:
            self.documents[page.head.id, page.language] = document(page, url, sections_of(html))
        if isinstance(page.head, ModuleHead) and page.head.self_check:
            self.self_checks[page.head.id, page.language] = shown_self_check(
                page.head.self_check,
                page.language,
                title=page.head.title,
                url=url,
                resolve=lambda text: self.with_links(text, page.language, files),
            )

    def write(self) -> None:
        site = Path(self.config.site_dir)
        documents = list(self.documents.values())
        write_json(site.parent / "docs.json", docs_json(documents))
        write_json(site.parent / "modules.json", modules_json(documents, self.checked.permalinks))
        urls = {(key[0], str(key[1])): one.url for key, one in self.documents.items()}
        uses = fact_uses(self.checked.content, load_rules(self.checked.content.root / "facts"), urls)
        write_fact_book(site.parent, self.checked.registry, uses)
        write_self_checks(site.parent, ((*key, shown) for key, shown in self.self_checks.items()))
        for path, content in self.sheets.items():
            _write_bytes(site / path, content)
        for path, file in self.film_files.items():
            (site / path).parent.mkdir(exist_ok=True)
            shutil.copyfile(file, site / path)
        self.printer.cache.prune()
        for language in LANGUAGES:
            self._write_calendars(site, language)

    def _write_calendars(self, site: Path, language: Language) -> None:
        found = webinars(self.checked.content, language)
        for path, listed in calendars(found, language).items():
            name = "" if path == f"{PATHS[language]}.ics" else listed[0].head.title
            _write_bytes(site / path, calendar(listed, language, self._site_url(), name=name))

    def webinar_page(self, page: ContentPage, head: WebinarHead) -> WebinarPage:
        times = of_page(head, page.language)
        return webinar_page(times, self.config.site_name, self._address(), self.now)

    def _address(self) -> str:
        return site_address(self.config.site_url)

    def _site_url(self) -> str:
        return os.environ.get("SAMTALEKLAR_BASE_URL") or self.config.site_url or ""


def _write_bytes(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _edition() -> Edition:
    named = os.environ.get("SAMTALEKLAR_ENV") or Edition.DEMONSTRATION.value
    try:
        return Edition(named)
    except ValueError as error:
        raise PluginError(f"SAMTALEKLAR_ENV er {named}: skriv demonstration eller production") from error


_builds: dict[str, SiteBuild] = {}


def root_url(url: str) -> str:
    return "/" if url in ("", ".", "./") else f"/{url}"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Checks everything before the first language is built; the second goes on with the same build."""
    plugin = config.plugins.get("i18n")
    if plugin is None or not getattr(plugin, "building", False):
        _builds["now"] = SiteBuild(config, _now())
        _builds["now"].stop_at_faults()
    return config


def _now() -> datetime:
    """The moment of the build; SOURCE_DATE_EPOCH makes it the same each time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def on_files(files: Files, **_event: object) -> Files:
    for name in (PERMALINKS, TRANSLATIONS):
        listed = files.get_file_from_path(name)
        if listed is not None:
            files.remove(listed)
    return files


def on_page_markdown(markdown: str, page: Page, **_event: object) -> str:
    build = _builds["now"]
    source = build.page(page.file.src_uri)
    if source is None:
        return markdown
    page.meta["outdated"] = build.is_outdated(source)
    if isinstance(source.head, WebinarHead):
        page.meta["webinar"] = build.webinar_page(source, source.head)
    return build.fill_in(markdown, source)


def on_page_content(html: str, page: Page, files: Files, **_event: object) -> str:
    """Points links to modules at their pages, explains terms, and keeps the text for the search."""
    build = _builds["now"]
    source = build.page(page.file.src_uri)
    if source is None:
        return html
    build.keep(html, source, files, root_url(page.file.url))
    html = explain_terms(html, build.checked.glossary, source.language)
    return build.with_links(html, source.language, files)


def on_post_build(**_event: object) -> None:
    """After each language: what is known so far; the last one knows everything."""
    _builds["now"].write()
