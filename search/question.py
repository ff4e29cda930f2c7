"""What a person asks for: each word of a query with everything that may answer it, each with a weight."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from search.analysis import stem
from search.compounds import parts
from search.documents import LANGUAGES, Language
from search.folding import Token, tokens
from search.lists import folded_words, phrases
from search.synonyms import LONGEST, synonyms_of
from search.vocabulary import Vocabulary

MOST_WORDS = 12
MOST_TOKENS = 24
MOST_CHARACTERS = 300
# Each guess looks through every word there is; counted, so that an answer never depends on the load.
MOST_GUESSED = 4

WORD, OTHER_LANGUAGE, WITHOUT_MARKS, AS_PART, JOINED = 1.0, 0.9, 0.95, 0.55, 0.9
ALL_PARTS, ONE_PART, GUESS, SECOND_GUESS = 0.65, 0.3, 0.7, 0.5
LIGHT, ELSEWHERE = 0.4, 3.0


@dataclass(frozen=True)
class Term:
    """A stem in one language; `part` finds it inside compounds too."""

    lang: Language
    stem: str
    part: bool = False


@dataclass(frozen=True)
class Alternative:
    """Terms that must all be there; `strength` is how surely they answer the words asked for."""

    terms: tuple[Term, ...]
    weight: float
    strength: float


@dataclass(frozen=True)
class Slot:
    """One word of the query; a light word helps to order, and hardly decides what is found."""

    word: str
    importance: float
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Span:
    """Neighbouring slots that together mean something else as well."""

    slots: tuple[int, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Question:
    lang: Language
    slots: tuple[Slot, ...] = ()
    spans: tuple[Span, ...] = ()
    did_you_mean: str | None = None

    @property
    def answers(self) -> Iterator[tuple[int, Alternative]]:
        """Every alternative with the number of each slot it answers."""
        for number, slot in enumerate(self.slots):
            for alternative in slot.alternatives:
                yield number, alternative
        for span in self.spans:
            for alternative in span.alternatives:
                for number in span.slots:
                    yield number, alternative


@dataclass
class _Reading:
    """A query while it is being understood."""

    text: str
    tokens: list[Token]
    lang: Language
    vocabulary: Vocabulary
    slots: dict[int, Slot] = field(default_factory=dict)
    guesses: dict[int, str] = field(default_factory=dict)
    guesses_left: int = MOST_GUESSED


def understand(text: str, lang: Language, vocabulary: Vocabulary) -> Question:
    """Never raises, whatever is typed; an empty question where there is no word."""
    cut = text[:MOST_CHARACTERS]
    found = tokens(cut)[:MOST_TOKENS]
    reading = _Reading(cut, found, language_of(found, lang), vocabulary)
    for position in _content(reading)[:MOST_WORDS]:
        reading.slots[position] = _slot(reading, position)
    spans = _spans(reading)
    order = {position: number for number, position in enumerate(sorted(reading.slots))}
    return Question(
        lang,
        tuple(reading.slots[position] for position in order),
        tuple(Span(tuple(order[p] for p in positions), found) for positions, found in spans),
        _correction(reading),
    )


def language_of(found: list[Token], reader: Language) -> Language:
    """The language a query is written in, by its small words; the reader's where they do not tell."""
    counts = {lang: sum(token.word in _stops(lang) for token in found) for lang in LANGUAGES}
    other: Language = "en" if reader == "da" else "da"
    return other if counts[other] > counts[reader] else reader


@cache
def _stops(lang: Language) -> frozenset[str]:
    return folded_words(f"stop_words_{lang}")


def _content(reading: _Reading) -> list[int]:
    """Positions of the words that carry the question; all of them where none does."""
    words = [token.word for token in reading.tokens]
    kept = _kept(words)
    other: Language = "en" if reading.lang == "da" else "da"
    content = [
        position
        for position, word in enumerate(words)
        if position in kept
        or not (
            word in _stops(reading.lang)
            or (word in _stops(other) and not reading.vocabulary.knows(word, reading.lang))
        )
    ]
    return content or list(range(len(words)))


def _kept(words: list[str]) -> set[int]:
    """Small words that belong to a name: `Min Plan`."""
    return {
        position
        for phrase in phrases("kept_phrases")
        for start in range(len(words) - len(phrase) + 1)
        if tuple(words[start : start + len(phrase)]) == phrase
        for position in range(start, start + len(phrase))
    }


def _slot(reading: _Reading, position: int) -> Slot:
    word = reading.tokens[position].word
    related = [*_inside(word), *_synonyms((word,), reading.vocabulary)]
    alternatives = [*_itself(word, reading.lang), *related]
    if not reading.vocabulary.knows_anywhere(word):
        meant = reading.vocabulary.without_marks(word)
        alternatives += _also(meant, WITHOUT_MARKS, reading)
        if not meant and not related:
            alternatives += _guessed(reading, position)
        word = reading.guesses.get(position, (*meant, word)[0])
    return Slot(word, _importance(word, reading), tuple(alternatives))


