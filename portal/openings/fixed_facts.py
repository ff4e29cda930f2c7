"""The box of fixed facts on an opening's page: what its legal form means, true whatever the law says."""

from dataclasses import dataclass
from datetime import date

from portal.openings import labels
from portal.openings.public import PublicOpening
from portal.openings.rules import Kind, Sector
from portal.openings.views import show
from portal.shared.dated_rules import Subject, Target, length_advice
from portal.shared.texts import N_, translate


@dataclass(frozen=True)
class LegalForm:
    """What is the same for every opening of the form; `longest` is said while no limit is approved."""

    job: str
    pay: str
    longest: str
    company_gets: str
    you_get: str
    before: str
    # What a limit in force is called in the rules file.
    subject: Subject | None = None


NO_PAY = N_("Nej. Du får dine dagpenge og ikke løn. Spørg din a-kasse, hvad det betyder for din dagpengeret.")
WAIT = N_("Vent med at starte, til kommunen har sagt ja.")
FORMS: dict[str, LegalForm] = {
    Kind.PRAKTIK: LegalForm(
        job=N_("Nej, det er en praktik. Du er ikke ansat."),
        pay=NO_PAY,
        longest=N_("En praktik er normalt kort. Spørg kommunen, hvor længe den må vare for dig."),
        company_gets=N_("Hjælp til opgaven og et indtryk af dig. Den betaler ikke løn."),
        you_get=N_("Erfaring med opgaven. Aftal på skrift, hvad du skal lære, før du starter."),
        before=WAIT,
        subject="placement-weeks",
    ),
    Kind.JOB: LegalForm(
        job=N_("Ja, et almindeligt job. Du bliver ansat."),
        pay=N_("Ja, løn fra arbejdspladsen. Spørg, hvor meget det bliver, før du siger ja."),
        longest=N_("Det aftaler du og arbejdspladsen."),
        company_gets=N_("En medarbejder, som den selv betaler løn."),
        you_get=N_("Løn og erfaring."),
        before=N_("Læs kontrakten, før du siger ja, og fortæl din a-kasse, hvornår du starter."),
    ),
    Kind.LOENTILSKUD: LegalForm(
        job=N_("Ja, et job i en periode. Du bliver ansat, og arbejdspladsen får tilskud til din løn."),
        pay=N_("Ja, løn fra arbejdspladsen. Spørg, hvor meget det bliver, før du siger ja."),
        longest=N_(
            "Løntilskud varer kun en tid. Spørg kommunen, hvor længe det er, og spørg arbejdspladsen, hvad "
            "der sker bagefter."
        ),
        company_gets=N_("En medarbejder og et tilskud til lønnen i en periode."),
        you_get=N_("Løn og erfaring. Spørg din a-kasse, hvad det betyder for din dagpengeret."),
        before=N_("Spørg kommunen, om du kan få løntilskud. Vent med at starte, til den har sagt ja."),
        subject="wage-subsidy-weeks",
    ),
    Kind.VEJLEDNING: LegalForm(
        job=N_("Nej, det er et forløb, hvor du lærer noget. Du er ikke ansat."),
        pay=NO_PAY,
        longest=N_(
            "Det er forskelligt fra forløb til forløb. Spørg kommunen, hvor længe det må vare for dig."
        ),
        company_gets=N_("Dit bud på opgaven og et indtryk af dig. Den betaler ikke løn."),
        you_get=N_("Ny viden og øvelse i opgaven. Aftal på skrift, hvad du skal lære, før du starter."),
        before=WAIT,
    ),
}
TALENT = N_("Arbejdspladsen har beskrevet en opgave. Den spørger ikke efter en bestemt uddannelse.")
LIMIT = N_("Som hovedregel højst %(n)s uger. Spørg kommunen, hvad der gælder for dig.")


@dataclass(frozen=True)
class FixedFact:
    name: str
    text: str


@dataclass(frozen=True)
class FixedFacts:
    heading: str
    rows: tuple[FixedFact, ...]


def fixed_facts(opening: PublicOpening, *, today: date, lang: str) -> FixedFacts:
    """The rows of the box, in the order in which people ask."""
    form, view = FORMS[opening.type], show(opening, lang)
    rows = [
        (N_("Er det et job?"), translate(lang, form.job)),
        (N_("Får du løn?"), translate(lang, form.pay)),
        (N_("Timer"), view.hours_a_week),
        (N_("Længde"), view.length),
        (N_("Hvor længe må det vare?"), _longest(opening, form, today, lang)),
        (N_("Det får arbejdspladsen"), translate(lang, form.company_gets)),
        (N_("Det får du ud af det"), translate(lang, form.you_get)),
        (N_("Før du starter"), translate(lang, form.before)),
    ]
    if opening.talent:
        rows.insert(1, (labels.TALENT, translate(lang, TALENT)))
    heading = translate(lang, labels.HONEST[Kind(opening.type)])
    return FixedFacts(heading, tuple(FixedFact(translate(lang, name), text) for name, text in rows))


def _longest(opening: PublicOpening, form: LegalForm, today: date, lang: str) -> str:
    """The limit in force once two people have signed it, or a sentence that is true either way."""
    target: Target = "public" if opening.sector == Sector.PUBLIC else "private"
    advice = length_advice(form.subject, target, today, lang) if form.subject else None
    if advice is None or advice.most is None:
        return translate(lang, form.longest)
    return translate(lang, LIMIT, n=advice.most)
