"""A file to fill in: the headings, an example that can be imported, and what may stand where."""

import csv
import io

from portal.openings.import_columns import COLUMNS, COMPANY
from portal.openings.import_sheet import REMARK

# The company of the example is one of the demonstration; it exists nowhere else.
EXAMPLE_COMPANY = "Tvendrup Lydværk ApS"
WHAT_TO_DO = (
    f"{REMARK} Hver række er et opslag og bliver til en kladde.",
    f"{REMARK} Ret eller slet eksemplet: virksomheden er opdigtet.",
    f"{REMARK} Rækker, der begynder med {REMARK}, og kolonner, hvis overskrift gør det, læses ikke.",
)


def headings() -> list[str]:
    return [column.heading for column in COLUMNS]


def example() -> list[str]:
    return [EXAMPLE_COMPANY if column.field == COMPANY else column.example for column in COLUMNS]


def explanations() -> list[list[str]]:
    return [[column.heading, column.allowed()] for column in COLUMNS]


def csv_template() -> bytes:
    """As a Danish spreadsheet opens it at a double click: a byte order mark, semicolons, CRLF."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([headings(), example()])
    remarks = [*WHAT_TO_DO, *(f"{REMARK} {name}: {words}" for name, words in explanations())]
    writer.writerows([remark] for remark in remarks)
    return target.getvalue().encode("utf-8-sig")


def xlsx_template() -> bytes:
    # Not every command that is loaded writes a spreadsheet.
    from portal.openings.import_xlsx import write_xlsx

    told = [["Kolonne", "Hvad der kan stå"], *explanations(), *([line] for line in WHAT_TO_DO)]
    return write_xlsx(headings(), [example()], told)
