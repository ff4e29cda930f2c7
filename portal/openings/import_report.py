"""What an import did, line by line, for whoever filled the file in."""

from collections.abc import Iterator

from portal.openings.import_check import CheckedRow, Remark
from portal.openings.import_service import Imported


def report(imported: Imported, address: str) -> list[str]:
    """A line for each row and for each thing to tell; `address` is the desk's page of an opening."""
    lines = [f"overskrifter: {fault}" for fault in imported.heading_faults]
    for row in imported.rows:
        lines += _row_lines(row, imported.made.get(row.number), address)
    return lines


def summary(imported: Imported) -> str:
    if imported.heading_faults:
        return "Intet er læst eller gemt. Ret overskrifterne først."
    refused = sum(bool(row.refusals) for row in imported.rows)
    made = len(imported.made)
    said = f"{made} {'kladde' if made == 1 else 'kladder'} oprettet, {refused} {_rows(refused)} afvist"
    if imported.has_findings and not made:
        return f"{said}. Intet er gemt. Ret filen, eller gem de gode rækker med --keep-good."
    return f"{said}. Kladderne skal læses igennem af en anden, før nogen ser dem." if made else f"{said}."


def _rows(count: int) -> str:
    return "række" if count == 1 else "rækker"


def _row_lines(row: CheckedRow, opening_id: str | None, address: str) -> Iterator[str]:
    if row.refusals:
        yield f"række {row.number}: afvist"
    elif opening_id:
        yield f"række {row.number}: kladde {address.format(opening_id)}"
    else:
        yield f"række {row.number}: i orden, men ikke gemt"
    for remark in row.refusals:
        yield f"  fejl: {_said(remark, address)}"
    for remark in row.notes:
        yield f"  bemærk: {_said(remark, address)}"


def _said(remark: Remark, address: str) -> str:
    where = f"{remark.column}: " if remark.column else ""
    link = f" {address.format(remark.opening_id)}" if remark.opening_id else ""
    return f"{where}{remark.text}{link}"
