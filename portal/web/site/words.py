"""What the frame itself says, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MenuItem:
    """A tab: a folder of content or a section of the portal."""

    name: str
    label: str
    url: str
    folder: str = ""
    is_goal: bool = False


WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "skip": "Gå til indholdet",
        "language": "Sprog",
        "own_language": "Dansk",
        "other_language": "English",
        "menu": "Menu",
        "main_menu": "Hovedmenu",
        "search": "Søg",
        "search_label": "Søg på siden",
        "search_label_menu": "Søg på siden fra menuen",
        "search_url": "/soeg",
        "dark": "Mørk visning",
        "light": "Lys visning",
        "home": "/",
        "phone": "Telefon",
        "accessibility": "Tilgængelighed",
        "sign_in": "Log ind for konsulenter",
        "sign_in_url": "/log-ind",
        "desk": "Konsulentbordet",
        "desk_url": "/konsulent",
        "about_this": "Om siden",
        "minutes": "minutter",
        "reviewed": "Gennemgået",
        "print": "Udskriv",
        "gain": "Når du har læst siden, ved du",
        "for_the_talk": "Til samtalen",
        "ask": "Er der noget, du vil spørge om?",
        "ask_hint": "Tag emnet med, så står det på dit ark. Du kan også skrive dit spørgsmål der.",
        "take": "Tag emnet med til samtalen",
        "take_url": "/forberedelse/tag-med",
        "permanent": "Fast link til siden, som aldrig forsvinder:",
        "permanent_prefix": "/m/",
        "in_short": "Kort fortalt",
        "date": "Dato",
        "time": "Tid",
        "place": "Sted",
        "join": "Deltag i mødet",
        "host": "Vært",
        "calendar": "Læg det i din kalender (.ics)",
        "cancelled": "Webinaret er aflyst.",
        "cancelled_next": "Se de andre webinarer.",
        "read_first": "Læs gerne først",
        "copy_link": "Kopiér link",
        "copied": "Kopieret",
        "selected": "Markeret. Tryk Ctrl og C",
    },
    "en": {
        "skip": "Go to the content",
        "language": "Language",
        "own_language": "English",
        "other_language": "Dansk",
        "menu": "Menu",
        "main_menu": "Main menu",
        "search": "Search",
        "search_label": "Search the site",
        "search_label_menu": "Search the site from the menu",
        "search_url": "/en/search",
        "dark": "Dark view",
        "light": "Light view",
        "home": "/en/",
        "phone": "Telephone",
        "accessibility": "Accessibility",
        "sign_in": "Sign in for consultants",
        "sign_in_url": "/en/sign-in",
        "desk": "Consultants' desk",
        "desk_url": "/en/staff",
        "about_this": "About the site",
        "minutes": "minutes",
        "reviewed": "Reviewed",
        "print": "Print",
        "gain": "When you have read this page, you know",
        "for_the_talk": "For the meeting",
        "ask": "Is there something you want to ask?",
        "ask_hint": "Take the topic along, and it stands on your sheet. Your question can go there too.",
        "take": "Take the topic to the meeting",
        "take_url": "/en/preparation/take-along",
        "permanent": "Permanent link to this page, which never disappears:",
        "permanent_prefix": "/en/m/",
        "in_short": "In short",
        "date": "Date",
        "time": "Time",
        "place": "Place",
        "join": "Join the session",
        "host": "Host",
        "calendar": "Add it to your calendar (.ics)",
        "cancelled": "The webinar is cancelled.",
        "cancelled_next": "See the other webinars.",
        "read_first": "Good to read first",
        "copy_link": "Copy link",
        "copied": "Copied",
        "selected": "Selected. Press Ctrl and C",
    },
}

MENU: Mapping[str, tuple[MenuItem, ...]] = {
    "da": (
        MenuItem("start", "Kom i gang", "/kom-i-gang/", "start"),
        MenuItem("rights-duties", "Ret og pligt", "/ret-og-pligt/", "rights-duties"),
        MenuItem("job-search", "Jobsøgning", "/jobsoegning/", "job-search"),
        MenuItem("internships", "Praktik", "/praktik/", "internships"),
        MenuItem("sme-jobs", "Mindre firmaer", "/smv-job/", "sme-jobs"),
        MenuItem("openings", "Opslag", "/opslag"),
        MenuItem("webinars", "Webinarer", "/webinarer/", "webinars"),
        MenuItem("preparation", "Lav dit ark", "/forberedelse", is_goal=True),
    ),
    "en": (
        MenuItem("start", "Get started", "/en/getting-started/", "start"),
        MenuItem("rights-duties", "Rights and duties", "/en/rights-and-duties/", "rights-duties"),
        MenuItem("job-search", "Job search", "/en/job-search/", "job-search"),
        MenuItem("internships", "Placements", "/en/placements/", "internships"),
        MenuItem("sme-jobs", "Smaller companies", "/en/sme-jobs/", "sme-jobs"),
        MenuItem("openings", "Openings", "/en/openings"),
        MenuItem("webinars", "Webinars", "/en/webinars/", "webinars"),
        MenuItem("preparation", "Make your sheet", "/en/preparation", is_goal=True),
    ),
}
