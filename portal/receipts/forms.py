"""What is pasted to have a receipt looked at, or to have two put together; none of it is stored."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired

from portal.receipts.rules import Problem
from portal.shared.texts import N_
from portal.web.forms import PortalForm

PROBLEMS = {
    Problem.EMPTY: N_("Sæt koden fra kvitteringen ind."),
    Problem.PREPARATION: N_(
        "Det er en kode til et forberedelsesark. Vi har ikke brugt den. Koden på en kvittering er længere."
    ),
    Problem.SYMBOL: N_(
        "Teksten har tegn, som en kvittering ikke bruger. Sæt kun koden ind. Den bruger ikke U, Æ, Ø og Å."
    ),
    Problem.LENGTH: N_("Koden har ikke det rigtige antal tegn. Se efter, om det hele er kommet med."),
    Problem.TYPING: N_(
        "Mindst ét tegn i koden er forkert. Sammenlign den med kvitteringen, gruppe for gruppe."
    ),
    Problem.FORM: N_("Koden er hel, men den er ikke en kvittering, som siden her kan læse."),
    Problem.OTHER_SITE: N_(
        "Koden er ikke lavet her, eller den er ændret bagefter. Spørg, hvilken side kvitteringen kommer fra."
    ),
    Problem.TOO_OLD: N_(
        "Kvitteringen er for gammel til at blive tjekket. Det har ingen betydning for nogen. "
        "En ny får man i modulerne om ret og pligt."
    ),
}
# A part is never typed: whatever is wrong with it, the page it came from is to be opened again.
PART_PROBLEM = N_(
    "Siden med svarene er for gammel. Åbn “Tjek dig selv” igen, så kan du få en kvittering der."
)
HINT = N_("Mellemrum, linjeskift og små bogstaver gør ikke noget.")


class CheckForm(PortalForm):
    receipt = TextAreaField(N_("Koden på kvitteringen"), [DataRequired()], description=HINT)

    def refuse(self, problem: Problem) -> None:
        self.receipt.errors = [PROBLEMS[problem]]
        if problem is Problem.PREPARATION:
            # It opens somebody's sheet: it is not to stand on one more page.
            self.receipt.data = ""


class JoinForm(PortalForm):
    mine = TextAreaField(N_("Koden på den kvittering, du har"), description=HINT)

    def refuse(self, problem: Problem) -> None:
        self.mine.errors = [PROBLEMS[problem]]
        if problem is Problem.PREPARATION:
            self.mine.data = ""
