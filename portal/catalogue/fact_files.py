"""Reads the registry of facts and its approvals from content/facts, with a finding for each mistake."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from portal.catalogue.fact_sentences import unfit_sentences
from portal.catalogue.facts import Approval, Fact, Registry
from portal.catalogue.findings import Finding, Level
from portal.catalogue.register_rows import read_rows, repeated
from portal.catalogue.yaml_lines import Entry
from portal.shared.signatures import is_one_person

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
    findings += more + repeated(facts, facts_path, key=_id_of, name=_id_of)
    for entry, fact in facts:
        wrong = [*_incomplete(fact), *unfit_sentences(fact)]
        findings += [Finding(facts_path, entry.line, f"{fact.id} {message}") for message in wrong]
    registry = Registry(
        facts={fact.id: fact for _, fact in facts},
        approvals={_given_to(one): one for _, one in approvals},
        lines={fact.id: entry.line for entry, fact in facts},
        approval_lines={_given_to(one): entry.line for entry, one in approvals},
    )
    for entry, one in approvals:
        findings += _approval(entry, one, registry, approvals_path)
    twice = repeated(approvals, approvals_path, key=_given_to, name=_id_of, said="er også godkendt")
    return registry, findings + twice


def _id_of(row: Fact | Approval) -> str:
    return row.id


def _given_to(approval: Approval) -> tuple[str, str]:
    return approval.id, approval.text_hash


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
    findings = [Finding(path, entry.line, f"{fact.id} {message}") for message in unfounded(fact, approval)]
    if approval.text_hash not in _hashes(fact):
        message = f"{fact.id} er ændret siden godkendelsen, som derfor ikke gælder: godkend igen"
        findings.append(Finding(path, entry.line, message, Level.NOTE))
    elif approval.second_by is None and approval.second_on is None:
        message = (
            f"{fact.id} mangler den anden underskrift (`second_by`, `second_on`) og er ikke godkendt endnu"
        )
        findings.append(Finding(path, entry.line, message, Level.NOTE))
    return findings


def unfounded(fact: Fact, approval: Approval) -> Iterator[str]:
    """Why an approval may not stand in the file."""
    if fact.gate == "hold":
        yield "har gate `hold` og kan ikke godkendes"
    for name in (approval.by, approval.second_by):
        if name is not None and (name.casefold() in NOBODY or not any(map(str.isalpha, name))):
            yield f"er godkendt af »{name}«: skriv navnet på den, der har godkendt"
    yield from _second_signature(approval)
    text = _approved_text(fact, approval)
    if fact.gate != "check":
        return
    seen_on = approval.source_checked_on or text.source_checked_on
    if seen_on is None:
        yield "kan først godkendes, når `source_checked_on` står her eller i facts.yaml"
    elif approval.on < seen_on:
        yield "er godkendt, før kilden blev set: godkend igen"


def _second_signature(approval: Approval) -> Iterator[str]:
    if (approval.second_by is None) != (approval.second_on is None):
        yield "har kun den ene af `second_by` og `second_on`: skriv begge"
    if approval.second_by is not None and is_one_person(approval.by, approval.second_by):
        yield f"er underskrevet to gange af »{approval.by}«: en anden skal skrive under"
    if approval.second_on is not None and approval.second_on < approval.on:
        yield "har sin anden underskrift før den første: ret `on` eller `second_on`"


def _hashes(fact: Fact) -> dict[str, Fact]:
    return {text.text_hash: text for text in fact.approvable}


def _approved_text(fact: Fact, approval: Approval) -> Fact:
    return _hashes(fact).get(approval.text_hash, fact)
