"""Reads the registry of facts and its approvals from content/facts, with a finding for each mistake."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from portal.catalogue.fact_sentences import unfit_sentences
from portal.catalogue.facts import Approval, Fact, Registry
from portal.catalogue.findings import Finding, Level
from portal.catalogue.register_rows import read_rows
from portal.catalogue.yaml_lines import Entry

FACTS = "facts/facts.yaml"
APPROVALS = "facts/approvals.yaml"
# What stands where a name should be when a line was copied.
NOBODY = frozenset({"ingen", "navn", "navn på redaktøren", "todo", "nobody", "name"})


def read_registry(content: Path) -> tuple[Registry, list[Finding]]:
    """The facts that could be read, and what is wrong with the files."""
    facts_path = PurePosixPath(content.name) / FACTS
    approvals_path = PurePosixPath(content.name) / APPROVALS
    facts, findings = read_rows(content / FACTS, facts_path, TypeAdapter(Fact))
    approvals, more = read_rows(content / APPROVALS, approvals_path, TypeAdapter(Approval))
    findings += more + _repeated(facts, facts_path)
    for entry, fact in facts:
        wrong = [*_incomplete(fact), *unfit_sentences(fact)]
        findings += [Finding(facts_path, entry.line, f"{fact.id} {message}") for message in wrong]
    registry = Registry(
        facts={fact.id: fact for _, fact in facts},
        approvals={(one.id, one.text_hash): one for _, one in approvals},
        lines={fact.id: entry.line for entry, fact in facts},
        approval_lines={(one.id, one.text_hash): entry.line for entry, one in approvals},
    )
    for entry, one in approvals:
        findings += _approval(entry, one, registry, approvals_path)
    return registry, findings + _given_twice(approvals, approvals_path)


def _repeated(facts: list[tuple[Entry, Fact]], path: PurePosixPath) -> list[Finding]:
    seen: dict[str, int] = {}
    findings = []
    for entry, fact in facts:
        first = seen.setdefault(fact.id, entry.line)
        if first != entry.line:
            message = f"{fact.id} står også på linje {first}: slet den ene"
            findings.append(Finding(path, entry.line, message))
    return findings


def _incomplete(fact: Fact) -> Iterator[str]:
    """A rule must say what is true either way, now and when its text changes, and whom to ask."""
    if fact.kind != "rule":
        return
    wanted = {"safe_da": fact.safe_da, "safe_en": fact.safe_en}
    if fact.audience == "reader":
        wanted["ask"] = fact.ask
    if fact.next is not None:
        wanted |= {"next.safe_da": fact.next.safe_da, "next.safe_en": fact.next.safe_en}
    for key, value in wanted.items():
        if value is None:
            yield f"er en regel og mangler `{key}`"


def _approval(entry: Entry, approval: Approval, registry: Registry, path: PurePosixPath) -> list[Finding]:
    fact = registry.facts.get(approval.id)
    if fact is None:
        return [Finding(path, entry.line, f"{approval.id} findes ikke i facts.yaml: slet godkendelsen")]
    findings = [Finding(path, entry.line, f"{fact.id} {message}") for message in _unfounded(fact, approval)]
    if approval.text_hash not in _hashes(fact):
        message = f"{fact.id} er ændret siden godkendelsen, som derfor ikke gælder: godkend igen"
        findings.append(Finding(path, entry.line, message, Level.NOTE))
    return findings


def _unfounded(fact: Fact, approval: Approval) -> Iterator[str]:
    if fact.gate == "hold":
        yield "har gate `hold` og kan ikke godkendes"
    if approval.by.casefold() in NOBODY or not any(letter.isalpha() for letter in approval.by):
        yield f"er godkendt af »{approval.by}«: skriv navnet på den, der har godkendt"
    text = _approved_text(fact, approval)
    if fact.gate != "check":
        return
    if text.source_checked_on is None:
        yield "kan først godkendes, når `source_checked_on` står i facts.yaml"
    elif approval.on < text.source_checked_on:
        yield "er godkendt, før kilden blev set: godkend igen"


def _hashes(fact: Fact) -> dict[str, Fact]:
    """The texts that can be approved: the present one and the one that follows it."""
    texts = [fact]
    if fact.next is not None and fact.next.adopted is not None:
        texts.append(fact.on(max(fact.next.begins, fact.next.adopted.date)))
    return {text.text_hash: text for text in texts}


def _approved_text(fact: Fact, approval: Approval) -> Fact:
    return _hashes(fact).get(approval.text_hash, fact)


def _given_twice(approvals: list[tuple[Entry, Approval]], path: PurePosixPath) -> list[Finding]:
    seen: dict[tuple[str, str], int] = {}
    findings = []
    for entry, one in approvals:
        first = seen.setdefault((one.id, one.text_hash), entry.line)
        if first != entry.line:
            message = f"{one.id} er også godkendt på linje {first}: slet den ene"
            findings.append(Finding(path, entry.line, message))
    return findings
