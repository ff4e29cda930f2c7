"""Webinars by whom they are for and by fagområde: one page with a heading for each that has any."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from portal.catalogue.webinar_list import webinar_rows
from portal.catalogue.webinars import Webinar
from portal.shared.registers import load_registers

TRACKS = {
    "da": {
        "dimittend": "Nyuddannede",
        "erfaren": "Dem med erfaring",
        "ledig-laenge": "Dem, der har været ledige i længere tid",
        "english": "Dem, der bedst taler engelsk",
    },
    "en": {
        "dimittend": "New graduates",
        "erfaren": "People with experience",
        "ledig-laenge": "People who have been out of work for some time",
        "english": "People who would rather speak English",
    },
}
WORDS = {
    "da": {"everybody": "Alle", "none": "Der er ingen nye webinarer lige nu.", "topics": "Find på siden"},
    "en": {
        "everybody": "Everybody",
        "none": "There are no new webinars at the moment.",
        "topics": "Find on this page",
    },
}


def track_names(webinar: Webinar) -> list[str]:
    return [TRACKS[webinar.language][track] for track in webinar.head.tracks]


def field_names(webinar: Webinar) -> list[str]:
    return [load_registers().fields_by_id[one].name(webinar.language) for one in webinar.head.fields]


def topic_view(found: list[Webinar], language: str, now: datetime) -> Markup:
    """What is to come, under each track and fagområde; whatever names none is for everybody."""
    coming = [webinar for webinar in found if not webinar.is_past(now)]
    groups = [group for group in _groups(language, coming) if group[2]]
    if not groups:
        return Markup('<p class="empty">{}</p>').format(WORDS[language]["none"])
    links = Markup(" · ").join(Markup('<a href="#{}">{}</a>').format(one[0], one[1]) for one in groups)
    jumps = Markup('<nav aria-label="{}"><p>{}</p></nav>').format(WORDS[language]["topics"], links)
    return Markup("\n\n").join(
        [
            jumps,
            *(
                Markup('<h2 id="{}">{}</h2>\n\n{}').format(
                    anchor, name, webinar_rows(held, now, heading="h3")
                )
                for anchor, name, held in groups
            ),
        ]
    )


def _groups(language: str, coming: list[Webinar]) -> Iterator[tuple[str, str, list[Webinar]]]:
    everybody = [one for one in coming if not one.head.tracks and not one.head.fields]
    yield "alle", WORDS[language]["everybody"], everybody
    for track, name in TRACKS[language].items():
        yield f"spor-{track}", name, [one for one in coming if track in one.head.tracks]
    for field in load_registers().fields:
        held = [one for one in coming if field.id in one.head.fields]
        yield f"fag-{field.id}", field.name(language), held
