"""Looks at a next step and asks back at most two short questions; it never blocks, praises or scores."""

import re

from portal.shared.errors import N_

FIRST = N_("Hvad er det første, du gør? Skriv én handling, for eksempel ringe til, skrive til eller sende.")
YOURS = N_("Det bestemmer du ikke alene. Hvad gør du selv for det?")
ONE = N_("Her er flere ting i ét. Hvilken tager du først?")
FEWER = N_("Det er mange. Hvor mange tror du på, at du når?")
WHEN = N_("Hvornår? En dag eller en uge er nok.")
SEEN = N_("Hvordan ser du, at det er gjort? Et antal, eller noget du har sendt, er nok.")

MOST = 2
MANY = 10
# Stems of Danish verbs, then of English ones. Those that end in something to show need no number.
ENDING = (
    "ring|skriv|send|aflever|booker?|tilmeld|meld|bestil|print|upload|læg|del|afley?ver|kontakt|spørg|invit"
    "|aftal|mød|hent|udfyld|opret|ansøg|besøg|deltag|slet|tilføj|ret"
    "|call|phone|write|send|submit|book|sign|register|order|post|contact|ask|invite|meet|fill|apply|visit"
    "|attend|upload|join|email|mail|message|share|publish|finish|add|delete"
)
LASTING = (
    "find|læs|søg|opdater|omskriv|gennemgå|undersøg|lav|øv|afprøv|prøv|tal|snak|se|gå|tag|vælg|saml|list"
    "|gør|byg|kort|oversæt|tjek|lyt|start|begynd|planlæg|notér|noter|interview|research|forbered"
    "|find|read|search|update|rewrite|go|research|make|create|practi[sc]e|try|talk|speak|watch|take|choose"
    "|collect|list|build|translate|check|listen|start|begin|plan|note|draft|prepare|learn|do|set|compare|test"
)
ENDINGS = r"(?:e|er|r|ing|te|ede|s|es|ed|ir|ter|ere|erer)?"
ACTION = re.compile(rf"\b(?:{ENDING}|{LASTING}){ENDINGS}\b")
SHOWS_ITSELF = re.compile(rf"\b(?:{ENDING}){ENDINGS}\b")
VAGUE = re.compile(
    r"bedre til|\bbliver? (?:mere|bedre|skarpere|god|modigere|klar)|søger? mere|mere aktiv|komme?r? i gang"
    r"|komme?r? videre|netværke?r?\b(?! (?:møde|arr))|tænke?r? (?:over|på)|overvej|se mig om|arbejde?r? på"
    r"|forbedre|styrke|fokuser|være mere|gøre? noget ved|få styr på|orientere|motiver|tage? mig sammen"
    r"|\bbruge?r? \w+ mere|finde?r? ud af|\bfundet ud af|høre? nærmere|^(?:jeg (?:vil|skal) )?kigge?r? "
    r"|better at|get better|more active|more confident|get started|get going|\bnetwork(?:ing)?(?: more)?$"
    r"|think about|consider|look (?:into|around)|^(?:i (?:will|want to) )?look (?:for|at)|work on|improve"
    r"|strengthen|focus on|\bbe (?:more|better)|search more|sort out|apply more|do something about|explore"
    r"|find out|figure out|reach out (?:more|to people)|use \w+ more|motivate"
)
NOT_YOURS = re.compile(
    r"\b(?:få|får|have|finde?r?|lande?r?) (?:mig )?(?:et |en |mit |min )?(?:\w+ )?"
    r"(?:job|arbejde|stilling|samtale|jobsamtale|svar|tilbud)\b"
    r"|\bbliver? (?:ansat|inviteret|kaldt|indkaldt|valgt)|komme?r? til (?:job)?samtale"
    r"|\b(?:get|have|land|find|receive) (?:myself )?(?:a |an |my )?(?:\w+ )?"
    r"(?:job|position|interview|offer|reply|answer|work)\b"
    r"|(?:get|be) (?:hired|invited|employed|chosen)"
)
# "find a job advert" is one's own doing.
OWN_AFTER_ALL = re.compile(r"job(?:opslag|annonce)|advert|job ad|posting|vacanc|opslag|opening")
NUMBER_WORDS = (
    "en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|one|two|three|four|five|six|seven|eight|nine|ten"
)
COUNTED = re.compile(rf"\d|\b(?:{NUMBER_WORDS}|halv|hver|every|each|half|an hour|a)\b")
MONTHS = "jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec"
DAY = re.compile(
    r"\b(?:man|tirs|ons|tors|fre|lør|søn)dag|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\b(?:mon|tue|wed|thu|fri)\b|\bi (?:dag|morgen|aften|overmorgen|eftermiddag|formiddag)\b"
    r"|\b(?:today|tomorrow|tonight)\b|\b(?:uge|week|måned|month)\b|\bweekend|\bmånedens|\b\d{1,2}[./] ?\d"
    rf"|\b\d{{1,2}}\.? ?(?:{MONTHS})|\b(?:{MONTHS})[a-z]* \d|\b\d{{1,2}}(?:st|nd|rd|th)\b|\bd\. ?\d"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:januar|februar|marts|maj|juni|juli|oktober)\b|\bkl\.? ?\d|\b(?:jul|nytår|påske)\b"
    r"|\b(?:christmas|new year|easter)\b|\bhver (?:dag|morgen)|\bevery (?:day|morning)|dagligt|daily"
    r"|\bom (?:\w+ )?(?:dage?|uger?)\b|\bin (?:\w+ )?(?:days?|weeks?)\b|\d{4}-\d\d-\d\d"
    r"|\b(?:forår|sommer|efterår|vinter|spring|summer|autumn|winter)"
)
SMALL = ("og", "and", "eller", "or", "&", "-", "at", "to", "jeg", "i", "vil", "skal", "will", "på", "on")
# A number of things: no hour, no date, no minutes.
THINGS = re.compile(
    r"(?<![\d./:-])(?<!kl )(?<!kl\. )(?<!uge )(?<!week )\d{1,4}(?= (?!min|nov|dec|jan|feb|mar)[^\W\d])"
)
FEELING = re.compile(
    r"føle|mærke?r|ved ikke|det ved jeg|bedre|god nok|klar$|feel|don.t know"
    r"|not sure|better|good enough|ready$"
)


