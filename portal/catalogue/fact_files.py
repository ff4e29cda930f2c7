"""Reads the registry of facts and its approvals from content/facts, with a finding for each mistake."""

from datetime import date
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from portal.catalogue.facts import Approval, Fact, Registry
from portal.catalogue.findings import Finding, Level
from portal.catalogue.register_rows import read_rows
from portal.catalogue.yaml_lines import Entry

FACTS = "facts/facts.yaml"
APPROVALS = "facts/approvals.yaml"


def read_registry(content: Path) -> tuple[Registry, list[Finding]]:
    """The facts that could be read, and what is wrong with the files."""
    facts_path = PurePosixPath(content.name) / FACTS
    approvals_path = PurePosixPath(content.name) / APPROVALS
    facts, findings = read_rows(content / FACTS, facts_path, TypeAdapter(Fact))
    approvals, more = read_rows(content / APPROVALS, approvals_path, TypeAdapter(Approval))
    findings += more + _repeated(facts, facts_path)
    findings += [found for entry, fact in facts for found in _incomplete(entry, fact, facts_path)]
    registry = Registry(
        facts={fact.id: fact for _, fact in facts},
        approvals={approval.id: approval for _, approval in approvals},
        lines={fact.id: entry.line for entry, fact in facts},
    )
    findings += [
        found for entry, one in approvals for found in _approval(entry, one, registry, approvals_path)
    ]
    return registry, findings


def _repeated(facts: list[tuple[Entry, Fact]], path: PurePosixPath) -> list[Finding]:
    seen: dict[str, int] = {}
    findings = []
    for entry, fact in facts:
        first = seen.setdefault(fact.id, entry.line)
        if first != entry.line:
            message = f"{fact.id} står også på linje {first}: slet den ene"
            findings.append(Finding(path, entry.line, message))
    return findings


def _incomplete(entry: Entry, fact: Fact, path: PurePosixPath) -> list[Finding]:
    """A rule for the reader must say what is true either way, and whom to ask."""
    if fact.kind != "rule":
        return []
    wanted = {"safe_da": fact.safe_da, "safe_en": fact.safe_en}
    if fact.audience == "reader":
        wanted["ask"] = fact.ask
    return [
        Finding(path, entry.line, f"{fact.id} er en regel og mangler `{key}`")
        for key, value in wanted.items()
        if value is None
    ]


def _approval(entry: Entry, approval: Approval, registry: Registry, path: PurePosixPath) -> list[Finding]:
    fact = registry.facts.get(approval.id)
    if fact is None:
        return [Finding(path, entry.line, f"{approval.id} findes ikke i facts.yaml: slet godkendelsen")]
    findings = []
    if fact.gate == "hold":
        findings.append(Finding(path, entry.line, f"{fact.id} har gate `hold` og kan ikke godkendes"))
    if fact.gate == "check" and fact.source_checked_on is None:
        message = f"{fact.id} kan først godkendes, når `source_checked_on` står i facts.yaml"
        findings.append(Finding(path, entry.line, message))
    if approval.text_hash != fact.text_hash:
        message = f"{fact.id} er ændret siden godkendelsen, som derfor ikke gælder: godkend igen"
        findings.append(Finding(path, entry.line, message, Level.NOTE))
    return findings


def overdue(registry: Registry, content_name: str, today: date) -> list[Finding]:
    """Approved facts whose approval has ended by itself."""
    path = PurePosixPath(content_name) / FACTS
    return [
        Finding(
            path, registry.lines[fact.id], f"{fact.id} skulle være set efter {fact.review_by}", Level.NOTE
        )
        for fact in registry.facts.values()
        if fact.id in registry.approvals and fact.review_by is not None and today >= fact.review_by
    ]
