"""Finds e-mail, links, domains and profiles, also where "snabel-a" and "punktum" stand for signs."""

import re
from collections.abc import Iterator

from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded, folded
from portal.openings.detector.words import Dictionary, read_list

_SURE_TLD = "dk|com|net|org|eu|nu|info|biz|shop|online|io|app|dev|tech|store|site|website|gl|fo"
_TLD = rf"(?:{_SURE_TLD}|se|no|de|uk|co|me|ai|cloud|email|jobs)"
_NAME = r"[a-z0-9æøåäöü][\w\-]{0,62}"
_OPEN, _CLOSE = r"[(\[{<]\s?", r"\s?[)\]}>]"
_AT_WORD = r"(?:snabel\s?-?\s?a|krølle(?:de|t)?\s?-?\s?a|alfa\s?-?\s?tegn|alfakrølle|elefantøre)"
_DOT_WORD = r"(?:punktum|punkt|dot|prik)"
_AT = rf"(?:\s?{_OPEN}(?:{_AT_WORD}|at|a|æt|@){_CLOSE}\s?|\s?-?{_AT_WORD}-?\s?|\s?@\s?)"
_DOT_WORDED = rf"(?:\s?{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}\s?|\s?-?\b{_DOT_WORD}\b-?\s?)"
_DOT = rf"(?:\s?\.\s?|{_DOT_WORDED})"
_NEXT_LABEL = rf"(?:\.{_NAME}|{_DOT_WORDED}{_NAME}|[^\S\n]?\.[^\S\n]?(?:{_SURE_TLD})\b)"
_MAIL = re.compile(
    rf"(?<![\w.+%\-])[\w.+%\-]{{1,64}}(?:{_DOT_WORDED}[\w+%\-]{{1,64}})?{_AT}{_NAME}{_NEXT_LABEL}*"
)
_MAIL_AT = re.compile(rf"(?<![\w.+%\-])[\w.+%\-]{{1,64}}\s(?:at|æt|ad)\s{_NAME}{_DOT}(?:{_SURE_TLD})\b")
_URL = re.compile(r"(?:h\s?[tx]{2}\s?ps?\s?:\s?/\s?/\s?|\bwww\s?\.\s?)[^\s<>\"]+")
_DOMAIN = re.compile(rf"(?<![\w@.\-])(?:{_NAME}\.){{1,5}}({_TLD})(?![\w\-]|\.\w)(?:/[^\s<>\"]*)?")
_SPELLED_DOMAIN = re.compile(
    rf"(?<![\w@])({_NAME})(?:\s?{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}\s?|\s{_DOT_WORD}\s|\s\.\s?|\s?,\s?(?=dk\b))"
    rf"({_SURE_TLD})(?!\w)"
)
_HANDLE = re.compile(r"(?<![\w@.])@\s?[\w][\w.\-]*\w")
_HASHTAG = re.compile(r"(?<![\w&])#[^\W\d][\w]{3,}")
_PLATFORM = (
    r"\b(?:instagram|insta|facebook|fb|face|tiktok|linkedin|snapchat|snap|youtube"
    r"|twitter|threads|bluesky|mastodon|some)\b"
)
_CALLED = (
    r"(?:\(|[:=/]|\b(?:som|under|under\snavnet|hedder|på\snavnet|med\snavnet|er|på|ved\sat\ssøge\spå)\b)"
)
_PROFILE = re.compile(
    rf"{_PLATFORM}(?:[\s-]?(?:profil|side|konto|kanal|gruppe)\w*)?\s?{_CALLED}"
    r"\s?['\"]?(@?[a-z0-9æøå][\w.\-]{2,})"
)


def find_contacts(text: Folded, company: Company | None, dictionary: Dictionary) -> Iterator[Span]:
    if company is not None:
        yield from _own_domain(text, company)
    for pattern in (_MAIL, _MAIL_AT):
        for match in pattern.finditer(text.lower):
            yield _trimmed(match, LeakType.EMAIL)
    for match in _URL.finditer(text.lower):
        if not _is_public_page(match.group()):
            yield _trimmed(match, LeakType.URL)
    yield from _domains(text)
    yield from _profiles(text, dictionary)


def _own_domain(text: Folded, company: Company) -> Iterator[Span]:
    """The company's whole domain counts whatever its ending is, and however its dots are written."""
    for address in {company.domain, company.email.rpartition("@")[2]}:
        labels = re.sub(r"^\w+://|^www\.|[/?#].*\Z", "", folded(address).strip()).split(".")
        if len(labels) < 2 or not all(labels) or labels[-2] in read_list("mail_providers.txt"):
            continue
        written = _DOT.join(re.escape(label) for label in labels)
        for match in re.finditer(rf"(?<![^\W_]){written}(?![^\W_])", text.lower):
            yield Span(match.start(), match.end(), LeakType.DOMAIN)


def _trimmed(match: re.Match[str], kind: LeakType) -> Span:
    found = match.group().rstrip(".,;:!?)\"'-")
    return Span(match.start(), match.start() + len(found), kind)


def _is_public_page(address: str) -> bool:
    host = re.sub(r"^.*?//|^www\.|[/:?#].*$|[.,;]+$", "", address.replace(" ", ""))
    return host.removeprefix("www.") in read_list("allow.txt")


def _domains(text: Folded) -> Iterator[Span]:
    for match in _DOMAIN.finditer(text.lower):
        ending = text.plain[match.start(1) : match.end(1)]
        begins_sentence = ending[0].isupper() and not ending.isupper()
        is_sure = match.group(1) in _SURE_TLD.split("|")
        if is_sure and not begins_sentence and not _is_public_page(match.group()):
            yield _trimmed(match, LeakType.DOMAIN)
    for match in _SPELLED_DOMAIN.finditer(text.lower):
        if f"{match.group(1)}.{match.group(2)}" not in read_list("allow.txt"):
            yield Span(match.start(), match.end(), LeakType.DOMAIN)


def _profiles(text: Folded, dictionary: Dictionary) -> Iterator[Span]:
    for match in _HANDLE.finditer(text.lower):
        yield Span(match.start(), match.end(), LeakType.SOCIAL)
    allowed = read_list("allow.txt")
    for match in _HASHTAG.finditer(text.lower):
        if match.group()[1:] not in allowed and not dictionary.knows(match.group()[1:]):
            yield Span(match.start(), match.end(), LeakType.SOCIAL)
    for match in _PROFILE.finditer(text.lower):
        handle = match.group(1).strip(".-")
        if len(handle) > 3 and handle not in allowed and not dictionary.knows(handle):
            yield Span(match.start(1), match.start(1) + len(handle), LeakType.SOCIAL)
