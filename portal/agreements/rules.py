"""The agreement as plain text: exactly what is pasted into the case system, field by field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What an opening is to the candidate; only a consultant says so."""

    INSPIRATION = "inspiration"
    AGREED = "aftalt"
    REFERRED = "henvist"


class Field(StrEnum):
    """The fields of the case system, in the order of their keys."""

    AGREEMENT = "agreement"
    DEADLINE = "deadline"
    NEXT_BOOKING = "next_booking"
    OFFER_STATUS = "offer_status"
    GOAL = "goal"


class Part(StrEnum):
    """What an agreement's text is made of; the parts that can be shortened."""

    COMMITMENT = "commitment"
    OPENINGS = "openings"
    LIST = "list"
    MODULES = "modules"


@dataclass(frozen=True)
class Commitment:
    """What the candidate does, by when (in words, with the weekday), and how both can see it."""

    what: str
    deadline: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Opening:
    title: str
    url: str
    standing: Standing


@dataclass(frozen=True)
class OpeningList:
    name: str
    url: str


@dataclass(frozen=True)
class Module:
    title: str
    url: str
    minutes: int | None = None
    webinar: bool = False


@dataclass(frozen=True)
class Agreement:
    """Everything that was agreed, in one language; addresses are absolute."""

    commitments: tuple[Commitment, ...] = ()
    openings: tuple[Opening, ...] = ()
    lists: tuple[OpeningList, ...] = ()
    modules: tuple[Module, ...] = ()
    next_booking: str = ""
    offer_status: str = ""
    goal: str = ""


@dataclass(frozen=True)
class Block:
    """One text to copy; `limit` is how many characters the field holds, None where that is no matter."""

    field: Field
    text: str
    limit: int | None = None
    parts: tuple[tuple[Part, int], ...] = ()

    @property
    def length(self) -> int:
        return characters(self.text)

    @property
    def over(self) -> int:
        return max(0, self.length - self.limit) if self.limit is not None else 0

    @property
    def longest_first(self) -> list[tuple[Part, int]]:
        """What fills most, so that it is clear what to shorten."""
        return sorted(self.parts, key=lambda part: -part[1])


@dataclass(frozen=True)
class Limits:
    agreement: int
    goal: int
    offer_status: int


@dataclass(frozen=True)
class Wording:
    by: str
    sign: str
    standings: dict[Standing, str]
    referred: str
    list: str
    read: str
    webinar: str
    minutes: str
    next_booking: str


WORDING = {
    "da": Wording(
        by="Senest {day}.",
        sign="Det kan vi se på: {sign}",
        standings={
            Standing.INSPIRATION: "Til inspiration",
            Standing.AGREED: "Aftalt",
            Standing.REFERRED: "Henvist",
        },
        referred="Henvist betyder, at et nej kan koste dagpenge. Tal med din konsulent, før du siger nej.",
        list="Flere opslag",
        read="Du læser",
        webinar="Webinar",
        minutes="min.",
        next_booking="Book selv din næste samtale senest {day}.",
    ),
    "en": Wording(
        by="By {day}.",
        sign="We can see it by: {sign}",
        standings={
            Standing.INSPIRATION: "For inspiration",
            Standing.AGREED: "Agreed",
            Standing.REFERRED: "Referred",
        },
        referred="Referred means that a no can cost you benefits. Talk to your consultant before you say no.",
        list="More openings",
        read="You read",
        webinar="Webinar",
        minutes="min.",
        next_booking="Book your next meeting yourself by {day}.",
    ),
}


def characters(text: str) -> int:
    """Characters as a text field on a web page counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def blocks(agreement: Agreement, limits: Limits) -> list[Block]:
    """The Danish texts, one for each field that has something in it."""
    parts = _parts(agreement, "da")
    first = agreement.commitments[0] if agreement.commitments else Commitment("")
    found = [
        Block(
            Field.AGREEMENT,
            _joined(parts),
            limits.agreement,
            tuple((part, characters(text)) for part, text in parts),
        ),
        Block(Field.DEADLINE, first.deadline),
        Block(Field.NEXT_BOOKING, agreement.next_booking),
        Block(Field.OFFER_STATUS, tidy(agreement.offer_status), limits.offer_status),
        Block(Field.GOAL, tidy(agreement.goal) or _goal(first), limits.goal),
    ]
    return [block for block in found if block.text]


def english_text(agreement: Agreement) -> str:
    """The whole agreement in English, for a candidate who reads English best."""
    text = _joined(_parts(agreement, "en"))
    if not agreement.next_booking:
        return text
    booking = WORDING["en"].next_booking.format(day=agreement.next_booking)
    return f"{text}\n{booking}" if text else booking


def tidy(text: str) -> str:
    """The text as typed, without blank lines, double spaces and the marks that some keyboards leave."""
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").splitlines())
    return "\n".join(line for line in lines if line)


def sentence(text: str) -> str:
    """Ends with a full stop, unless it ends with a mark of its own, or an address that a stop would spoil."""
    text = tidy(text)
    return f"{text}." if text and text[-1] not in ".!?…:" and not _ends_with_address(text) else text


def _ends_with_address(text: str) -> bool:
    return text.split()[-1].startswith(("https://", "http://"))


def _joined(parts: Iterable[tuple[Part, str]]) -> str:
    return "\n".join(text for _, text in parts)


def _parts(agreement: Agreement, lang: str) -> list[tuple[Part, str]]:
    words = WORDING[lang]
    found = [
        (Part.COMMITMENT, _lines(_commitment(one, words) for one in agreement.commitments)),
        (Part.OPENINGS, _openings(agreement.openings, words)),
        (Part.LIST, _lines(f"{words.list}: {one.name}\n{one.url}" for one in agreement.lists)),
        (Part.MODULES, _lines(_module(one, words) for one in agreement.modules)),
    ]
    return [(part, text) for part, text in found if text]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _commitment(one: Commitment, words: Wording) -> str:
    return _lines(
        (
            sentence(one.what),
            words.by.format(day=one.deadline) if one.deadline else "",
            words.sign.format(sign=sentence(one.sign)) if one.sign else "",
        )
    )


def _openings(openings: Sequence[Opening], words: Wording) -> str:
    """The most binding first, so that what a referral means stands right under the referrals."""
    lines: list[str] = []
    for standing in (Standing.REFERRED, Standing.AGREED, Standing.INSPIRATION):
        found = [one for one in openings if one.standing is standing]
        lines += [f"{words.standings[standing]}: {one.title}\n{one.url}" for one in found]
        if found and standing is Standing.REFERRED:
            lines.append(words.referred)
    return _lines(lines)


def _module(one: Module, words: Wording) -> str:
    minutes = f" ({one.minutes} {words.minutes})" if one.minutes else ""
    return f"{words.webinar if one.webinar else words.read}: {one.title}{minutes}\n{one.url}"


def _goal(first: Commitment) -> str:
    """The commitment on one line, where no goal was written; an address keeps its own."""
    lines = _commitment(first, WORDING["da"]).splitlines()
    return ("\n" if any(_ends_with_address(line) for line in lines) else " ").join(lines)
