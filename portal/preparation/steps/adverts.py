"""Jobopslag: the adverts the candidate will apply for, and the fagområder."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField
from wtforms.validators import Optional

from portal.preparation.answers import Advert, Answers
from portal.preparation.forms import CheckboxList, short, shown
from portal.preparation.steps.step import NamedChoices, Part, Step, Titles, is_shown, text, yes
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices


class FieldsForm(NamedChoices):
    """The adverts step; its rows are added for as many adverts as the organisation asks for."""

    fields = CheckboxList(
        N_("Fagområder, du søger job i"),
        validators=[Optional()],
        description=N_("Så kan konsulenten finde opslag, der passer. Vælg dem, du har lyst til."),
    )

    def name_choices(self, lang: str) -> None:
        self.fields.choices = choices((f.id, f.name(lang)) for f in load_registers().fields)


WHO_SEES_ADVERT = (
    N_("Hvem må se det første opslag?"),
    N_("Hvem må se det andet opslag?"),
    N_("Hvem må se det tredje opslag?"),
)


def adverts_form(count: int) -> type[FieldsForm]:
    """The form of the adverts step with `count` rows."""
    rows: dict[str, object] = {}
    for n in range(count):
        rows |= {
            f"title{n}": short(N_("Titel på jobbet")),
            f"workplace{n}": short(N_("Arbejdssted")),
            f"deadline{n}": short(N_("Frist for at søge")),
            f"on_jobnet{n}": BooleanField(N_("Det ligger allerede i min joblog eller på Jobnet")),
            f"shown{n}": shown(WHO_SEES_ADVERT[n]),
        }
    return type("AdvertsForm", (FieldsForm,), rows)


def _fill_adverts(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {"fields": list(answers.fields)}
    for n, advert in enumerate(answers.adverts):
        values |= {
            f"title{n}": advert.title,
            f"workplace{n}": advert.workplace,
            f"deadline{n}": advert.deadline,
        }
        values |= {f"on_jobnet{n}": advert.on_jobnet, f"shown{n}": yes(advert.shown)}
    return values


def _read_adverts(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    count = sum(1 for field in form if field.short_name.startswith("title"))
    adverts = tuple(
        Advert(
            title=text(form, f"title{n}"),
            workplace=text(form, f"workplace{n}"),
            deadline=text(form, f"deadline{n}"),
            on_jobnet=form[f"on_jobnet{n}"].data,
            shown=is_shown(form, f"shown{n}"),
        )
        for n in range(count)
    )
    # Adverts from a time when the organisation asked for more are not lost.
    adverts += answers.adverts[count:]
    return replace(answers, adverts=adverts, fields=tuple(form["fields"].data or ()))


def _step(**worded: Any) -> Step:
    return Step(
        key="adverts",
        part=Part.ENOUGH,
        da="jobopslag",
        en="job-adverts",
        form=adverts_form,
        fill=_fill_adverts,
        read=_read_adverts,
        **worded,
    )


STEP = _step(
    title=N_("Jobopslag"),
    question=N_("Hvilke job vil du søge?"),
    lead=N_("Titel og arbejdssted er nok. Har du ikke fundet nogen endnu, så gå bare videre."),
    why=N_("Et konkret opslag er nemmere at give råd om, og du kan bruge det i din joblog."),
    without_adverts=_step(
        title=N_("Fagområder"),
        question=N_("Hvilke fagområder søger du job i?"),
        lead=N_("Vælg dem, du har lyst til. Du kan vælge flere."),
        why=N_("Så kan konsulenten finde opslag, der passer."),
    ),
)
