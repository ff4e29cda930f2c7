"""Finds what looks like a person's name: from a list of names, and from the words that lead up to one."""

import re
from collections.abc import Iterator, Sequence

from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded, folded
from portal.openings.detector.keys import is_generic
from portal.openings.detector.places import town_names
from portal.openings.detector.words import Dictionary, Word, read_list

_LEADS_TO_A_NAME = re.compile(
    r"(?:spørg(?:\s(?:bare|gerne|altid))?\sefter|kontakt(?:e|person(?:en)?)?|ring\s(?:bare\s|gerne\s)?til|"
    r"skriv\s(?:bare\s|gerne\s)?til|hilsen|mvh|hedder|ved\snavn|kaldet|"
    r"(?:leder|chef|mester|ejer|direktør|indehaver|mentor|makker|værkfører|formand|souschef|butikschef|afdelingsleder|"
    r"kollega|vejleder|køkkenchef|driftsleder|tillidsmand|hr|fru|frk)(?:en|et)?|"
    r"ask\sfor|contact|manager|owner|boss|regards)\s?(?:er|bliver|hedder|is|,|:|\.)?\s$"
)
_ACTS_AS_PERSON = re.compile(
    r"\s(?:viser|lærer|oplærer|hjælper|sætter|følger|fortæller|passer\spå|tager\s(?:imod|sig|dig)|giver|står\sfor|glæder|"
    r"(?:er|bliver)\s(?:din|dit|vores|ejer|chef|mester|leder|indehaver|ansvarlig)|kommer\sforbi|og\s(?:han|hun)|"
    r"will|shows|teaches|is\syour)\b"
)
_ADJACENT = frozenset({" ", "-", "  ", ". "})
_AFTER_HANS = frozenset({"eller", "og", "hendes", "egen", "arbejde", "opgaver"})


def find_people(
    text: Folded, words: Sequence[Word], company: Company | None, dictionary: Dictionary
) -> Iterator[Span]:
    reader = _Reader(text, words, dictionary)
    yield from reader.names()
    if company is not None and company.contact_name.strip():
        yield from reader.contact(company.contact_name)


class _Reader:
    def __init__(self, text: Folded, words: Sequence[Word], dictionary: Dictionary) -> None:
        self._text = text
        self._words = words
        self._dictionary = dictionary

    def names(self) -> Iterator[Span]:
        for index, word in enumerate(self._words):
            if self._begins_a_name(index, word):
                last = self._words[self._last_of_name(index)]
                yield Span(word.start, last.end, LeakType.PERSON, "warn")

    def contact(self, name: str) -> Iterator[Span]:
        """Each of the contact's names on its own; the whole name is looked for with the company's names."""
        names = {part for part in re.split(r"[\W_]+", folded(name)) if len(part) > 1}
        for index, word in enumerate(self._words):
            is_own = _bare(word.lower) in names or word.lower in names
            if is_own and self._reads_as_the_contact(index, word):
                yield Span(word.start, word.end, LeakType.PERSON, "warn")

    def _reads_as_the_contact(self, index: int, word: Word) -> bool:
        if word.is_capitalised:
            return not (word.opens_sentence and self._reads_as_a_word(index))
        return word.lower not in self._dictionary and not _is_ambiguous(word.lower)

    def _begins_a_name(self, index: int, word: Word) -> bool:
        if word.lower in read_list("allow.txt"):
            return False
        follows_lead = (
            _LEADS_TO_A_NAME.search(self._text.lower, max(0, word.start - 40), word.start) is not None
        )
        if not word.is_capitalised:
            return self._is_lower_case_name(index, word, follows_lead)
        if follows_lead and not word.opens_sentence and self._is_unknown(word):
            return True
        if self._is_first_name(word.lower):
            return True
        if _is_ambiguous_first_name(word.lower):
            return not word.opens_sentence or self._has_surname(index) or self._acts(word)
        return self._is_surname(word) or (self._acts(word) and self._must_be_a_name(word))

    def _acts(self, word: Word) -> bool:
        return _ACTS_AS_PERSON.match(self._text.lower, word.end) is not None

    def _must_be_a_name(self, word: Word) -> bool:
        """At the beginning of a sentence only a whole dictionary can tell that a word is no word."""
        has_name_shape = word.plain.isalpha() and word.plain[1:].islower()
        return (
            has_name_shape
            and self._is_unknown(word)
            and (self._dictionary.complete or not word.opens_sentence)
        )

    def _is_lower_case_name(self, index: int, word: Word, follows_lead: bool) -> bool:
        if not self._is_first_name(word.lower):
            return False
        following = self._next(index)
        return follows_lead or (
            following is not None and _is_listed_surname(following.lower, self._dictionary)
        )

    def _is_first_name(self, lower: str) -> bool:
        firsts = read_list("first_names.txt")
        if lower not in firsts and self._dictionary.knows(lower):
            return False
        return any(
            name in firsts and not _is_ambiguous(name) and len(name) > 2 for name in (lower, _bare(lower))
        )

    def _is_surname(self, word: Word) -> bool:
        return not word.plain.isupper() and _is_listed_surname(_bare(word.lower), self._dictionary)

    def _is_unknown(self, word: Word) -> bool:
        return (
            len(word.lower) > 2
            and not self._dictionary.knows(word.lower)
            and word.lower not in town_names()
            and not is_generic(word.lower)
        )

    def _has_surname(self, index: int) -> bool:
        following = self._next(index)
        return (
            following is not None
            and following.is_capitalised
            and not following.plain.isupper()
            and (following.lower in read_list("last_names.txt") or self._is_unknown(following))
        )

    def _last_of_name(self, index: int) -> int:
        last = index
        while last < index + 3:
            following = self._next(last)
            if following is None or following.opens_sentence or following.lower in read_list("allow.txt"):
                break
            listed = following.lower in read_list("last_names.txt") | read_list("first_names.txt")
            if not listed and not (following.is_capitalised and self._is_unknown(following)):
                break
            if not following.is_capitalised and self._words[index].is_capitalised:
                break
            last += 1
        return last

    def _next(self, index: int) -> Word | None:
        if index + 1 >= len(self._words):
            return None
        following = self._words[index + 1]
        between = self._text.plain[self._words[index].end : following.start]
        return following if between in _ADJACENT else None

    def _reads_as_a_word(self, index: int) -> bool:
        """ "Hans eller hendes" and "Bo tæt på" begin a sentence with a word that is also a name."""
        if not _is_ambiguous(self._words[index].lower):
            return False
        following = self._next(index)
        return following is None or following.lower in _AFTER_HANS or not following.lower.endswith("r")


def _bare(lower: str) -> str:
    return re.sub(r"'?s$|'$", "", lower)


def _is_ambiguous(name: str) -> bool:
    return name in read_list("ambiguous_names.txt")


def _is_ambiguous_first_name(lower: str) -> bool:
    return lower in read_list("first_names.txt") and len(lower) > 1


def _is_listed_surname(lower: str, dictionary: Dictionary) -> bool:
    return (
        len(lower) > 3
        and lower in read_list("last_names.txt")
        and not _is_ambiguous(lower)
        and lower not in dictionary
        and lower not in town_names()
    )
