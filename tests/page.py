"""A client that reads every fetched page as a careful person would, and fails on what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from starlette.testclient import TestClient

LABELLED = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button"}


@dataclass
class Page:
    """A fetched page: the parsed tree and what a reader would see."""

    response: object
    status: int
    url: str
    html: str
    tree: Element

    @property
    def title(self) -> str:
        return text_of(next(self.tree.iter("title")))

    @property
    def heading(self) -> str:
        return text_of(next(self.tree.iter("h1")))

    @property
    def text(self) -> str:
        return text_of(next(self.tree.iter("body")))

    def forms(self) -> list[Element]:
        return list(self.tree.iter("form"))

    def form(self, action: str = "", index: int | None = None, with_field: str = "") -> Element:
        """The form with this action (or that has this field), the header's search form not counted."""
        main = next(self.tree.iter("main"))
        found = [f for f in main.iter("form") if action in (f.get("action") or "")]
        if not found and action:
            found = [f for f in self.forms() if action in (f.get("action") or "")]
        if with_field:
            found = [f for f in found if any(field.get("name") == with_field for field in f.iter())]
        assert found, f"no form for {action!r} {with_field!r} on {self.url}"
        return found[index or 0]

    def links(self) -> list[str]:
        return [a.get("href") or "" for a in self.tree.iter("a")]

    def link(self, label: str) -> str:
        found = [a.get("href") for a in self.tree.iter("a") if label in text_of(a)]
        assert found and found[0], f"no link {label!r} on {self.url}"
        return found[0]


def text_of(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def filled(form: Element) -> dict[str, list[str]]:
    """What a browser would send if nothing was changed."""
    values: dict[str, list[str]] = {}
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag == "input":
            kind = field.get("type", "text")
            if kind in ("checkbox", "radio") and field.get("checked") is None:
                continue
            if kind in ("submit", "button"):
                continue
            values.setdefault(name, []).append(
                field.get("value", "on" if kind in ("checkbox", "radio") else "")
            )
        elif field.tag == "textarea":
            values.setdefault(name, []).append("".join(field.itertext()).removeprefix("\n"))
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            values.setdefault(name, []).extend(o.get("value", text_of(o)) for o in chosen)
    return values


def check_page(html: str, path: str) -> Element:
    """Parses the page as HTML5 and asserts what every page must keep."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    errors = list(parser.errors)
    assert not errors, f"{path}: HTML errors {errors[:3]}"
    headings = [text_of(h) for h in tree.iter("h1")]
    assert len(headings) == 1 and headings[0], f"{path}: one h1 wanted, found {headings}"
    title = text_of(next(tree.iter("title")))
    assert title and not title.startswith(("–", "-")), f"{path}: title {title!r}"
    assert tree.get("lang") == ("en" if urlsplit(path).path.startswith("/en") else "da"), f"{path}: lang"
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    twice = {i for i in ids if ids.count(i) > 1}
    assert not twice, f"{path}: ids used twice {twice}"
    check_labels(tree, path)
    check_references(tree, set(ids), path)
    assert not re.search(r"\{\{|\}\}|\{%", html), f"{path}: template code on the page"
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        inline = [a for a in element.attrib if a == "style" or (isinstance(a, str) and a.startswith("on"))]
        assert not inline, f"{path}: inline {inline} on {element.tag}"
        assert element.tag != "style", f"{path}: inline style"
        assert (
            element.tag != "script" or element.get("src") or element.get("type") == "application/ld+json"
        ), path
        if element.tag == "img":
            assert element.get("alt") is not None, f"{path}: picture without alt"
    return tree


def check_labels(tree: Element, path: str) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(e) for label in tree.iter("label") for e in label.iter()}
    for field in tree.iter():
        if field.tag in LABELLED and field.get("type") not in UNLABELLED_TYPES:
            named = field.get("id") in labelled or id(field) in inside or field.get("aria-label")
            assert named, f"{path}: {field.tag} {field.get('name')} has no label"
    for button in tree.iter("button"):
        assert text_of(button) or button.get("aria-label"), f"{path}: a button says nothing"


def check_references(tree: Element, ids: set[str | None], path: str) -> None:
    for element in tree.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for", "aria-controls"):
            for target in (element.get(attribute) or "").split():
                assert target in ids, f"{path}: {attribute} points to the missing {target}"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and len(href) > 1:
            assert href[1:] in ids, f"{path}: a link points to the missing {href}"


class PageClient:
    """Fetches pages, follows redirects, fills in forms."""

    def __init__(self, app: object, base_url: str = "http://127.0.0.1:8000") -> None:
        self.http = TestClient(app, base_url=base_url, raise_server_exceptions=False)  # type: ignore[arg-type]
        self.page: Page | None = None

    def get(self, path: str, status: int = 200, **options: object) -> Page:
        return self._read(self.http.get(path, follow_redirects=True, **options), status)  # type: ignore[arg-type]

    def post(self, path: str, data: Mapping[str, object] | None = None, status: int | None = 200) -> Page:
        return self._read(self.http.post(path, data=dict(data or {}), follow_redirects=True), status)

    def submit(
        self,
        action: str = "",
        *,
        index: int | None = None,
        with_field: str = "",
        status: int = 200,
        **fields: object,
    ) -> Page:
        """Sends a form of the last page, filled in as it stands and with these fields changed."""
        assert self.page is not None
        form = self.page.form(action, index, with_field)
        values: dict[str, object] = dict(filled(form))
        for name, value in fields.items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
        target = urljoin(self.page.url, form.get("action") or self.page.url)
        if (form.get("method") or "get").lower() == "post":
            return self.post(target, values, status)
        return self._read(self.http.get(target, params=values, follow_redirects=True), status)  # type: ignore[arg-type]

    def follow(self, label: str, status: int = 200) -> Page:
        assert self.page is not None
        return self.get(urljoin(self.page.url, self.page.link(label)), status)

    def _read(self, response: object, status: int | None) -> Page:
        url = str(response.url)  # type: ignore[attr-defined]
        path = urlsplit(url).path
        code, html = response.status_code, response.text  # type: ignore[attr-defined]
        assert status in (code, None), f"{path}: {code} instead of {status}"
        is_page = "text/html" in response.headers.get("content-type", "")  # type: ignore[attr-defined]
        tree = check_page(html, path) if is_page else Element("html")
        page = Page(response, code, url, html, tree)
        if is_page:
            self.page = page
        return page
