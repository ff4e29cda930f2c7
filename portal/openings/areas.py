"""Which area may be published for a company: the region unless counts allow a finer one."""

from portal.openings.detector.anonymity import publishable_area
from portal.openings.detector.counts import CountTable
from portal.openings.rules import Sector
from portal.shared.errors import NotAllowedNow
from portal.shared.registers import load_registers
from portal.shared.texts import N_

TOO_FEW = N_("Der er for få virksomheder som denne i hele landet til, at opslaget kan være anonymt.")


def public_area(municipality: str, branch: str, sector: str, *, counts: CountTable | None = None) -> str:
    """The area id to publish; raises NotAllowedNow when even the country holds too few companies."""
    # A public workplace is counted as such and never shown below its region.
    usable = None if sector == Sector.PUBLIC else counts
    choice = publishable_area(usable, municipality, branch)
    if choice is None:
        raise NotAllowedNow(TOO_FEW)
    return choice.id


def coarser_of(chosen: str, published_before: str | None) -> str:
    """The smallest area that holds both: what was published once may only become coarser."""
    if published_before is None or published_before == chosen:
        return chosen
    registers = load_registers()
    before = {area.id for area in registers.chain(published_before)}
    return next(area.id for area in registers.chain(chosen) if area.id in before)
