"""Which area an opening may show: enough companies that could be meant, never finer than before."""

from dataclasses import dataclass, field, replace
from functools import reduce

from portal.openings.detector.anonymity import Crowd, Level, crowded_area, home_of, municipalities_of
from portal.openings.detector.combinations import branches_named
from portal.openings.detector.counts import CountTable, Unit
from portal.openings.rules import Sector
from portal.shared.registers import Registers, load_registers
from portal.shared.texts import N_

TOO_FEW = N_(
    "Der er for få virksomheder som denne i hele landet til, at opslaget kan være anonymt. Nævn ikke "
    "branchen i titlen, vælg et fagområde, der passer på flere, eller spørg, om virksomheden vil stå med "
    "sit navn."
)
TOO_FEW_TOGETHER = N_(
    "Sammen med virksomhedens tidligere opslag peger opslaget på for få virksomheder. Vælg samme fagområde"
    " som før, og nævn ikke branchen i titlen. Se også efter, om virksomhedens branche er rigtig."
)
NOT_IN_ITS_CELL = N_(
    "Virksomhedens branche hører ikke til fagområdet eller den branche, titlen nævner. Er branchen rigtig?"
    " Området bliver ikke mindre end regionen."
)
NOT_THERE = N_(
    "Tallene har ingen virksomhed med den branche i kommunen. Er branche og kommune rigtige?"
    " Området bliver ikke mindre end regionen."
)
NO_BRANCH = N_(
    "Virksomheden har ingen branche fra listen, så vi kan ikke tælle, hvor mange der ligner den."
    " Vælg en branche. Indtil da bliver området ikke mindre end regionen."
)
NOT_COUNTED = N_("Tallene kan ikke vise, hvor mange virksomheder der er som denne. Området bliver regionen.")

# The fagområde of public workplaces: a reader who sees that a workplace is public thinks of these.
PUBLIC_FIELD = "offentlig"


@dataclass(frozen=True)
class Published:
    """What readers were once told of a company by one opening."""

    area: str
    field: str
    sector: str = Sector.PRIVATE.value
    title: str = ""


@dataclass(frozen=True)
class Ground:
    """What an opening is judged by beside its own company: counts, how many must fit, what was published."""

    counts: CountTable | None = None
    # Changes with the loaded table.
    version: str = ""
    k: int = 10
    catchment: frozenset[str] = frozenset()
    history: tuple[Published, ...] = ()
    registers: Registers = field(default_factory=load_registers)


@dataclass(frozen=True)
class Subject:
    """One opening as a reader meets it, and the company behind it."""

    municipality: str
    branch: str
    sector: str
    field: str
    title: str
    named: bool = False


@dataclass(frozen=True)
class Choice:
    """The area, or why there is none; a `warning` is for the second reader to answer."""

    area: str | None
    refusal: str = ""
    warning: str = ""


def choose_area(subject: Subject, ground: Ground) -> Choice:
    """The finest area that holds k companies, made coarser until it holds all that was published before."""
    crowd = _crowd(subject, ground)
    if subject.named or ground.counts is None:
        # A named opening tells more than its area; without counts nothing finer than a region is shown.
        crowd = replace(crowd, counts=None)
    doubt = _doubt(subject, crowd, ground)
    is_fine = subject.field and subject.sector != Sector.PUBLIC and not doubt
    finest: Level = "landsdel" if is_fine else "region"
    found = crowded_area(crowd, subject.municipality, ground.registers, finest=finest)
    if found is None:
        return Choice(None, TOO_FEW)
    if subject.named:
        return Choice(found.id)
    area = _with_history(found.id, ground)
    if not _fits_together(subject, area, crowd, ground):
        return Choice(None, TOO_FEW_TOGETHER)
    return Choice(area, warning=doubt)


