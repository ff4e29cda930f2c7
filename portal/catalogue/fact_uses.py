"""Where each fact is used: the pages that ask for it, in which languages, and the dated rules that say it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.catalogue.content_pages import Content, ContentPage
from portal.shared.dated_rules import DatedRule


@dataclass(frozen=True)
class Use:
    """One page (module, webinar, page) or one dated rule, with what a reader finds it by."""

    id: str
    kind: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    urls: Mapping[str, str]

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), self.id)

    def url(self, language: str) -> str | None:
        return self.urls.get(language)


Urls = Mapping[tuple[str, str], str]


def fact_uses(
    content: Content, rules: Iterable[DatedRule] = (), urls: Urls | None = None
) -> dict[str, tuple[Use, ...]]:
    """By fact, in the order of the files; `urls` has the address of an id in a language."""
    found: dict[str, dict[str, Use]] = defaultdict(dict)
    for page in content.pages:
        if page.head is None:
            continue
        for fact in dict.fromkeys(content.facts_on(page)):
            before = found[fact].get(page.head.id)
            found[fact][page.head.id] = _with(before, page, urls or {})
    for rule in rules:
        if rule.fact is not None:
            titles = {"da": rule.text_da, "en": rule.text_en}
            found[rule.fact][f"rule:{rule.id}"] = Use(rule.id, "rule", ("da", "en"), titles, {})
    return {fact: tuple(uses.values()) for fact, uses in found.items()}


def _with(before: Use | None, page: ContentPage, urls: Urls) -> Use:
    assert page.head is not None
    url = urls.get((page.head.id, page.language))
    here: dict[str, str] = {page.language: url} if url else {}
    if before is None:
        titles: dict[str, str] = {page.language: page.head.title}
        return Use(page.head.id, page.head.type, (page.language,), titles, dict(here))
    return replace(
        before,
        languages=tuple(sorted((*before.languages, page.language))),
        titles={**before.titles, str(page.language): page.head.title},
        urls={**before.urls, **here},
    )