def _importance(word: str, reading: _Reading) -> float:
    if word in folded_words("elsewhere") and not reading.vocabulary.knows(word, reading.lang):
        return ELSEWHERE
    return LIGHT if word in folded_words("light_words") or word in _stops(reading.lang) else 1.0


def _itself(word: str, lang: Language) -> list[Alternative]:
    found = [
        Alternative((Term(each, stem(word, each)),), WORD if each == lang else OTHER_LANGUAGE, 1.0)
        for each in LANGUAGES
    ]
    return [*found, Alternative((Term("da", stem(word, "da"), part=True),), AS_PART, 0.55)]


def _inside(word: str) -> list[Alternative]:
    """A compound nobody wrote is looked for by its parts."""
    terms = tuple(Term("da", part, part=True) for part in parts(word))
    single = [Alternative((term,), ONE_PART, 0.4) for term in terms]
    return [Alternative(terms, ALL_PARTS, 0.8), *single] if terms else []


def _synonyms(phrase: tuple[str, ...], vocabulary: Vocabulary) -> list[Alternative]:
    return [
        Alternative(terms, synonym.weight, 0.9)
        for synonym in synonyms_of(phrase)
        for lang in LANGUAGES
        if (terms := _known_terms(synonym.words, lang, vocabulary))
    ]


def _known_terms(words: tuple[str, ...], lang: Language, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The words that carry an expression, all of them known in the language; otherwise none."""
    carrying = [w for w in words if w not in _stops(lang)] if words not in phrases("kept_phrases") else words
    if not carrying or not all(vocabulary.knows(word, lang) for word in carrying):
        return ()
    return tuple(Term(lang, stem(word, lang)) for word in carrying)


def _also(words: tuple[str, ...], weight: float, reading: _Reading) -> list[Alternative]:
    """Other spellings: the word that was meant, and what that word leads to."""
    found = []
    for word in words:
        found += [
            Alternative((Term(lang, stem(word, lang)),), weight, 0.9)
            for lang in LANGUAGES
            if reading.vocabulary.knows(word, lang)
        ]
        found += [
            Alternative(each.terms, each.weight * weight, each.strength)
            for each in (*_inside(word), *_synonyms((word,), reading.vocabulary))
        ]
    return found


def _guessed(reading: _Reading, position: int) -> list[Alternative]:
    if not reading.guesses_left:
        return []
    reading.guesses_left -= 1
    near = reading.vocabulary.nearest(reading.tokens[position].word)
    if not near:
        return []
    reading.guesses[position] = near[0]
    return [*_also(near[:1], GUESS, reading), *_also(near[1:], SECOND_GUESS, reading)]


def _spans(reading: _Reading) -> list[tuple[tuple[int, ...], tuple[Alternative, ...]]]:
    words = [token.word for token in reading.tokens]
    found = []
    for start in range(len(words)):
        # A content word alone was looked up with its slot.
        for length in range(2 if start in reading.slots else 1, min(LONGEST, len(words) - start) + 1):
            phrase = tuple(words[start : start + length])
            alternatives = tuple(
                replace(each, weight=each.weight * _certainty(length))
                for each in _synonyms(phrase, reading.vocabulary)
            )
            if alternatives:
                found.append((_covered(reading, start, length), alternatives))
    return found + _joined(reading)


def _certainty(length: int) -> float:
    """The longer the expression, the surer that just this is meant."""
    return min(2.0, 1.0 + 0.25 * (length - 1))


def _covered(reading: _Reading, start: int, length: int) -> tuple[int, ...]:
    """The slots an expression stands for; one of small words alone becomes a light slot of its own."""
    covered = tuple(p for p in range(start, start + length) if p in reading.slots)
    if covered:
        return covered
    reading.slots[start] = Slot(reading.tokens[start].word, LIGHT, ())
    return (start,)


def _joined(reading: _Reading) -> list[tuple[tuple[int, ...], tuple[Alternative, ...]]]:
    """A compound written in two words: `løn tilskud`."""
    found = []
    for first, second in pairwise(range(len(reading.tokens))):
        word = reading.tokens[first].word + reading.tokens[second].word
        covered = tuple(p for p in (first, second) if p in reading.slots)
        if covered and len(word) > 4 and reading.vocabulary.knows(word, "da"):
            term = Alternative((Term("da", stem(word, "da")),), JOINED, 1.0)
            found.append((covered, (term, *_synonyms((word,), reading.vocabulary))))
    return found


def _correction(reading: _Reading) -> str | None:
    """The query with its slips corrected, as somebody would write it."""
    if not reading.guesses:
        return None
    text = reading.text
    for position in sorted(reading.guesses, reverse=True):
        token = reading.tokens[position]
        text = (
            text[: token.start] + reading.vocabulary.spelling(reading.guesses[position]) + text[token.end :]
        )
    return " ".join(text.split())
