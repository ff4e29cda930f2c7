"""The facts as the desk shows them: how each stands, where it is used, and grouped by source."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from portal.approvals import rules, service
from portal.approvals.forms import Filters
from portal.approvals.models import FactApproval
from portal.approvals.rules import Due, Status
from portal.catalogue.fact_book import FactBook, source_key
from portal.catalogue.fact_uses import Use
from portal.catalogue.facts import Fact, Source
from portal.shared.actors import Actor
from portal.shared.danish_order import danish_order


@dataclass(frozen=True)
class Text:
    """One text of a fact that can be approved; `begins` when it follows the present one."""

    fact: Fact
    begins: date | None
    row: FactApproval | None
    counts: bool

    @property
    def value(self) -> str:
        """What a tick box posts: the text that was read."""
        return f"{self.fact.id}:{self.fact.text_hash}"

    @property
    def is_open(self) -> bool:
        """Whether a first signature is wanted."""
        reader = self.fact.audience == "reader"
        return self.row is None and not self.counts and self.fact.gate != "hold" and reader

    @property
    def waits(self) -> bool:
        """Whether a second signature is wanted."""
        return self.row is not None and self.row.second_at is None and self.fact.gate != "hold"


@dataclass(frozen=True)
class Row:
    fact: Fact
    status: Status
    uses: Sequence[Use]
    texts: Sequence[Text]
    due: Due
    day: date | None
    is_built: bool

    @property
    def key(self) -> str:
        return source_key(self.fact)

    @property
    def source_must_be_seen(self) -> bool:
        return rules.source_must_be_seen(self.fact.gate, self.fact.source_checked_on)


@dataclass(frozen=True)
class SourceGroup:
    key: str
    source: Source
    rows: Sequence[Row]

    @cached_property
    def texts(self) -> Sequence[Text]:
        return [text for row in self.rows for text in row.texts]

    @cached_property
    def open(self) -> Sequence[Text]:
        return [text for text in self.texts if text.is_open]

    @cached_property
    def waiting(self) -> Sequence[Text]:
        return [text for text in self.texts if text.waits]

    @property
    def urls(self) -> Sequence[str]:
        found = [url for row in self.rows for url in (row.fact.source.url, row.fact.source.url2) if url]
        return list(dict.fromkeys(found))

    def waiting_for(self, actor: Actor) -> Sequence[Text]:
        return [text for text in self.waiting if text.row and text.row.signed_by != actor.user_id]

    def signed_by(self, actor: Actor) -> Sequence[Text]:
        return [text for text in self.waiting if text.row and text.row.signed_by == actor.user_id]


def all_rows(session: Session, book: FactBook, today: date) -> list[Row]:
    """Every fact with how it stands now, in the order of the file."""
    registry = service.with_desk(session, book)
    living = {(row.fact_id, row.text_hash): row for row in service.living(session)}
    approved = {fact_id for fact_id, _ in registry.approvals}
    approved |= {row.fact_id for row in living.values() if row.second_at is not None}
    rows = []
    for fact in registry.facts.values():
        now = fact.on(today)
        texts = [
            Text(
                text,
                text.as_of if position and isinstance(text.as_of, date) else None,
                living.get((text.id, text.text_hash)),
                registry.approval(text, today) is not None,
            )
            for position, text in enumerate(fact.approvable)
        ]
        present = living.get((now.id, now.text_hash))
        status = rules.status(
            registry.standing(fact, today),
            is_for_readers=fact.audience == "reader",
            is_signed_once=present is not None and present.second_at is None,
            was_approved=fact.id in approved,
        )
        day = _next_day(now)
        built = book.is_shown_as_approved(now, today)
        rows.append(Row(now, status, book.uses_of(fact), texts, rules.due(day, today), day, built))
    return rows


def _next_day(fact: Fact) -> date | None:
    days = [day for day in (fact.review_by, fact.next.begins if fact.next else None) if day]
    return min(days, default=None)


def narrowed(rows: Iterable[Row], filters: Filters) -> list[Row]:
    words = filters.q.casefold().split()
    return [
        row
        for row in rows
        if filters.status in ("", row.status)
        and filters.source in ("", row.key)
        and filters.topic in ("", row.fact.topic)
        and filters.due in ("", row.due)
        and (not filters.module or any(use.id == filters.module for use in row.uses))
        and all(word in _words_of(row.fact) for word in words)
    ]


def _words_of(fact: Fact) -> str:
    source = fact.source
    texts = [fact.id, fact.da, fact.en, fact.safe_da, fact.safe_en, source.title, source.section]
    texts += [fact.topic, fact.note]
    return " ".join(text for text in texts if text).casefold()


def by_source(rows: Iterable[Row]) -> list[SourceGroup]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    groups = [SourceGroup(key, of_it[0].fact.source, of_it) for key, of_it in found.items()]
    return sorted(groups, key=lambda group: danish_order(group.source.title))


def next_group(groups: Sequence[SourceGroup], key: str, actor: Actor, *, first: bool) -> SourceGroup | None:
    """The next source, round the list, where something waits for the actor's first or second signature."""
    place = next((n for n, group in enumerate(groups) if group.key == key), -1)
    for group in (*groups[place + 1 :], *groups[: max(place, 0)]):
        if (first and group.open) or group.waiting_for(actor):
            return group
    return None


def counts(rows: Iterable[Row]) -> Mapping[Status, int]:
    found = Counter(row.status for row in rows)
    return {status: found[status] for status in Status if found[status]}
