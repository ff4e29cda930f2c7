"""The MkDocs hook: own addresses, own frame, shells for the portal, and one build id."""

import json
import logging
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import click
from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from portal.shared.organisation import Organisation, read_organisation
from portal.shared.site_address import site_address
from portal.web.site.addresses import FOR_STAFF, LANGUAGES, SiteMap, SourcePage, read_site_map
from portal.web.site.assets import Assets, gather_assets
from portal.web.site.build_identity import build_id
from portal.web.site.colours import AccentTones, accent_tones
from portal.web.site.drawings import FOLDER as ICONS
from portal.web.site.frame import FrameMaker
from portal.web.site.moments import short_date
from portal.web.site.passing_on import PassingOn
from portal.web.site.sheet import Below, keep_words_together, lay_out, trusted
from portal.web.site.shells import write_shells
from portal.web.site.tracks import rest_of, steps_of

log = get_plugin_logger("samtaleklar")
_HREF = re.compile(r'(<(?:a|img|source)\b[^>]*?\s(?:href|src)=")([^"#/:][^":]*)(")')


@dataclass
class Build:
    """What one run of MkDocs knows; both languages share it."""

    maker: FrameMaker
    environment: Environment | None = None


_builds: dict[str, Build] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads everything once, before the first language; the second finds it read."""
    # `--quiet` silences warnings so early that `strict` no longer counts them.
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    if _language(config) != LANGUAGES[0] and "now" in _builds:
        return config
    content = Path(config.docs_dir)
    organisation = read_organisation(content / "organisation.yml")
    _builds["now"] = Build(
        FrameMaker(
            site_map=read_site_map(content),
            organisation=organisation,
            assets=_assets(organisation, content),
            site_name=config.site_name,
            descriptions=_descriptions(config),
        )
    )
    # The theme's own pages are in the wrong language and full of scripts.
    config.theme.static_templates.clear()
    return config


def _assets(organisation: Organisation, content: Path) -> Assets:
    tones = _tones(organisation.accent)
    click.echo(tones.report())
    return gather_assets(tones, content / organisation.logo if organisation.logo else None)


def _tones(accent: str) -> AccentTones:
    try:
        return accent_tones(accent)
    except ValueError as unreadable:
        raise PluginError(f"content/organisation.yml: {unreadable}") from unreadable


def _descriptions(config: MkDocsConfig) -> dict[str, str]:
    languages = config.plugins["i18n"].config.languages
    return {lang.locale: lang.site_description or config.site_description or "" for lang in languages}


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Gives each page its address and drops every file of the theme."""
    for file in list(files):
        if not Path(file.abs_src_path or "").is_relative_to(config.docs_dir):
            files.remove(file)
    for file in files.documentation_pages():
        page = _site_map().by_source[file.src_uri]
        file.url = page.url.lstrip("/") or "./"
        file.dest_uri = f"{page.url.lstrip('/')}index.html"
        file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)
    return files


def on_page_markdown(markdown: str, *, page: Page, **_event: object) -> str:
    """Names the template after what the front matter calls it."""
    page.meta["template"] = f"{_source(page).template}.html"
    return markdown


@event_priority(-150)
def on_page_content(html: str, *, page: Page, **_event: object) -> str:
    """Links from the root of the site, so that the same text holds at any depth."""
    here = _source(page).url
    return _HREF.sub(lambda link: f"{link[1]}{urljoin(here, link[2])}{link[3]}", html)


def on_env(env: Environment, **_event: object) -> Environment:
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.globals["icon"] = lambda name: trusted((ICONS / f"{name}.svg").read_text("utf-8").strip())
    env.filters["together"] = lambda text: trusted(keep_words_together(escape(text)))
    env.filters["short_date"] = short_date
    _builds["now"].environment = env
    return env


def on_page_context(
    context: dict[str, object], *, page: Page, config: MkDocsConfig, **_event: object
) -> dict[str, object]:
    source = _source(page)
    frame = _builds["now"].maker.for_page(source)
    sheet = lay_out(page.content or "", _passing_on(source, frame.words, site_address(config.site_url)))
    context |= {
        "frame": frame,
        "words": frame.words,
        "source": source,
        "heading": trusted(sheet.heading or keep_words_together(escape(source.title))),
        "lead": trusted(sheet.lead),
        "opening": sheet.opening,
        "sections": trusted(sheet.sections),
        "listed": _listed(source),
        "steps": steps_of(source, _site_map()),
        "rest": rest_of(source, _site_map()),
        "for_candidates": source.folder not in FOR_STAFF,
        "read_before": _site_map().with_ids(page.meta.get("read_before") or [], source.lang),
        "parent": _site_map().find(f"{source.folder}/index", source.lang),
    }
    return context


def _passing_on(source: SourcePage, words: Mapping[str, str], address: str) -> Below | None:
    """Each section of a module for candidates can be taken along, and linked to from an agreement."""
    reviewed = source.meta.get("reviewed")
    if source.folder in FOR_STAFF or source.template != "module" or not isinstance(reviewed, date):
        return None
    module = PassingOn(str(source.meta["id"]), source.title, reviewed, source.lang, words, address)
    return module.below


def _listed(source: SourcePage) -> list[SourcePage]:
    # Webinars come by date, and so from the catalogue.
    if source.template != "list" or source.folder == "webinars":
        return []
    return [page for page in _site_map().in_folder(source.folder, source.lang) if page.template != "track"]


def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: assets, shells and the identity of the build."""
    if _language(config) != LANGUAGES[-1]:
        return
    build, site = _builds["now"], Path(config.site_dir)
    if build.environment is None:
        raise PluginError("the site has no page to take its frame from")
    shutil.rmtree(site / "assets", ignore_errors=True)
    build.maker.assets.write(site)
    write_shells(build.environment, build.maker, site.parent / "shells")
    identity = {"build_id": build_id(), "languages": list(LANGUAGES)}
    (site.parent / "build.json").write_text(json.dumps(identity) + "\n", "utf-8")


def _language(config: MkDocsConfig) -> str:
    i18n: object = config.plugins["i18n"]
    return str(getattr(i18n, "current_language", None) or LANGUAGES[0])


def _site_map() -> SiteMap:
    return _builds["now"].maker.site_map


def _source(page: Page) -> SourcePage:
    return _site_map().by_source[page.file.src_uri]
