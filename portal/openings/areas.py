"""Which area may be published for a company: the region unless the counts allow a finer one."""

from portal.shared.registers import Registers, load_registers

COUNTRY = "hele-landet"
REGION = "region"


def public_area(municipality: str, branch: str, field: str, sector: str) -> str:
    """The finest area id that keeps the company among enough others; the region where nothing is known."""
    registers = load_registers()
    home = registers.municipality(municipality)
    return _region(registers, home.id) if home else COUNTRY


def coarser_of(chosen: str, published_before: str | None) -> str:
    """The smallest area that holds both: what was published once may only become coarser."""
    if published_before is None or published_before == chosen:
        return chosen
    registers = load_registers()
    before = {area.id for area in registers.chain(published_before)}
    return next(area.id for area in registers.chain(chosen) if area.id in before)


def _region(registers: Registers, area_id: str) -> str:
    return next(area.id for area in registers.chain(area_id) if area.kind == REGION)
