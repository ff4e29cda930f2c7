"""The first gate: the detector over all that will be public, and a digest that ties it to the text."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.openings.areas import Ground, Subject, choose_area
from portal.openings.copied_text import copied_findings
from portal.openings.counts_service import ground_of
from portal.openings.detector import Company as KnownCompany
from portal.openings.detector import Finding, LeakType, find_leaks
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
# Where the gate shows that too few companies could be meant.
CROWD = "field"
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
    def leaks(self) -> tuple[Finding, ...]:
        """The blocks that stand in a text; too few companies at the fagområde are no leak of the text."""
        return tuple(finding for finding in self.blocks if finding.field != CROWD)

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


def subject_of(opening: Opening, company: Company) -> Subject:
    """The opening as its reader meets it, for the choice of its area."""
    return Subject(
        municipality=company.municipality,
        branch=company.branch,
        sector=company.sector,
        field=opening.field,
        title=" ".join(title for title in (opening.title, opening.title_en) if title),
        named=bool(opening.named),
    )


def subject_digest(opening: Opening, company: Company, ground: Ground) -> str:
    """Changes when either side of the comparison changes, or the counts both are judged by."""
    beside = [company.sector, company.note or "", ground.version, ground.k]
    return _sha256({"text": text_digest(opening), "company": repr(known_company(company)), "beside": beside})


def examine(opening: Opening, company: Company, ground: Ground) -> Examination:
    """The detector over the texts, and the count of who could be meant."""
    findings = _leaks(public_texts(opening), company, ground, named=opening.named)
    copied = copied_findings(public_texts(opening), company.note or "")
    crowd = _crowd_findings(opening, company, ground) if opening.field else ()
    return Examination(subject_digest(opening, company, ground), (*findings, *copied, *crowd))


def _crowd_findings(opening: Opening, company: Company, ground: Ground) -> Iterator[Finding]:
    """What the count of companies says, shown at the fagområde."""
    choice = choose_area(subject_of(opening, company), ground)
    told = ground.registers.fields_by_id.get(opening.field)
    name = told.name_da if told else opening.field
    if choice.refusal or choice.warning:
        yield Finding(
            field=CROWD,
            start=0,
            end=len(name),
            type=LeakType.COMBINATION.value,
            severity="block" if choice.refusal else "warn",
            text=name,
            why_da=choice.refusal or choice.warning,
            suggestion="",
        )


def examine_text(text: str, company: Company, ground: Ground, *, named: bool = False) -> tuple[Finding, ...]:
    """The detector over one text of its own, such as an answer to a candidate."""
    return _leaks({"text": text}, company, ground, named=named)


def _leaks(texts: Mapping[str, str], company: Company, ground: Ground, *, named: bool) -> tuple[Finding, ...]:
    known = known_company(company)
    findings = find_leaks(texts, known, counts=ground.counts, k=ground.k)
    return tuple(without_own_name(findings, known) if named else findings)


def still_holds(session: Session, opening: Opening, examination: Examination) -> bool:
    """Whether the text, the company and the counts in this transaction are those that were examined."""
    company = session.get_one(Company, opening.company_id)
    ground = ground_of(session, opening.company_id)
    return subject_digest(opening, company, ground) == examination.digest


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
