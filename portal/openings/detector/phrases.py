"""Warns of records, prizes, history and fame: what only one company can say of itself."""

import re
from collections.abc import Iterator

from portal.openings.detector.findings import LeakType, Span
from portal.openings.detector.folding import Folded
from portal.openings.detector.places import municipality_names

_PLACES = (
    r"landets|danmarks|byens|kommunens|egnens|områdets|regionens|amtets|øens|kvarterets|bydelens|havnens|verdens|europas|"
    r"nordeuropas|nordens|skandinaviens|\w*jyllands|\w*sjællands|\w*fyns|bornholms|lolland-falsters|hovedstadens|"
    r"københavns|branchens|rigets|denmark's|the\scountry's|the\sworld's|the\stown's"
)
_RECORD = (
    r"(?:aller)?(?:største|ældste|eneste|første|sidste|bedste|mindste|nyeste|yngste|hurtigste|stærkeste|højeste|dybeste|"
    r"længste|nordligste|sydligste|vestligste|østligste|førende|suverænt\s\w+|mest\s\w+|mest\s\w+e|"
    r"(?:næst|tredje|fjerde)(?:største|ældste)|oldest|largest|biggest|only|first|leading)"
)
_NOUN = (
    r"(?:\s[\w\-]+){1,3}?(?=[\s]*(?:[.,;:!?)\n]|$|\s(?:i|på|af|til|med|for|og|inden|som|der|er|har|ved)\b))"
)
_WHOSE = re.compile(rf"\b(?:{_PLACES})\s(?:\w+\s)?{_RECORD}\b(?:{_NOUN})?")
_WITHIN = re.compile(
    rf"\b(?:den|det|de|som|vi\ser|the)\s(?:\w+\s)?{_RECORD}\s(?:[\w\-]+\s){{0,4}}?"
    r"(?:i|på|in)\s(?:hele\s)?(?:landet|danmark|verden|europa|norden|skandinavien|byen|kommunen|regionen|området|"
    r"øen|branchen|\w*jylland|\w*sjælland|fyn|bornholm|københavn|denmark|the\sworld|sin\sslags)\b"
)
_OF_ITS_KIND = re.compile(rf"\b{_RECORD}\saf\ssin\s(?:slags|art)\b")
_GEOGRAPHY = re.compile(
    r"\b(?:by|byer|bykommune|ø|øer|kommune|region|lufthavn|sø|å|fjord|park|skov|universitet|hospital)$"
)
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bvind(?:er|ere)\saf\s[\w\- ]*?(?:pris|award|konkurrence|medalje|titel|året|årets)\w*(?:\s\d{4})?",
        r"\b(?:vandt|vundet|modtog|modtaget|fik|fået|hædret\smed|tildelt|nomineret\stil|indstillet\stil|won)\s"
        r"(?:[\w\-]+\s){0,4}?"
        r"[\w\-]*(?:pris|prisen|award|medaljen?|diplom|titlen)\b(?:\s(?:i\s)?\d{4})?",
        r"\bårets\s(?:virksomhed|arbejdsplads|butik|restaurant|iværksætter|lokale|lærested|praktikvært|\w+virksomhed)\w*"
        r"(?:\s(?:i\s)?\d{4})?",
        r"\b(?:kåret|udnævnt|valgt)\s(?:\w+\s)?(?:til|som|som\s)\s?(?:[\w\-]+\s?){1,4}",
        r"\b(?:prisvindende|prisbelønnede?|prisbelønnet|verdensberømte?|verdenskendte?)\b",
        r"\b(?:landskendte?|kendt\s(?:fra|over\shele)\s(?:\w+\s){0,2}\w+|berømte?\sfor\s(?:\w+\s){0,3}\w+)",
        r"\b(?:set|medvirket|omtalt|optrådt|med)\si\s(?:fjernsynet|tv|dr\d?|avisen|hele\slandets?\s\w+)\b",
        r"\b(?:kongelig\w*\s)?hofleverandør\w*|\bkongehuset\b|\bguinness\w*|\bverdensrekord\w*|\bunesco\w*|\bverdensarv\w*",
        r"\bmichelin\w*(?:[\s-]stjerne\w*)?|\bgazelle(?:virksomhed|pris)?\w*|\bbørsnotere\w+|\bmarkedsled\w+|\bmarkedsførende\b",
        r"\b(?:grundlagt|stiftet|etableret|oprettet|grundlagde|stiftede|founded|established)\s(?:tilbage\s)?(?:i|in|af|by)?\s?"
        r"(?:(?:år\s)?1[4-9]\d\d|20[0-2]\d|[\w\- ]{3,30}?(?=[.,;]|\si\s))(?:\s(?:i|in)\s\d{4})?",
        r"\b(?:siden|stammer\sfra|opført|bygget|since)\s(?:i\s|år\s|helt\stilbage\si\s)?1[4-9]\d\d\b(?![.,-]\d)",
        r"\b(?:i|gennem|over)\s(?:snart\s|næsten\s|mere\send\s|over\s)?(?:[5-9]\d|[1-9]\d\d)\sår\b",
        r"\b\d{2,3}[\s-]?års?[\s-](?:jubilæum\w*|fødselsdag)|\b(?:[5-9]\d|[1-9]\d\d)\sår\sgam(?:mel|le|melt)\w*",
        r"\b(?:(?:to|tre|fire|fem|seks|syv|\d)\sgenerationer|(?:anden|tredje|fjerde|femte|sjette|[2-9]\.)[\s-]generation\w*)",
        r"\b(?:opfandt|opfundet|opfinder(?:en)?\saf|patent(?:et|eret)?\spå|enerettighed\w*|monopol\spå|eneleverandør\w*|"
        r"eneimportør\w*|eneforhandler\w*)(?:\s[\w\-]+){0,4}",
        r"\b(?:leverer|leverandør|leverandører)\stil\s(?:kongehuset|dronningen|kongen|folketinget|nasa|tivoli|legoland|"
        r"forsvaret|roskilde\sfestival)\b",
        r"\b(?:opkaldt|navngivet)\sefter\s[\w\- ]{3,30}",
        r"\b(?:filmen|serien|tv-serien|sangen|romanen)\s['\"]?[\w\- ]{3,30}?\s(?:blev|er|var)\s"
        r"(?:optaget|indspillet|skrevet)\b",
    )
)


