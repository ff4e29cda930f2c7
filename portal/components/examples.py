"""Invented content for the components: nobody's opening, nobody's code."""

from dataclasses import dataclass
from datetime import date

from portal.openings.fixed_facts import FixedFacts, fixed_facts
from portal.openings.public import PublicOpening
from portal.openings.rules import Kind
from portal.openings.views import OpeningView, show

OWNER_CODE = "PFPXD-56TPH-AVQE8-26MSJ-V4BWW"
CONVERSATION_CODE = "7KQ4M-XW2PD-9HTN3"
RECEIPT_CODE = "04QZC-81M5W-7Q0RX-E2D9V-K3H6T-YNB4A-5GJ8P-2WMS7-FZ1KD"
ALOUD = (("7KQ4M", "syv · Karen · Quintus · fire · Marie"), ("XW2PD", "Xerxes · Wilhelm · to · Peter · Dora"))
NO_ID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Example:
    """A value that a table or a chart would show."""

    label: str
    value: int


FIGURES = (Example("Praktik", 31), Example("Job", 22), Example("Talentopgave", 7))


def openings(lang: str) -> list[OpeningView]:
    """One opening of each kind; the second is written in the other language."""
    return [
        show(_opening(kind, written), lang) for kind, written in zip(Kind, ("", lang, "", ""), strict=True)
    ]


def facts(lang: str, today: date) -> FixedFacts:
    return fixed_facts(_opening(Kind.PRAKTIK, ""), today=today, lang=lang)


def _opening(kind: Kind, written: str) -> PublicOpening:
    english = "Tell new users where to begin" if written == "da" else ""
    return PublicOpening(
        id=NO_ID,
        type=kind.value,
        title="Gør noget ved et nyhedsbrev, som for få åbner",
        tasks="Du gennemgår det seneste års udsendelser. Du skriver og tester tre nye.",
        day="Formiddagen går med at skrive. Om eftermiddagen ser du på tal.",
        learn="Du lærer at teste emnelinjer og skrive kort.",
        job_goal="Et vikariat, hvis budgettet bliver godkendt.",
        mentor="",
        competences=("nyhedsbrev", "tekstforfatning"),
        field="kommunikation-it",
        area="region-hovedstaden",
        sector="private",
        hours=30,
        start=None,
        length=4,
        language="da",
        work_form="hybrid",
        published_week="2026-W48",
        expires_week="2027-W01",
        title_en=english,
        tasks_en="",
        day_en="",
        learn_en="",
    )
