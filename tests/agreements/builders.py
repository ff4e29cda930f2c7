"""Sheets as candidates write them, and what is in the database."""

from sqlalchemy import func, select

from portal.all_models import metadata
from portal.preparation.answers import Advert, Answers, Item, Meeting, Proposal
from portal.shared.database import Database

A_SHEET = Answers(
    meeting=Meeting(
        whom="kommune", first="ja", form="telefon", on="2026-12-01", at="10:30", language="da", companion=True
    ),
    agenda=(
        Item("Må jeg tage et vikariat?"),
        Item("Er mit CV for langt?"),
        Item("Kun min egen", shown=False),
    ),
    questions=Item("Hvad er rådighed?"),
    adverts=(Advert(title="Fuldmægtig", workplace="Kulturområdet", deadline="4. december", on_jobnet=True),),
    fields=("kommunikation-it",),
    proposals=(Proposal(workplace="Et arkiv", tasks="Gøre et register søgbart", learn="metadata"),),
)


def row_counts(database: Database) -> dict[str, int]:
    """How many rows every table has."""
    with database.reading() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
