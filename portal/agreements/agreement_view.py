"""From the form to the texts: titles and addresses looked up, dates in words, what is too long named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.agreements.forms import ALL_OPENINGS, AgreementForm
from portal.agreements.rules import (
    Agreement,
    Block,
    Commitment,
    Field,
    Limits,
    Module,
    Opening,
    OpeningList,
    Part,
    Standing,
    blocks,
    characters,
    english_text,
)
from portal.catalogue.modules import Modules
from portal.openings.public import PublicOpening
from portal.shared.dates import long_date
from portal.shared.organisation import Organisation
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate
from portal.web.languages import path_for

NAMES = {
    Field.AGREEMENT: N_("Aftale"),
    Field.DEADLINE: N_("Frist"),
    Field.NEXT_BOOKING: N_("Næste selvbook"),
    Field.OFFER_STATUS: N_("Slutstatus på tilbud"),
    Field.GOAL: N_("Mål til Min Plan"),
}
PARTS = {
    Part.COMMITMENT: N_("det, kandidaten gør, fylder %(count)s"),
    Part.OPENINGS: N_("opslagene fylder %(count)s"),
    Part.LIST: N_("listen fylder %(count)s"),
    Part.MODULES: N_("modulerne fylder %(count)s"),
}


@dataclass(frozen=True)
class OpeningRow:
    """An opening that can go into the agreement, and what was chosen for it."""

    id: str
    title: str
    lang: str
    standing: Standing | None = None


@dataclass(frozen=True)
class CopyBlock:
    """One text with its button."""

    key: str
    number: int
    name: str
    text: str
    lang: str
    count: str = ""
    too_long: str = ""
    note: str = ""


@dataclass(frozen=True)
class Texts:
    blocks: Sequence[CopyBlock]

    @property
    def everything(self) -> str:
        return "\n\n".join(f"{block.name}:\n{block.text}" for block in self.blocks)


@dataclass(frozen=True)
class House:
    """Where links lead and what fits: the site's address, its modules, the fields of the case system."""

    origin: str
    modules: Modules
    organisation: Organisation


def opening_rows(
    openings: Sequence[PublicOpening], standings: Mapping[str, Standing | None], lang: str
) -> list[OpeningRow]:
    return [
        OpeningRow(one.id, one.text("title", lang), one.text_lang("title", lang), standings.get(one.id))
        for one in openings
    ]


def build_texts(
    form: AgreementForm,
    openings: Sequence[PublicOpening],
    standings: Mapping[str, Standing | None],
    house: House,
    lang: str,
) -> Texts:
    """The Danish texts field by field, and the whole agreement in English where it was asked for."""
    limits = house.organisation.system_limits
    found = blocks(
        _agreement(form, openings, standings, house, "da"),
        Limits(limits.agreement, limits.goal, limits.offer_status),
    )
    is_open = house.organisation.is_working_day
    shown = [_copy_block(n, block, form, lang, is_open=is_open) for n, block in enumerate(found, start=1)]
    if form.english.data:
        text = english_text(_agreement(form, openings, standings, house, "en"))
        name = translate(lang, N_("Aftale på engelsk"))
        count = _count(characters(text), None, lang)
        shown.append(CopyBlock("english", len(shown) + 1, name, text, "en", count))
    return Texts(shown)


def _agreement(
    form: AgreementForm,
    openings: Sequence[PublicOpening],
    standings: Mapping[str, Standing | None],
    house: House,
    lang: str,
) -> Agreement:
    what, sign = form.what.data or "", form.sign.data or ""
    if lang == "en":
        what, sign = form.what_en.data or what, form.sign_en.data or sign
    deadline = in_words(form.deadline_on, lang)
    return Agreement(
        commitments=(Commitment(what, deadline, sign),) if what or deadline or sign else (),
        openings=tuple(
            Opening(
                one.text("title", lang), house.origin + (one.url_en if lang == "en" else one.url), standing
            )
            for one in openings
            if (standing := standings.get(one.id))
        ),
        lists=_lists(form.opening_list.data, house, lang),
        modules=tuple(_module(one, house, lang) for one in form.modules.data or ()),
        next_booking=in_words(form.next_booking_on, lang),
        offer_status=form.offer_status.data or "",
        goal=form.goal.data or "",
    )


def _lists(chosen: str, house: House, lang: str) -> tuple[OpeningList, ...]:
    if not chosen:
        return ()
    if chosen == ALL_OPENINGS:
        return (OpeningList(translate(lang, N_("alle")), house.origin + path_for("openings", lang)),)
    name = load_registers().fields_by_id[chosen].name(lang)
    return (OpeningList(name, house.origin + path_for("openings", lang, field=chosen)),)


def _module(identifier: str, house: House, lang: str) -> Module:
    module = house.modules.modules[identifier]
    page = module.page(lang)
    url = house.origin + path_for("module", lang, module_id=identifier)
    return Module(page.title, url, page.minutes, webinar=module.type == "webinar")


def in_words(day: date | None, lang: str) -> str:
    """ "fredag den 4. december 2026"."""
    return f"{long_date(day, lang)} {day.year}" if day else ""


def _copy_block(
    number: int, block: Block, form: AgreementForm, lang: str, *, is_open: Callable[[date], bool]
) -> CopyBlock:
    day = {Field.DEADLINE: form.deadline_on, Field.NEXT_BOOKING: form.next_booking_on}.get(block.field)
    closed = day is not None and not is_open(day)
    return CopyBlock(
        key=block.field.value,
        number=number,
        name=translate(lang, NAMES[block.field]),
        text=block.text,
        lang="da",
        count=_count(block.length, block.limit, lang) if block.limit else "",
        too_long=_too_long(block, lang),
        note=translate(lang, N_("Det er ikke en arbejdsdag.")) if closed else "",
    )


def _count(length: int, limit: int | None, lang: str) -> str:
    if limit is None:
        return translate(lang, N_("%(count)s tegn"), count=_number(length, lang))
    return translate(
        lang, N_("%(count)s af %(limit)s tegn"), count=_number(length, lang), limit=_number(limit, lang)
    )


def _too_long(block: Block, lang: str) -> str:
    if not block.over:
        return ""
    over = _number(block.over, lang)
    if len(block.parts) < 2:
        return translate(lang, N_("%(over)s tegn for meget. Kort teksten ned."), over=over)
    parts = ", ".join(
        translate(lang, PARTS[part], count=_number(length, lang)) for part, length in block.longest_first
    )
    return translate(lang, N_("%(over)s tegn for meget. Kort ned: %(parts)s."), over=over, parts=parts)


def _number(number: int, lang: str) -> str:
    return f"{number:,}" if lang == "en" else f"{number:,}".replace(",", ".")
