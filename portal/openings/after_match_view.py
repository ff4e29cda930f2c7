"""The steps after a match for each legal form, the text to paste in VITAS, and the facts beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.catalogue.fact_markup import run_of_facts
from portal.catalogue.facts import Edition, Registry
from portal.openings.models import Opening
from portal.openings.rules import Kind
from portal.shared.dates import full_date
from portal.shared.texts import N_

_IN_VITAS = (
    N_("Virksomheden opretter ansøgningen i VITAS. Giv den teksterne herunder, så den kan sætte dem ind."),
    N_("I ansøgningen står formålet og opgaverne."),
    N_("En, der taler for de ansatte, skriver under i VITAS. Se der, om det gælder for virksomheden."),
    N_("Kommunen siger ja eller nej."),
    N_("Først når kommunen har sagt ja, starter kandidaten."),
)
STEPS: dict[str, Sequence[str]] = {
    Kind.PRAKTIK: _IN_VITAS,
    Kind.LOENTILSKUD: _IN_VITAS,
    Kind.JOB: (
        N_(
            "Et almindeligt job aftaler virksomheden og kandidaten med hinanden. "
            "VITAS er til praktik og løntilskud."
        ),
        N_("Bed kandidaten fortælle sin a-kasse og kommunen, hvornår jobbet starter."),
    ),
    Kind.VEJLEDNING: (
        N_("Spørg kommunen, hvordan forløbet skal aftales, før I lover kandidaten noget."),
        N_("Giv kommunen formålet og opgaverne. Teksterne herunder er klar."),
        N_("Først når kommunen har sagt ja, starter kandidaten."),
    ),
}
FACTS: dict[str, Sequence[str]] = {
    Kind.PRAKTIK: ("virk-vitas", "virk-medarbejderrepraesentant", "virk-rimelighed-1-5", "praktik-4-uger"),
    Kind.LOENTILSKUD: (
        "virk-vitas",
        "virk-medarbejderrepraesentant",
        "virk-rimelighed-1-5",
        "loentilskud-varighed",
    ),
}


@dataclass(frozen=True)
class PasteText:
    """A text for one field of the application; VITAS is in Danish, whatever the page is in."""

    key: str
    name: str
    text: str


def paste_texts(opening: Opening) -> tuple[PasteText, ...]:
    """Purpose, tasks and frame as they stand in the opening, ready to be pasted; empty for a job."""
    if opening.type == Kind.JOB:
        return ()
    written = (
        PasteText("formaal", N_("Formål"), "\n".join(_purpose(opening))),
        PasteText("opgaver", N_("Opgaver"), "\n".join(text for text in (opening.tasks, opening.day) if text)),
        PasteText("rammer", N_("Rammer"), "\n".join(_frame(opening))),
    )
    return tuple(one for one in written if one.text)


def facts_beside(registry: Registry, kind: str, language: str, today: date, *, production: bool) -> Markup:
    """What the registry says, as it may be shown in this edition."""
    edition = Edition.PRODUCTION if production else Edition.DEMONSTRATION
    found = (registry.facts.get(fact_id) for fact_id in FACTS.get(kind, ()))
    shown = (registry.show(fact, language, edition, today) for fact in found if fact is not None)
    return run_of_facts([one for one in shown if one is not None], language)


def _purpose(opening: Opening) -> Iterator[str]:
    if opening.learn:
        yield f"Det lærer kandidaten: {opening.learn}"
    if opening.job_goal:
        yield f"Det kan føre til: {opening.job_goal}"


def _frame(opening: Opening) -> Iterator[str]:
    if opening.hours:
        yield f"Timer om ugen: {opening.hours}"
    if opening.weeks:
        yield f"Uger: {opening.weeks}"
    if opening.start:
        yield f"Start tidligst: {full_date(opening.start, 'da')}, når kommunen har sagt ja"
    if opening.mentor:
        yield f"Mentor: {opening.mentor}"
