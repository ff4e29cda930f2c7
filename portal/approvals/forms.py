"""What may be typed when facts are signed, confirmed and taken back, and the filters of the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import QueryParams
from wtforms import BooleanField, DateField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from portal.approvals.rules import LONGEST_REASON, Due, Status
from portal.shared.texts import N_
from portal.web.forms import PortalForm


class SignForm(PortalForm):
    source_seen_on = DateField(
        N_("Dagen, du så selve kilden"),
        [Optional()],
        description=N_("Skal skrives, når et af de valgte fakta siger “kilden skal ses”."),
    )
    read = BooleanField(
        N_("Jeg har åbnet kilden, og jeg har læst de valgte sætninger på begge sprog."),
        [InputRequired(N_("Sæt kryds, når du har åbnet kilden og læst begge sprog."))],
    )


class ConfirmForm(PortalForm):
    second_read = BooleanField(
        N_("Jeg har læst de valgte sætninger på begge sprog og holdt dem op mod kilden."),
        [InputRequired(N_("Sæt kryds, når du har læst begge sprog."))],
    )


class WithdrawForm(PortalForm):
    reason = TextAreaField(
        N_("Hvorfor trækker du den tilbage?"),
        [
            DataRequired(N_("Skriv hvorfor. Det bliver stående i historikken.")),
            Length(max=LONGEST_REASON, message=N_("Teksten er for lang. Kort den ned.")),
        ],
    )


@dataclass(frozen=True)
class Filters:
    status: str = ""
    source: str = ""
    topic: str = ""
    due: str = ""
    module: str = ""
    q: str = ""
    query: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_narrowed(self) -> bool:
        return self != Filters()


def read_filters(query: QueryParams) -> Filters:
    """The filters in an address; a status nobody knows is left out, so that an old link still works."""
    read = {name: str(query.get(name) or "").strip()[:120] for name in Filters.__dataclass_fields__}
    read.pop("query")
    read["status"] = read["status"] if read["status"] in set(Status) else ""
    read["due"] = read["due"] if read["due"] in (Due.OVERDUE, Due.SOON) else ""
    return Filters(**read, query={name: value for name, value in read.items() if value})
