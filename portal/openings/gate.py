"""The first gate: the detector over all that will be public, and a digest that ties it to the text."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.openings.detector import Company as KnownCompany
from portal.openings.detector import Finding, find_leaks
from portal.openings.models import Company, Opening
from portal.openings.named_rules import without_own_name
from portal.openings.rules import Readiness, missing_fields, unconfirmed_points
from portal.shared.errors import NotAllowedNow
from portal.shared.texts import N_

TEXTS = ("title", "tasks", "day", "learn", "job_goal", "mentor")
ENGLISH_TEXTS = ("title_en", "tasks_en", "day_en", "learn_en")
FIXED = ("type", "field", "hours", "start", "weeks", "language", "work_form")
LABELS = ("talent", "named")
COMPETENCES = "competences"
CHANGED = N_("Teksten eller virksomheden er ændret, siden den blev læst igennem. Læs den igen.")
LEAKS = N_("Noget i teksten røber virksomheden.")
SEPARATOR = "; "


@dataclass(frozen=True)
class Examination:
    """What the detector says of one text beside one company; it holds only while both are unchanged."""

    digest: str
    findings: tuple[Finding, ...]

    @property
    def blocks(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "block")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "warn")

    def of(self, field: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.field == field)


def public_texts(opening: Opening) -> dict[str, str]:
    """Every free text that will be public, English included, by field."""
    texts = {name: str(getattr(opening, name)) for name in (*TEXTS, *ENGLISH_TEXTS)}
    texts[COMPETENCES] = SEPARATOR.join(opening.competences)
    return {name: text for name, text in texts.items() if text}


def known_company(company: Company) -> KnownCompany:
    """What the detector looks for; former names, the parent and nicknames all count as aliases."""
    aliases = (*company.aliases, *company.former_names, *([company.parent] if company.parent else []))
    return KnownCompany(
        name=company.name,
        aliases=aliases,
        cvr=company.cvr,
        pnumber=company.pnumber,
        domain=company.domain,
        brands=tuple(company.brands),
        address=company.address,
        contact_name=company.contact_name,
        phone=company.phone,
        email=company.email,
        municipality=company.municipality,
        branch=company.branch,
        size_class=company.size_class,
    )


def text_digest(opening: Opening) -> str:
    """Changes when anything public of the opening changes."""
    fixed = {name: str(getattr(opening, name)) for name in FIXED}
    fixed |= {name: "yes" for name in LABELS if getattr(opening, name)}
    return _sha256({"texts": public_texts(opening), "fixed": fixed})


def has_valid_yes(opening: Opening) -> bool:
    """Whether the company has said yes to the public text as it stands, not to an earlier one."""
    return opening.company_yes_on is not None and opening.yes_digest == text_digest(opening)


def subject_digest(opening: Opening, company: Company) -> str:
    """Changes when either side of the comparison changes: the text or what is known of the company."""
    return _sha256({"text": text_digest(opening), "company": repr(known_company(company))})


def examine(opening: Opening, company: Company) -> Examination:
    findings = _leaks(public_texts(opening), company, named=opening.named)
    return Examination(subject_digest(opening, company), findings)


def examine_text(text: str, company: Company, *, named: bool = False) -> tuple[Finding, ...]:
    """The detector over one text of its own, such as an answer to a candidate."""
    return _leaks({"text": text}, company, named=named)


def _leaks(texts: Mapping[str, str], company: Company, *, named: bool) -> tuple[Finding, ...]:
    known = known_company(company)
    findings = find_leaks(texts, known)
    return tuple(without_own_name(findings, known) if named else findings)


def still_holds(session: Session, opening: Opening, examination: Examination) -> bool:
    """Whether the text and the company in this transaction are those that were examined."""
    company = session.get_one(Company, opening.company_id)
    return subject_digest(opening, company) == examination.digest


def must_pass(session: Session, opening: Opening, examination: Examination) -> None:
    """Raises NotAllowedNow unless this very text, beside this very company, was examined and may be seen."""
    if not still_holds(session, opening, examination):
        raise NotAllowedNow(CHANGED)
    if examination.blocks:
        raise NotAllowedNow(LEAKS)


def readiness(opening: Opening, examination: Examination) -> Readiness:
    filled = {name for name in (*TEXTS, COMPETENCES, "field", "language") if getattr(opening, name)}
    undated = ("named_on",) if opening.named and opening.named_on is None else ()
    has_yes = has_valid_yes(opening)
    return Readiness(
        missing=(*missing_fields(opening.type, filled), *undated),
        blocks=len(examination.blocks),
        has_yes=has_yes,
        had_yes=opening.company_yes_on is not None and not has_yes,
        unconfirmed=unconfirmed_points(opening.type, opening.quality),
    )


def _sha256(value: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
