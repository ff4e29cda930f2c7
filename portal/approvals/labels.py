"""The desk's words for facts, as Danish msgids."""

from portal.approvals.rules import Due, Status
from portal.shared.texts import N_

STATUSES = {
    Status.DRAFT: N_("Ikke godkendt"),
    Status.CHANGED: N_("Ændret siden godkendelsen"),
    Status.SIGNED: N_("Mangler anden underskrift"),
    Status.APPROVED: N_("Godkendt"),
    Status.OVERDUE: N_("Skal ses efter igen"),
    Status.HELD: N_("Holdt tilbage"),
}
# The mark before the word: empty and dashed, half, or full.
MARKS = {
    Status.DRAFT: "draft-state",
    Status.CHANGED: "draft-state",
    Status.SIGNED: "review",
    Status.APPROVED: "published",
    Status.OVERDUE: "draft-state",
    Status.HELD: "draft-state",
}
DUES = {
    Due.OVERDUE: N_("Dagen er overskredet"),
    Due.SOON: N_("Inden for 30 dage"),
}
KINDS = {
    "rule": N_("Regel"),
    "figure": N_("Tal"),
    "finding": N_("Resultat"),
    "practice": N_("Praksis"),
}
GATES = {
    "ok": N_("kan godkendes"),
    "check": N_("kilden skal ses"),
    "hold": N_("holdt tilbage"),
}
PAGES = {
    "module": N_("Modul"),
    "webinar": N_("Webinar"),
    "kit": N_("Pakke"),
    "track": N_("Spor"),
    "page": N_("Side"),
    "list": N_("Side"),
    "landing": N_("Side"),
}
# More than one, then exactly one.
TO_SIGN = (N_("%(n)s fakta mangler første underskrift"), N_("%(n)s faktum mangler første underskrift"))
TO_CONFIRM = (
    N_("%(n)s fakta mangler din underskrift som nummer to"),
    N_("%(n)s faktum mangler din underskrift som nummer to"),
)
REVIEW_SOON = (
    N_("%(n)s fakta skal ses efter inden for 30 dage"),
    N_("%(n)s faktum skal ses efter inden for 30 dage"),
)
REVIEW_OVERDUE = (N_("%(n)s fakta skulle være set efter"), N_("%(n)s faktum skulle være set efter"))
ALL: dict[str, object] = {
    "statuses": STATUSES,
    "marks": MARKS,
    "dues": DUES,
    "kinds": KINDS,
    "gates": GATES,
    "page_kinds": PAGES,
}