def questions(what: str, when: str, done: str) -> tuple[str, ...]:
    """What to ask about the step, as msgids, the most useful first; empty when it is clear enough."""
    what, when, done = (" ".join(part.casefold().split()) for part in (what, when, done))
    if not (what or when or done):
        return ()
    asked = [*_about_the_thing(what)]
    whole = f"{what} {when} {done}"
    if not DAY.search(whole):
        asked.append(WHEN)
    if not asked or asked == [WHEN]:
        asked += [] if _is_seen(what, done) else [SEEN]
    return tuple(asked[:MOST])


def _about_the_thing(what: str) -> list[str]:
    if NOT_YOURS.search(what) and not OWN_AFTER_ALL.search(what):
        return [YOURS]
    if VAGUE.search(what) or not _is_an_action(what):
        return [FIRST]
    if any(
        int(number) >= MANY for number in re.findall(r"(?<![\d./:-])\d{1,4}(?= (?!min|nov|dec|jan)\w)", what)
    ):
        return [FEWER]
    if _actions(what) > 2:
        return [ONE]
    return []


def _is_an_action(what: str) -> bool:
    """A known verb and a thing, or so many words that they hold one: asking in vain is worse."""
    words = [word for word in what.split() if word not in SMALL]
    return len(words) > 2 or (len(words) == 2 and bool(ACTION.search(what)))


def _actions(what: str) -> int:
    """How many parts of the sentence, between commas and "og", begin a new action."""
    parts = re.split(r",|;|\bog\b|\band\b|\bplus\b|\+|\bsamt\b", what)
    return sum(bool(ACTION.search(part)) for part in parts)


def _is_seen(what: str, done: str) -> bool:
    if done:
        return not FEELING.search(done)
    return bool(COUNTED.search(what) or SHOWS_ITSELF.search(what))
