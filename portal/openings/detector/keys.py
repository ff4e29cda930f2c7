"""What to search a text for when the company is known: its names, taken apart, in every usual spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from portal.openings.detector.findings import Company, LeakType, Severity
from portal.openings.detector.folding import folded
from portal.openings.detector.places import town_names
from portal.openings.detector.words import Dictionary, read_list

LEGAL_FORMS = frozenset(
    {"a/s", "as", "aps", "i/s", "k/s", "ks", "p/s", "ps", "ivs", "amba", "a.m.b.a", "fmba", "smba", "g/s"}
)
_LEGAL_WORDS = LEGAL_FORMS | {"is", "gs", "holding", "group", "koncernen", "fond", "filial"}
_LEGAL_END = re.compile(
    r"[\s,]+(?:a/s|aps|i/s|k/s|p/s|ivs|a\.?m\.?b\.?a\.?|f\.?m\.?b\.?a\.?|v/.*|holding)\.?$", re.IGNORECASE
)
_LETTERS = {
    "æ": "(?:æ|ae|ä|a|e)", "ø": "(?:ø|oe|ö|o|0)", "å": "(?:å|aa|a|o)", "a": "[aáàâ@4]", "e": "[e3]",
    "i": "[i1!|]", "l": "[l1|]", "o": "[o0ø]", "s": "[s5$]", "t": "[t7]", "b": "[b8]",
    "ä": "(?:ä|æ|ae|a)", "ö": "(?:ö|ø|oe|o)", "ü": "(?:ü|u|y|ue)",
    "aa": "(?:aa|å|a)", "ae": "(?:ae|æ|ä)", "oe": "(?:oe|ø|ö)",
}  # fmt: skip
_GAP = r"[\W_]{0,3}"
_WORD_GAP = r"[\W_]{0,4}"
_AND = r"(?:[\W_]{0,3}(?:og|and|&|\+)[\W_]{0,3}|[\W_]{0,4})"


@dataclass(frozen=True)
class Key:
    """`words` are folded. Ordinary words as a name (`is_common`) only count where they read as a name."""

    words: tuple[str, ...]
    type: LeakType
    is_common: bool
    is_part: bool
    pattern: re.Pattern[str]

    @property
    def squashed(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True)
class Acronym:
    letters: str
    type: LeakType
    severity: Severity = "block"


@dataclass(frozen=True)
class Keys:
    names: tuple[Key, ...]
    acronyms: tuple[Acronym, ...]


@lru_cache(maxsize=512)
def keys_of(company: Company, dictionary: Dictionary) -> Keys:
    names: dict[str, Key] = {}
    acronyms: dict[str, Acronym] = {}
    for text, kind in _given(company):
        if _is_acronym(text):
            letters = text.strip().replace(".", "").upper()
            acronyms.setdefault(letters, Acronym(letters, kind))
            continue
        for key in _keys_in(text, kind, dictionary):
            if len(key.squashed) >= 3:
                names.setdefault(key.squashed, key)
    for key in _contact_keys(company.contact_name, dictionary):
        names.setdefault(key.squashed, key)
    for letters in _initials(company.name):
        is_usual = letters.lower() in read_list("allow.txt")
        acronyms.setdefault(letters, Acronym(letters, LeakType.COMPANY_NAME, "warn" if is_usual else "block"))
    return Keys(tuple(names.values()), tuple(acronyms.values()))


def _given(company: Company) -> Iterator[tuple[str, LeakType]]:
    for text in (company.name, *company.aliases):
        yield text, LeakType.COMPANY_NAME
    for text in company.brands:
        yield text, LeakType.BRAND
    named = {_sound(text) for text in (company.name, *company.aliases, *company.brands)}
    for label in _domain_labels(company.domain, company.email):
        if _sound(label) not in named:
            yield label, LeakType.DOMAIN


def _sound(name: str) -> str:
    """Lets "byensbroed" be the name "Byens Brød" once more, rather than a word of its own."""
    bare = re.sub(r"[\W_]", "", _LEGAL_END.sub("", folded(name)))
    for spelled, letter in (("oe", "o"), ("ae", "a"), ("aa", "a"), ("ø", "o"), ("æ", "a"), ("å", "a")):
        bare = bare.replace(spelled, letter)
    return bare


def _contact_keys(name: str, dictionary: Dictionary) -> Iterator[Key]:
    """The whole name, and a surname that is rare enough to point at somebody."""
    parts = tuple(part for part in re.split(r"[\W_]+", folded(name)) if part)
    if len(parts) < 2:
        return
    yield _key(parts, LeakType.PERSON, dictionary, is_part=False)
    double = tuple(part for part in name.split()[-1].lower().split("-") if part)
    if len(double) > 1:
        yield _key(tuple(map(folded, double)), LeakType.PERSON, dictionary, is_part=True)
    surname = parts[-1]
    is_rare = surname not in read_list("last_names.txt") and surname not in read_list("first_names.txt")
    if len(surname) >= 5 and is_rare and not dictionary.knows(surname) and not is_generic(surname):
        yield _key((surname,), LeakType.PERSON, dictionary, is_part=True)


def _domain_labels(domain: str, email: str) -> Iterator[str]:
    for address in (domain, email.rpartition("@")[2]):
        labels = re.sub(r"^\w+://|^www\.|[/?#].*$", "", address.strip().lower()).split(".")
        if len(labels) >= 2 and labels[-2] not in read_list("mail_providers.txt"):
            yield labels[-2]


def _is_acronym(text: str) -> bool:
    letters = text.strip().replace(".", "")
    return (
        re.fullmatch(r"[^\W_][\w&+]{1,4}", letters) is not None
        and letters.upper() == letters
        and not letters.isdigit()
    )


def _keys_in(text: str, kind: LeakType, dictionary: Dictionary) -> Iterator[Key]:
    bare = _LEGAL_END.sub("", folded(text).strip())
    parts = tuple(part for part in re.split(r"[\W_]+", bare.replace("'", "")) if part)
    if not parts:
        return
    yield _key(parts, kind, dictionary, is_part=False)
    if len(parts) == 1 or kind is LeakType.DOMAIN:
        return
    own = [part for part in parts if len(part) >= 4 and not is_generic(part) and part not in town_names()]
    distinctive = [part for part in own if not dictionary.knows(part)]
    for part in distinctive or own[:1]:
        yield _key((part,), kind, dictionary, is_part=True)


def _key(parts: tuple[str, ...], kind: LeakType, dictionary: Dictionary, *, is_part: bool) -> Key:
    is_common = all(dictionary.knows(part) or is_generic(part) for part in parts)
    return Key(parts, kind, is_common, is_part, re.compile(_spelled(parts)))


def _spelled(parts: tuple[str, ...]) -> str:
    joined = ""
    for position, part in enumerate(parts):
        if part == "og" and 0 < position < len(parts) - 1:
            continue
        gap = "" if not position else _AND
        joined += gap + _GAP.join(_letters(part))
    return joined


def _letters(word: str) -> Iterator[str]:
    index = 0
    while index < len(word):
        step = 2 if word[index : index + 2] in _LETTERS else 1
        letter = word[index : index + step]
        yield _LETTERS.get(letter, re.escape(letter))
        index += step


def is_generic(part: str) -> bool:
    """A word of a trade or a place: many companies carry it."""
    generic = read_list("generic_words.txt") | trade_words()
    return part in _LEGAL_WORDS or any(
        part.endswith(ending) and part[: len(part) - len(ending)] in generic
        for ending in ("", "s", "et", "en", "ets", "ens", "er", "ne", "erne", "n")
    )


@cache
def trade_words() -> frozenset[str]:
    """What people call a workplace, from the list that maps it to a branch."""
    return frozenset(line.partition(";")[0] for line in read_list("branch_words.csv"))


def _initials(name: str) -> Iterator[str]:
    """Abbreviations people make of a name: "Fokus Kommunikation ApS" becomes FK."""
    bare = _LEGAL_END.sub("", name.strip())
    parts = [
        part for part in re.split(r"[\W_]+", bare) if part and part.lower() not in {"og", "and", "i", "af"}
    ]
    humps = [
        hump
        for part in parts
        for hump in re.findall(r"[A-ZÆØÅ][a-zæøå]+|[A-ZÆØÅ]+(?![a-zæøå])|[a-zæøå]+", part)
    ]
    joined = [part for part in re.split(r"\s+|(?<=&)|(?=&)", re.sub(r"\b(?:og|and)\b|\+", "&", bare)) if part]
    for words in (parts, humps, joined if "&" in joined else ()):
        letters = "".join(word[0] for word in words).upper()
        if 2 <= len(letters) <= 5:
            yield letters
