"""The page on which an opening is written: the form, what the gate found, and what is still missing."""

from datetime import date, datetime

from fastapi import Request
from sqlalchemy.orm import Session

from portal.openings import labels
from portal.openings.competence_words import in_text, offered_competences, word_notes
from portal.openings.desk_access import notices
from portal.openings.gate import Examination, public_texts, readiness
from portal.openings.gate_view import marked_fields
from portal.openings.length_view import length_note
from portal.openings.models import Company, Opening
from portal.openings.opening_form import OpeningForm, opening_values
from portal.openings.places_view import places_note
from portal.shared.job_titles import offered_titles
from portal.web.languages import language

# Texts that tell what a candidate will do, in which competences are looked for.
TOLD = ("title", "tasks", "day", "learn")


def form_page(request: Request, form: OpeningForm, opening: Opening | None) -> dict[str, object]:
    """Everything the template asks for, with nothing examined yet."""
    return notices(request) | {
        "form": form,
        "opening": opening,
        "version": opening.version if opening else "",
        "marked": {},
        "beside": None,
        "ready": None,
        "length": None,
        "places": None,
        "word_notes": word_notes(form.competences.data or ()),
        "mentioned": [],
        "sent_back": "",
        "pause_note": "",
        "stored": [],
        "moved_on": False,
        "labels": labels.FIELDS,
        "quality": labels.QUALITY,
        "titles": offered_titles("da"),
        "titles_en": offered_titles("en"),
        "known_competences": offered_competences(),
    }


def examined(
    request: Request,
    session: Session,
    opening: Opening,
    company: Company,
    examination: Examination,
    today: date,
) -> dict[str, object]:
    """What stands beside the fields of a stored draft, on the page and while it is being written."""
    return {
        "opening": opening,
        "version": opening.version,
        "marked": marked_fields(public_texts(opening), examination),
        "ready": readiness(opening, examination),
        "length": length_note(opening, company.sector, today, language(request)),
        "places": places_note(session, opening, company, today, language(request)),
        "word_notes": word_notes(opening.competences),
        "mentioned": in_text([getattr(opening, name) for name in TOLD], opening.competences),
        "labels": labels.FIELDS,
        "quality": labels.QUALITY,
    }


def stored_beside(form: OpeningForm, opening: Opening) -> list[tuple[str, str, str]]:
    """(field, label, text) of what is stored where something else was typed."""
    typed, stored = form.fields(), opening_values(opening)
    return [
        (name, form[name].label.text, _shown(form, name, value))
        for name, value in stored.items()
        if _plain(value) != _plain(getattr(typed, name))
    ]


def saved_at(now: datetime, examination: Examination) -> dict[str, object]:
    return {"saved_at": now, "blocks": len(examination.blocks), "warnings": len(examination.warnings)}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _shown(form: OpeningForm, name: str, value: object) -> str:
    chosen = {str(key): str(label) for key, label, *_ in _choices(form, name)}
    if isinstance(value, list):
        return "; ".join(chosen.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return chosen.get(str(value), "–" if value in (None, "") else str(value))


def _choices(form: OpeningForm, name: str) -> list[tuple[object, ...]]:
    field = form[name]
    return list(field.iter_choices()) if hasattr(field, "iter_choices") else []
