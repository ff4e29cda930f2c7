"""What lies close to what a candidate can do: competences, fagområder and branches, with the reason."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, zip_longest

from portal.preparation.steps.suggestions import plain, sentence
from portal.shared.registers import Competence, Registers
from portal.shared.texts import N_, translate

MOST = 6
SHARED = 2
CAN = N_("fordi du kan %(name)s")
SHARES = N_("fordi de også bruger %(first)s og %(second)s")
SEARCHES = N_("fordi du søger i %(name)s")


@dataclass(frozen=True)
class Offer:
    """A word to pick, and why it is offered; `value` is what its button sends."""

    value: str
    text: str
    reason: str = ""


@dataclass(frozen=True)
class Offers:
    """The kinds of neighbours; `guessed` when nothing was known and every fagområde is offered."""

    tasks: tuple[Offer, ...]
    fields: tuple[Offer, ...]
    branches: tuple[Offer, ...]
    guessed: bool = False


def offers_for(
    registers: Registers, can: Sequence[str], chosen: Collection[str], standing: Collection[str], lang: str
) -> Offers:
    """Neighbours of what is typed as competences and of the chosen fagområder, without what stands there."""
    known = [one for text in can if (one := competence_in(registers, text))]
    taken = {plain(text) for text in (*standing, *can)}
    if not known and not any(one in registers.fields_by_id for one in chosen):
        every = [_offer(lang, "field", field.id, field.name(lang), "") for field in registers.fields]
        return Offers((), _new(every, taken), (), guessed=True)
    return Offers(
        _new(_tasks(registers, known, lang), taken),
        _new(_fields(registers, known, chosen, lang), taken),
        _new(_branches(registers, chosen, lang), taken),
    )


def competence_in(registers: Registers, words: str) -> Competence | None:
    """The competence named by the words, or else the one with the longest name standing in them."""
    if exact := registers.competence_named(words):
        return exact
    typed = f" {plain(words)} "
    return next((one for name, one in _names(registers) if f" {name} " in typed), None)


def text_of(registers: Registers, value: str) -> str:
    """What a button with this value writes; empty when there is no such neighbour."""
    sent = re.fullmatch(r"neighbour:(da|en):(can|field|branch)\.(.{1,60})", value)
    if sent is None:
        return ""
    kinds = {
        "can": registers.competences_by_id,
        "field": registers.fields_by_id,
        "branch": registers.branches_by_id,
    }
    entry = kinds[sent[2]].get(sent[3])  # type: ignore[attr-defined]
    return sentence(entry.name(sent[1])) if entry else ""


@cache
def _names_of(competences: tuple[Competence, ...]) -> tuple[tuple[str, Competence], ...]:
    names = {plain(name): one for one in competences for name in (*one.synonyms, one.name_en, one.name_da)}
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _names(registers: Registers) -> tuple[tuple[str, Competence], ...]:
    return _names_of(registers.competences)


def _tasks(registers: Registers, known: Sequence[Competence], lang: str) -> Iterator[Offer]:
    """Neighbouring competences, one of each known competence in turn."""
    known_ids = {one.id for one in known}
    of_each = [[(one, near) for near in one.neighbours if near not in known_ids] for one in known]
    for one, near in (pair for turn in zip_longest(*of_each) for pair in turn if pair):
        name = registers.competences_by_id[near].name(lang)
        yield _offer(lang, "can", near, name, translate(lang, CAN, name=one.name(lang)))


def _fields(
    registers: Registers, known: Sequence[Competence], chosen: Collection[str], lang: str
) -> Iterator[Offer]:
    """Fagområder not chosen that use the same competences, those that share most first."""
    by_id = registers.fields_by_id
    own = {one for key in chosen if key in by_id for one in by_id[key].competences}
    first = [one.id for one in known]
    ordered = [*first, *sorted(own - set(first))]
    shared = {
        field.id: [one for one in ordered if field.id in registers.competences_by_id[one].fields]
        for field in registers.fields
        if field.id not in chosen
    }
    for key in sorted(shared, key=lambda key: -len(shared[key])):
        names = [registers.competences_by_id[one].name(lang) for one in shared[key][:SHARED]]
        field = by_id[key]
        if len(names) == SHARED:
            reason = translate(lang, SHARES, first=names[0], second=names[1])
            yield _offer(lang, "field", key, field.name(lang), reason)
        elif names and known:
            yield _offer(lang, "field", key, field.name(lang), translate(lang, CAN, name=names[0]))


def _branches(registers: Registers, chosen: Collection[str], lang: str) -> Iterator[Offer]:
    """Branches that the chosen fagområder make one think of, those of several first."""
    matching = [(branch, [one for one in branch.fields if one in chosen]) for branch in registers.branches]
    for branch, fields in sorted(matching, key=lambda pair: -len(pair[1])):
        if fields:
            name = registers.fields_by_id[fields[0]].name(lang)
            yield _offer(lang, "branch", branch.id, branch.name(lang), translate(lang, SEARCHES, name=name))


def _offer(lang: str, kind: str, key: str, name: str, reason: str) -> Offer:
    return Offer(f"neighbour:{lang}:{kind}.{key}", sentence(name), reason)


def _new(offers: Iterable[Offer], taken: Collection[str]) -> tuple[Offer, ...]:
    """The first few, none twice and none that stands there already."""
    by_text: dict[str, Offer] = {}
    for offer in offers:
        if plain(offer.text) not in taken:
            by_text.setdefault(offer.text, offer)
    return tuple(islice(by_text.values(), MOST))