def still_fits(subject: Subject, area: str, ground: Ground) -> bool:
    """Whether an opening that is shown with this area still may be, now that counts or hierarchy changed."""
    if subject.named:
        return True
    crowd = _crowd(subject, ground)
    found = crowd.within(municipalities_of(ground.registers, area))
    if found is None:
        # Nothing tells how many there are: no finer than the region of the company as it is now.
        cautious = crowded_area(replace(crowd, counts=None), subject.municipality, ground.registers)
        fits = cautious is not None and coarser_of(cautious.id, area, ground.registers) == area
    else:
        fits = found >= crowd.needed
    return fits and _fits_together(subject, area, crowd, ground)


def is_no_more(area: str, ground: Ground) -> bool:
    """Whether an area that was published has left the hierarchy."""
    known = ground.registers.areas_by_id.get(area)
    return known is None or known.kind == "former"


def coarser_of(chosen: str, published_before: str | None, registers: Registers | None = None) -> str:
    """The smallest area that holds both: what was published once may only become coarser."""
    if published_before is None or published_before == chosen:
        return chosen
    known = registers or load_registers()
    if published_before not in known.areas_by_id:
        # An area that left the hierarchy without a trace: only the country surely holds it.
        return known.chain(chosen)[-1].id
    before = {area.id for area in known.chain(published_before)}
    return next(area.id for area in known.chain(chosen) if area.id in before)


def _crowd(subject: Subject, ground: Ground) -> Crowd:
    unit: Unit = "workplaces" if subject.sector == Sector.PUBLIC else "companies"
    counts = ground.counts
    if counts is not None and unit == "companies":
        unit = counts.unit
    # A public workplace is what is meant itself; of a chain's workplaces two are asked for each company.
    needed = ground.k if counts is None or subject.sector == Sector.PUBLIC else counts.needed(ground.k)
    branches = _thought_of(subject, ground.registers) | _own_branch(subject, ground)
    if counts is not None and branches_named(subject.title) and not counts.is_fine:
        # A group of ten cannot tell how many there are of a branch that the title names.
        counts = None
    home = home_of(ground.registers, subject.municipality).name_da
    catchment = ground.catchment if home in ground.catchment else frozenset()
    return Crowd(counts, branches, needed, unit, catchment)


def _thought_of(told: Subject | Published, registers: Registers) -> frozenset[str]:
    """The branches a reader thinks of: those the title names, otherwise those of the fagområde."""
    of_public = told.sector == Sector.PUBLIC
    return branches_named(told.title) or registers.branches_of(PUBLIC_FIELD if of_public else told.field)


def _own_branch(subject: Subject, ground: Ground) -> frozenset[str]:
    return frozenset({subject.branch} & ground.registers.branches_by_id.keys())


def _doubt(subject: Subject, crowd: Crowd, ground: Ground) -> str:
    """Why the counts may not be about this company; the area is no finer than its region then."""
    if ground.counts is None or subject.named:
        return ""
    own, home = _own_branch(subject, ground), home_of(ground.registers, subject.municipality)
    if not own:
        return NO_BRANCH
    if subject.field and not own <= _thought_of(subject, ground.registers):
        return NOT_IN_ITS_CELL
    if replace(crowd, branches=own, catchment=frozenset()).within({home.name_da}) == 0:
        return NOT_THERE
    # A table without workplaces never counts a public one, which is shown with its region anyway.
    uncounted = crowd.within({home.name_da}) is None and subject.sector != Sector.PUBLIC
    return NOT_COUNTED if uncounted else ""


def _with_history(area: str, ground: Ground) -> str:
    return reduce(
        lambda chosen, before: coarser_of(chosen, before.area, ground.registers), ground.history, area
    )


def _fits_together(subject: Subject, area: str, crowd: Crowd, ground: Ground) -> bool:
    """Whether a reader who holds everything ever published beside this opening still sees a crowd."""
    if not ground.history or crowd.counts is None:
        return True
    own = _own_branch(subject, ground)
    branches = crowd.branches
    municipalities = municipalities_of(ground.registers, area)
    for before in ground.history:
        branches &= _thought_of(before, ground.registers) | own
        municipalities &= municipalities_of(ground.registers, before.area) or municipalities
    found = replace(crowd, branches=branches).within(municipalities)
    if found is None:
        # What cannot be counted alone is not judged; what could be until now is.
        return crowd.within(municipalities) is None
    return found >= crowd.needed
