"""The lines of the sheet, most important first, in the candidate's words and in ids; no language yet."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from portal.preparation.answers import Answers, Competence, Item, NextStep, Proposal
from portal.shared.errors import N_

# There are fewer to choose from; a file that somebody made may have any number.
MOST_CHOICES = 40
MODULE = re.compile("[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class Part:
    """What the candidate wrote in one field or chose in it (ids), behind a label of ours."""

    text: str = ""
    label: str = ""
    choices: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.text.split() or self.choices)


@dataclass(frozen=True)
class Line:
    """One answer; `leads` when its first part is what it is called."""

    parts: tuple[Part, ...]
    shown: bool = True
    leads: bool = False
    opening_id: str = ""
    module: str = ""


@dataclass(frozen=True)
class Topic:
    """A section: where its lines come from, and how large a part of the room it has a claim to."""

    key: str
    heading: str
    share: int
    lines: Callable[[Answers], list[Line]]
    numbered: bool = False


def lines_of(answers: Answers) -> dict[str, list[Line]]:
    """Every line under the key of its topic; what is empty is left out."""
    found = {topic.key: _filled(topic.lines(answers)) for topic in TOPICS}
    return {key: lines for key, lines in found.items() if lines}


def digests(answers: Answers) -> tuple[str, ...]:
    """A short digest of every line as it stands on the sheet, the same in both languages."""
    return tuple(dict.fromkeys(_digest(key, line) for key, line in _all_lines(answers)))


def is_new(answers: Answers, key: str, line: Line) -> bool:
    """Whether the line did not stand there at the last conversation; at the first one nothing is new.

    What was the candidate's own then is new to who may read it now, but not the other way round.
    """
    ways = {line, replace(line, shown=True)}
    return answers.round > 1 and {_digest(key, way) for way in ways}.isdisjoint(answers.lines_before)


def shared_part(answers: Answers) -> Answers:
    """What a consultant's copy holds: what is shown, and digests of nothing else.

    From the digest of a hidden line, or of one that was taken away, its words could be guessed.
    """
    shown = answers.for_consultant()
    standing = set(digests(shown))
    return replace(shown, lines_before=tuple(one for one in answers.lines_before if one in standing))


def _all_lines(answers: Answers) -> Iterable[tuple[str, Line]]:
    return ((key, line) for key, lines in lines_of(answers).items() for line in lines)


def _digest(key: str, line: Line) -> str:
    words = [f"{part.label}\x1f{part.text}\x1f{' '.join(part.choices)}" for part in line.parts]
    whole = "\x1e".join((key, str(line.shown), *words))
    return hashlib.blake2s(whole.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _filled(lines: list[Line]) -> list[Line]:
    """Only what is filled in; a line whose name is empty is called nothing."""
    filled = []
    for line in lines:
        parts = tuple(part for part in line.parts if not part.empty)
        leads = line.leads and bool(parts) and parts[0] == line.parts[0]
        if parts:
            filled.append(replace(line, parts=parts, leads=leads))
    return filled


def _items(items: Iterable[tuple[Item, str]]) -> list[Line]:
    return [Line((Part(item.text, label),), item.shown) for item, label in items]


def _agenda(answers: Answers) -> list[Line]:
    lines = _items((item, "") for item in answers.agenda)
    return [
        replace(line, module=item.module) if MODULE.fullmatch(item.module) else line
        for line, item in zip(lines, answers.agenda, strict=True)
    ]


def _questions(answers: Answers) -> list[Line]:
    return _items([(answers.questions, "")])


def _proposals(answers: Answers) -> list[Line]:
    return [_proposal(one) for one in answers.proposals]


def _proposal(one: Proposal) -> Line:
    rest = (Part(one.tasks), Part(one.learn, N_("Vil lære")), Part(one.contact, N_("Kontakt")))
    if one.opening_title:
        name = Part(one.opening_title, N_("Opslaget"))
        return Line((name, Part(one.workplace), *rest), one.shown, leads=True, opening_id=one.opening_id)
    return Line((Part(one.workplace), *rest), one.shown, leads=True)


def _adverts(answers: Answers) -> list[Line]:
    lines = []
    for one in answers.adverts:
        on_jobnet = Part(choices=("on_jobnet",)) if one.on_jobnet and not one.empty else Part()
        parts = (Part(one.title), Part(one.workplace), Part(one.deadline, N_("Frist")), on_jobnet)
        lines.append(Line(parts, one.shown, leads=True))
    return lines


def _next_steps(answers: Answers) -> list[Line]:
    return [_next_step(one) for one in answers.search.next_steps]


def _next_step(one: NextStep) -> Line:
    parts = (Part(one.what), Part(one.when, N_("Hvornår")), Part(one.done, N_("Gjort, når")))
    return Line(parts, one.shown, leads=True)


def _want(answers: Answers) -> list[Line]:
    want = answers.want
    labels = (N_("A, drømmen"), N_("B, godt job"), N_("C, betaler regningerne"))
    return _items(zip((want.dream, want.good, want.bills), labels, strict=True))


def _can(answers: Answers) -> list[Line]:
    return [_competence(one) for one in answers.can]


def _competence(one: Competence) -> Line:
    parts = (Part(one.name), Part(one.task, N_("Opgave")), Part(one.proof, N_("Vist")))
    return Line(parts, one.shown, leads=True)


def _since(answers: Answers) -> list[Line]:
    since = answers.since
    labels = (N_("Gjort"), N_("Lært"), N_("Aftalt sidst"))
    return _items(zip((since.done, since.learnt, since.agreed), labels, strict=True))


def _smv(answers: Answers) -> list[Line]:
    return _items((item, "") for item in answers.smv)


def _mobility(answers: Answers) -> list[Line]:
    mobility = answers.mobility
    areas = Part("", N_("Steder"), tuple(f"area {one}" for one in mobility.areas[:MOST_CHOICES]))
    remote = (f"remote {mobility.remote}",) if mobility.remote not in ("", "ved-ikke") else ()
    lines = [Line((areas, Part("", N_("Hjemmefra"), remote)), mobility.shown)]
    return lines + _items((item, N_("Tæt på mit fag")) for item in mobility.neighbours)


def _search(answers: Answers) -> list[Line]:
    search = answers.search
    channels = Part("", N_("Kanaler"), tuple(f"channel {one}" for one in search.channels[:MOST_CHOICES]))
    labels = (N_("Rytme"), N_("Netværk"), N_("Uopfordret"))
    items = zip((search.rhythm, search.network, search.unsolicited), labels, strict=True)
    return [Line((channels,), search.channels_shown), *_items(items)]


def _fields(answers: Answers) -> list[Line]:
    return [Line((Part("", "", tuple(f"field {one}" for one in answers.fields[:MOST_CHOICES])),))]


def _markers(answers: Answers) -> list[Line]:
    """Only where the candidate shows them: from where they began to where they stand."""
    readings = answers.markers.readings if answers.markers.shown else ()
    if not readings:
        return []
    newest = readings[-1].values
    first = {key: value for one in reversed(readings) for key, value in one.values.items()}
    moved = (f"marker {key.split()[0]} {first[key]} {now}" for key, now in newest.items() if key.split())
    return [Line((Part("", "", (one,)),)) for one in moved]


TOPICS = (
    Topic("agenda", N_("Dagsorden"), 0, _agenda, numbered=True),
    Topic("questions", N_("Spørgsmål om regler"), 4, _questions),
    Topic("proposals", N_("Forslag til praktik"), 6, _proposals),
    Topic("adverts", N_("Jobopslag"), 4, _adverts),
    Topic("next_steps", N_("Mine næste skridt"), 4, _next_steps),
    Topic("want", N_("Job, jeg vil have"), 4, _want),
    Topic("can", N_("Det kan jeg"), 5, _can),
    Topic("since", N_("Siden sidst"), 4, _since),
    Topic("smv", N_("Til små virksomheder"), 3, _smv),
    Topic("mobility", N_("Hvor og hvad ellers"), 3, _mobility),
    Topic("search", N_("Sådan søger jeg"), 3, _search),
    Topic("fields", N_("Fagområder"), 1, _fields),
    Topic("markers", N_("Fra 0 til 10"), 1, _markers),
)
