"""A kit on its page: the script by the minute, the exercises, the host's check list and the modules."""

from collections.abc import Iterator

from markupsafe import Markup

from portal.catalogue.content_pages import Content, Language
from portal.catalogue.fact_markup import run_of_facts
from portal.catalogue.facts import Shown
from portal.catalogue.front_matter import KitHead
from portal.catalogue.kit import Exercise
from portal.catalogue.kit_slides import ShownSlide

WORDS = {
    "da": {
        "minute": "Minut {begins}–{ends}",
        "say": "Sig",
        "do": "Gør",
        "slide": "Slide",
        "minutes": "minutter",
        "before": "Før",
        "during": "Imens",
        "after": "Bagefter",
        "for": "Til",
        "length": "Varer",
        "kits": "Ingen pakker endnu.",
    },
    "en": {
        "minute": "Minute {begins}–{ends}",
        "say": "Say",
        "do": "Do",
        "slide": "Slide",
        "minutes": "minutes",
        "before": "Before",
        "during": "During",
        "after": "Afterwards",
        "for": "For",
        "length": "Takes",
        "kits": "No kits yet.",
    },
}


def script(
    head: KitHead, language: Language, slides: list[list[ShownSlide]], facts: list[list[Shown]]
) -> Markup:
    """Each step beside its minutes; the facts it rests on stand under it, for who holds it without slides."""
    begins, number, parts = 0, 2, []
    for step, shown, known in zip(head.script, slides, facts, strict=True):
        minutes = WORDS[language]["minute"].format(begins=begins, ends=begins + step.minutes)
        lines = Markup("").join(_lines(step.say, step.do, shown, number, language))
        parts.append(
            Markup(
                '<div class="bl"><p class="mg">{}</p><div class="tx stack"><h3>{}</h3>{}</div></div>'
            ).format(minutes, step.title, lines)
        )
        if known:
            parts.append(run_of_facts(known, language))
        begins, number = begins + step.minutes, number + len(shown)
    return Markup("\n\n").join(parts)


def _lines(say: str, do: str, shown: list[ShownSlide], number: int, language: Language) -> Iterator[Markup]:
    words = WORDS[language]
    yield Markup("<p><strong>{}:</strong> {}</p>").format(words["say"], say)
    if do:
        yield Markup("<p><strong>{}:</strong> {}</p>").format(words["do"], do)
    if shown:
        titles = [f"{words['slide']} {place}: {slide.title}" for place, slide in enumerate(shown, number)]
        yield Markup('<p class="meta">{}</p>').format(" · ".join(titles))


def exercises(head: KitHead, language: Language) -> Markup:
    return Markup("\n\n").join(_exercise(one, language) for one in head.exercises)


def _exercise(one: Exercise, language: Language) -> Markup:
    steps = Markup("").join(Markup("<li>{}</li>").format(step) for step in one.steps)
    return Markup(
        '<div class="bl"><p class="mg">{} {}<br> {}</p>'
        '<div class="tx stack"><h3>{}</h3><ol>{}</ol></div></div>'
    ).format(one.minutes, WORDS[language]["minutes"], one.groups, one.title, steps)


def checklist(head: KitHead, language: Language) -> Markup:
    parts = []
    for key in ("before", "during", "after"):
        items = Markup("").join(Markup("<li>{}</li>").format(text) for text in getattr(head.checklist, key))
        parts.append(Markup("<h3>{}</h3>\n\n<ul>{}</ul>").format(WORDS[language][key], items))
    return Markup("\n\n").join(parts)


def modules(head: KitHead, language: Language, content: Content) -> Markup:
    pages = [content.by_id[one, language].head for one in head.modules]
    rows = Markup("").join(
        Markup('<li><a href="module:{}">{}</a></li>').format(page.id, page.title) for page in pages if page
    )
    return Markup('<ul class="links">{}</ul>').format(rows)


def about(head: KitHead, language: Language) -> Markup:
    words = WORDS[language]
    return Markup('<dl class="facts"><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{} {}</dd></dl>').format(
        words["for"], head.for_whom, words["length"], head.minutes, words["minutes"]
    )


def kit_list(content: Content, language: Language) -> Markup:
    """Every kit, in the editor's order."""
    pages = [page.head for page in content.pages if page.language == language]
    kits = sorted((head for head in pages if isinstance(head, KitHead)), key=lambda head: head.order)
    rows = Markup("").join(
        Markup(
            '<li><p class="mg">{} {}</p><div><h2><a href="module:{}">{}</a></h2><p>{}</p></div></li>'
        ).format(head.minutes, WORDS[language]["minutes"], head.id, head.title, head.summary)
        for head in kits
    )
    if not rows:
        return Markup("<p>{}</p>").format(WORDS[language]["kits"])
    return Markup('<div class="bl"><ul class="ops wide">{}</ul></div>').format(rows)
