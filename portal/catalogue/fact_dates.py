"""What the calendar says about facts: approvals that end, texts that begin, dates nobody can mean."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

from portal.catalogue.fact_files import APPROVALS, FACTS
from portal.catalogue.facts import Fact, Registry
from portal.catalogue.findings import Finding, Level

SOON = timedelta(days=30)
NAMED = 3


def dates_to_mind(registry: Registry, content_name: str, today: date) -> list[Finding]:
    """Notes to the owner, and faults where a date lies in the future that cannot."""
    path = PurePosixPath(content_name) / FACTS
    findings = _not_yet_given(registry, PurePosixPath(content_name) / APPROVALS, today)
    for fact in registry.facts.values():
        line = registry.lines[fact.id]
        if _adopted_later(fact, today):
            message = f"{fact.id} er vedtaget på en dag, der ikke er kommet: ret `adopted.date`"
            findings.append(Finding(path, line, message))
        findings += [Finding(path, line, f"{fact.id} {said}", Level.NOTE) for said in _notes(fact, today)]
        if _has_run_out(registry, fact, today):
            message = f"{fact.id} skulle være set efter {fact.on(today).review_by}"
            findings.append(Finding(path, line, message, Level.NOTE))
    return findings + _reviews_soon(registry, path, today)


def _not_yet_given(registry: Registry, path: PurePosixPath, today: date) -> list[Finding]:
    dated = [
        (registry.approval_lines[key], one.id, name, day)
        for key, one in registry.approvals.items()
        for name, day in (("on", one.on), ("second_on", one.second_on))
    ]
    return [
        Finding(path, line, f"{identifier} er godkendt {day}, som ikke er kommet: ret `{name}`")
        for line, identifier, name, day in dated
        if day is not None and day > today
    ]


def _adopted_later(fact: Fact, today: date) -> bool:
    return fact.next is not None and fact.next.adopted is not None and fact.next.adopted.date > today


def _notes(fact: Fact, today: date) -> Iterator[str]:
    new = fact.next
    if new is None:
        return
    if new.takes_effect(today):
        yield f"siger fra {new.begins} det, der står i `next`: flyt det op, og slet `next`"
    elif today >= new.begins:
        yield f"viser den sikre sætning, for `next` skulle gælde fra {new.begins} og mangler `adopted`"
    elif new.begins - today <= SOON:
        adopted = "er vedtaget" if new.adopted else "mangler `adopted`, og ellers vises den sikre sætning"
        yield f"skifter tekst {new.begins}: `next` {adopted}"


def _has_run_out(registry: Registry, fact: Fact, today: date) -> bool:
    text = fact.on(today)
    return (
        registry.approval(text, today) is not None and text.review_by is not None and today >= text.review_by
    )


def _reviews_soon(registry: Registry, path: PurePosixPath, today: date) -> list[Finding]:
    """One note for each day, because a law that changes takes many facts with it."""
    by_day: dict[date, list[Fact]] = defaultdict(list)
    for fact in registry.facts.values():
        day = fact.on(today).review_by
        if fact.gate != "hold" and day is not None and today < day <= today + SOON:
            by_day[day].append(fact)
    return [
        Finding(path, registry.lines[facts[0].id], _review(day, facts, registry, today), Level.NOTE)
        for day, facts in by_day.items()
    ]


def _review(day: date, facts: list[Fact], registry: Registry, today: date) -> str:
    approved = sum(registry.approval(fact.on(today), today) is not None for fact in facts)
    names = ", ".join(fact.id for fact in facts[:NAMED])
    more = f" og {len(facts) - NAMED} til" if len(facts) > NAMED else ""
    return f"{len(facts)} fakta ({approved} godkendt) skal ses efter inden {day}: {names}{more}"