def find_phrases(text: Folded) -> Iterator[Span]:
    for pattern in (_WHOSE, _town_record(), _WITHIN, _OF_ITS_KIND):
        for match in pattern.finditer(text.lower):
            if not _is_ordinary(text, match):
                yield _span(match)
    for pattern in _OTHERS:
        for match in pattern.finditer(text.lower):
            if not _is_negated(text, match.start()):
                yield _span(match)


def _town_record() -> re.Pattern[str]:
    towns = "|".join(sorted(map(re.escape, municipality_names()), key=len, reverse=True))
    return re.compile(rf"\b(?:{towns})s?'?\s(?:kommunes\s|bys\s)?{_RECORD}\b(?:{_NOUN})?")


def _span(match: re.Match[str]) -> Span:
    found = match.group().rstrip()
    return Span(match.start(), match.start() + max(len(found), 1), LeakType.UNIQUE_DESCRIPTION, "warn")


def _is_ordinary(text: Folded, match: re.Match[str]) -> bool:
    """ "Danmarks næststørste by" is about the town, "ikke den største" denies it."""
    return _GEOGRAPHY.search(match.group()) is not None or _is_negated(text, match.start())


def _is_negated(text: Folded, start: int) -> bool:
    return (
        re.search(r"\b(?:ikke|hverken|aldrig|not)\s(?:\w+\s){0,2}$", text.lower[max(0, start - 30) : start])
        is not None
    )
