"""What no sentence of a fact may hold, and what the sentence must hold that is true either way."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from portal.catalogue.facts import Fact
from portal.catalogue.measured import Measured, not_in_sentence

MONEY = re.compile(r"\d[\d.,]*\s*(?:kroner|kr\b)|\bDKK\b", re.IGNORECASE)
# "en" and "one" are articles as often as numbers.
FIGURE = {
    "da": re.compile(
        r"\d|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti)\s+(?:måneder|dage|år|gange)\b"
        r"|\b(?:uger?|timer?|procent)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:months|days|years|times)\b"
        r"|\b(?:weeks?|hours?|percent)\b",
        re.IGNORECASE,
    ),
}
SOMEONE = {
    "da": re.compile(r"a-kasse|kommune|jobnet\.dk|VITAS|Ankestyrelsen|Datatilsynet", re.IGNORECASE),
    "en": re.compile(
        r"unemployment fund|municipality|jobnet\.dk|VITAS|Ankestyrelsen|Datatilsynet", re.IGNORECASE
    ),
}
THE_FUND = re.compile(r"\bthe funds?\b", re.IGNORECASE)
LIX_LIMIT = 35
# What only a measured effect may be said to do.
EFFECT = {
    "da": re.compile(
        r"\b(?:effekt\w*|virker|virkning\w*|gjorde, at|førte til|øgede?|skyldes|takket være|hjalp)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:effects?|works|worked|led to|increased|caused|because of|thanks to|helped)\b(?! as\b)",
        re.IGNORECASE,
    ),
}


def unfit_sentences(fact: Fact) -> Iterator[str]:
    """What to mend, in the editor's words; a fact that is held back is never shown and may say anything."""
    if fact.gate == "hold":
        return
    said = [("da", fact.da), ("en", fact.en)]
    safe = [("safe_da", fact.safe_da), ("safe_en", fact.safe_en)]
    if fact.next is not None:
        said += [("next.da", fact.next.da), ("next.en", fact.next.en)]
        safe += [("next.safe_da", fact.next.safe_da), ("next.safe_en", fact.next.safe_en)]
    for key, sentence in chain(said, safe):
        yield from _unfit(key, sentence or "")
    for key, sentence in safe:
        if sentence is not None:
            yield from _unsafe(key, sentence, fact)
    yield from _unlike_numbers(fact)


def _unlike_numbers(fact: Fact) -> Iterator[str]:
    """The numbers that charts draw are those of the sentence, in its order, and say what they are."""
    if fact.measured is not None:
        if fact.value is not None or fact.unit is not None:
            yield "har både `measured` og `value` eller `unit`: slet `value` og `unit`"
        yield from _measured_wrongly("measured", fact.measured, {"da": fact.da, "en": fact.en})
    if fact.next is not None and fact.next.measured is not None:
        said = {"da": fact.next.da, "en": fact.next.en}
        yield from _measured_wrongly("next.measured", fact.next.measured, said)


def _measured_wrongly(key: str, measured: Measured, said: dict[str, str]) -> Iterator[str]:
    ids = [value.id for value in measured.values]
    if len(set(ids)) < len(ids):
        yield f"har to tal med samme `id` i `{key}`"
    for language, sentence in said.items():
        missing = list(not_in_sentence(measured, sentence, language))
        if missing:
            listed = ", ".join(missing)
            yield f"har {listed} i `{key}`, men `{language}` siger det ikke i den orden: ret den ene"
        texts = [sentence, *(value.label(language) for value in measured.values)]
        words = claims_effect(measured.kind, texts, language)
        if words:
            yield f"er `{measured.kind}` og siger »{words}«: svar og beskrivelser er ikke effekter"


def claims_effect(kind: str, texts: Iterable[str], language: str) -> str | None:
    """The words that call an answer or a description an effect."""
    if kind == "effect":
        return None
    found = next((one for text in texts if (one := EFFECT[language].search(text))), None)
    return found.group() if found else None


def _unfit(key: str, sentence: str) -> Iterator[str]:
    if ";" in sentence:
        yield f"har et semikolon i `{key}`: skriv to sætninger"
    if "§" in sentence:
        yield f"har et paragraftegn i `{key}`: paragraffen hører til i `source`"
    if MONEY.search(sentence):
        yield f"har et beløb i `{key}`: beløb skifter hvert år, så henvis til kilden"
    if key.endswith("en") and THE_FUND.search(sentence):
        yield f"skriver “the fund” i `{key}`: skriv “your unemployment fund”"


def _unsafe(key: str, sentence: str, fact: Fact) -> Iterator[str]:
    """It is shown when nobody has approved anything, so it holds no figure and says whom to ask."""
    found = FIGURE[key[-2:]].search(sentence)
    if found:
        yield f"har »{found.group()}« i `{key}`: den sikre sætning må ikke rumme et tal"
    if fact.audience == "reader" and not SOMEONE[key[-2:]].search(sentence):
        yield f"siger ikke i `{key}`, hvem læseren kan spørge"
