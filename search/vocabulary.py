"""The words that occur, as people spell them: what a reader may have meant."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.analysis import stem
from search.compounds import parts
from search.documents import LANGUAGES, Language
from search.folding import flat, tokens
from search.lists import folded_words

_SHORTEST_GUESS = 4
_LONG = 8
_MOST_GUESSES = 3


@dataclass(frozen=True)
class Vocabulary:
    """Folded words by language, each with its commonest spelling and how often it occurs."""

    spellings: Mapping[Language, Mapping[str, tuple[str, int]]]

    @classmethod
    def of(cls, texts: Iterable[tuple[Language, str]]) -> Self:
        seen: dict[Language, dict[str, Counter[str]]] = {lang: defaultdict(Counter) for lang in LANGUAGES}
        for lang, text in texts:
            for token in tokens(text):
                seen[lang][token.word][text[token.start : token.end].lower()] += 1
        return cls({lang: {word: _commonest(c) for word, c in found.items()} for lang, found in seen.items()})

    @cached_property
    def stems(self) -> Mapping[Language, frozenset[str]]:
        return {lang: frozenset(stem(word, lang) for word in self.spellings[lang]) for lang in LANGUAGES}

    @cached_property
    def part_stems(self) -> frozenset[str]:
        return frozenset(part for word in self.spellings["da"] for part in parts(word))

    @cached_property
    def by_flat(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for lang in LANGUAGES:
            for word in self.spellings[lang]:
                if not word.isdigit() and word not in found[flat(word)]:
                    found[flat(word)].append(word)
        return {key: tuple(words) for key, words in found.items()}

    @cached_property
    def _guessable(self) -> list[str]:
        stops = folded_words("stop_words_da") | folded_words("stop_words_en")
        return [
            key
            for key, words in self.by_flat.items()
            if len(key) >= _SHORTEST_GUESS and not all(word in stops for word in words)
        ]

    def knows(self, word: str, lang: Language) -> bool:
        return stem(word, lang) in self.stems[lang]

    def knows_anywhere(self, word: str) -> bool:
        return any(self.knows(word, lang) for lang in LANGUAGES) or stem(word, "da") in self.part_stems

    def without_marks(self, word: str) -> tuple[str, ...]:
        """Words that are written like this when dots and rings are left out."""
        return tuple(found for found in self.by_flat.get(flat(word), ()) if found != word)

    def nearest(self, word: str) -> tuple[str, ...]:
        """Words one or two slips away, the likeliest first."""
        plain = flat(word)
        if len(plain) < _SHORTEST_GUESS or plain.isdigit():
            return ()
        slips = 2 if len(plain) >= _LONG else 1
        near = extract(plain, self._guessable, scorer=OSA.distance, score_cutoff=slips, limit=20)
        likely = [(key, distance) for key, distance, _ in near if len(plain) >= _LONG or key[0] == plain[0]]
        if not likely:
            return ()
        closest = min(distance for _, distance in likely)
        words = [w for key, distance in likely if distance == closest for w in self.by_flat[key]]
        return tuple(sorted(words, key=lambda w: (w[0] != word[0], -self._count(w)))[:_MOST_GUESSES])

    def spelling(self, word: str) -> str:
        """How the word is usually written; the word itself where it does not occur."""
        known = [self.spellings[lang][word] for lang in LANGUAGES if word in self.spellings[lang]]
        return max(known, key=lambda entry: entry[1])[0] if known else word

    def _count(self, word: str) -> int:
        return sum(self.spellings[lang].get(word, ("", 0))[1] for lang in LANGUAGES)


def _commonest(counts: Counter[str]) -> tuple[str, int]:
    spelling = max(counts, key=lambda form: (counts[form], form))
    return spelling, sum(counts.values())
