"""What the frame shows around a page: the same for a static page and for a shell of the portal."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.shared.organisation import Organisation
from portal.web.site.addresses import SiteMap, SourcePage
from portal.web.site.assets import Assets
from portal.web.site.words import MENU, WORDS


@dataclass(frozen=True)
class Tab:
    """A menu item as drawn; `current` is the value of aria-current, or empty."""

    label: str
    url: str
    current: str
    is_goal: bool


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Frame:
    """Everything `frame.html` needs; `other_url` is the same page in the other language."""

    lang: str
    section: str
    url: str
    other_url: str
    description: str
    words: Mapping[str, str]
    tabs: tuple[Tab, ...]
    footer: tuple[Link, ...]
    organisation: Organisation
    assets: Assets
    site_name: str

    @property
    def other_lang(self) -> str:
        return "en" if self.lang == "da" else "da"


@dataclass(frozen=True)
class FrameMaker:
    """Makes the frame of any page from what is the same for all of them."""

    site_map: SiteMap
    organisation: Organisation
    assets: Assets
    site_name: str
    descriptions: Mapping[str, str]

    def for_page(self, page: SourcePage) -> Frame:
        other = self.site_map.find(page.key, "en" if page.lang == "da" else "da")
        section = page.folder.split("/")[0]
        description = str(page.meta.get("summary") or self.descriptions[page.lang])
        return self._frame(page.lang, section, page.url, other.url if other else "/", description)

    def for_shell(self, lang: str, section: str, other_url: str) -> Frame:
        return self._frame(lang, section, "", other_url, self.descriptions[lang])

    def _frame(self, lang: str, section: str, url: str, other_url: str, description: str) -> Frame:
        return Frame(
            lang=lang,
            section=section,
            url=url,
            other_url=other_url,
            description=description,
            words=WORDS[lang],
            tabs=self._tabs(lang, section, url),
            footer=self._footer(lang),
            organisation=self.organisation,
            assets=self.assets,
            site_name=self.site_name,
        )

    def _tabs(self, lang: str, section: str, url: str) -> tuple[Tab, ...]:
        return tuple(
            Tab(item.label, item.url, _current(item.name == section, item.url == url), item.is_goal)
            for item in MENU[lang]
            # A tab without pages would lead nowhere.
            if not item.folder or self.site_map.find(f"{item.folder}/index", lang)
        )

    def _footer(self, lang: str) -> tuple[Link, ...]:
        words = WORDS[lang]
        links = [Link(words["accessibility"], "/was")]
        for key in ("about/privatliv", "about/om-siden", "companies/index", "consultants/index"):
            page = self.site_map.find(key, lang)
            if page is not None:
                links.append(Link(page.title, page.url))
        return (*links, Link(words["sign_in"], words["sign_in_url"]))


def _current(in_section: bool, is_page: bool) -> str:
    return "page" if is_page else "true" if in_section else ""
