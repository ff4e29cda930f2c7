"""Checks the rules file: what is wrong with a row, with its line."""

from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from portal.catalogue.findings import Finding, Level
from portal.catalogue.register_rows import read_rows, repeated
from portal.shared.dated_rules import FILE, DatedRule
from portal.shared.signatures import is_one_person


def check_rules(content: Path, facts: Container[str], today: date) -> list[Finding]:
    path = PurePosixPath(content.name) / "facts" / FILE
    rows, findings = read_rows(content / "facts" / FILE, path, TypeAdapter(DatedRule))
    findings += repeated(rows, path, key=lambda rule: rule.id, name=lambda rule: rule.id)
    for entry, rule in rows:
        wrong = [*_shape(rule), *_approval(rule, today)]
        findings += [Finding(path, entry.line, f"{rule.id} {message}") for message in wrong]
        if rule.approved is not None and rule.approved.text_hash != rule.text_hash:
            message = f"{rule.id} er ændret siden godkendelsen, som derfor ikke gælder: godkend igen"
            findings.append(Finding(path, entry.line, message, Level.NOTE))
        elif rule.approved is not None and rule.approved.second_by is None:
            message = (
                f"{rule.id} mangler den anden underskrift (`second_by`, `second_date`) og gælder ikke endnu"
            )
            findings.append(Finding(path, entry.line, message, Level.NOTE))
        if rule.fact is not None and rule.fact not in facts:
            message = f"{rule.id} peger på faktummet `{rule.fact}`, som ikke findes: ret `fact`"
            findings.append(Finding(path, entry.line, message))
    return findings


def _shape(rule: DatedRule) -> Iterator[str]:
    if rule.until is not None and rule.until < rule.begins:
        yield "slutter, før den begynder: ret `from` eller `until`"
    if rule.kind == "proceskrav":
        if not (rule.text_da.endswith("?") and rule.text_en.endswith("?")):
            yield "skal stå som et spørgsmål i `text_da` og `text_en`"
        return
    wanted: dict[str, object] = {"subject": rule.subject, "most": rule.most}
    wanted |= {"careful_da": rule.careful_da, "careful_en": rule.careful_en}
    for key, value in wanted.items():
        if value is None:
            yield f"er en grænse og mangler `{key}`"
    if any(letter.isdigit() for letter in f"{rule.careful_da}{rule.careful_en}"):
        yield "har et tal i den forsigtige sætning: skriv den uden"


def _approval(rule: DatedRule, today: date) -> Iterator[str]:
    if rule.approved is None:
        return
    if rule.gate == "hold":
        yield "har gate `hold` og kan ikke godkendes"
    if rule.gate == "check" and rule.source_checked_on is None:
        yield "kan først godkendes, når `source_checked_on` er skrevet"
    for name, day in (("date", rule.approved.date), ("second_date", rule.approved.second_date)):
        if day is not None and day > today:
            yield f"er godkendt {day}, som ikke er kommet: ret `{name}`"
    if (rule.approved.second_by is None) != (rule.approved.second_date is None):
        yield "har kun den ene af `second_by` og `second_date`: skriv begge"
    if rule.approved.second_by is not None and is_one_person(rule.approved.by, rule.approved.second_by):
        yield f"er underskrevet to gange af »{rule.approved.by}«: en anden skal skrive under"
