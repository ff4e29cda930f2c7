"""What is typed to sign in and to choose a password."""

from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired

from portal.accounts.rules import PasswordFault, password_fault
from portal.shared.errors import N_
from portal.web.forms import PortalForm

FAULTS = {
    PasswordFault.TOO_SHORT: N_("Brug mindst 15 tegn. Det kan være fire ord, der ikke hører sammen."),
    PasswordFault.TOO_COMMON: N_(
        "Den adgangskode er let at gætte. Brug for eksempel fire ord, der ikke hører sammen."
    ),
}
REFUSED = N_("E-mail og adgangskode passer ikke sammen. Prøv igen, eller bed din leder om et nyt link.")


class SignInForm(PortalForm):
    email = StringField(N_("E-mail"), [DataRequired(N_("Skriv din e-mail."))])
    password = PasswordField(N_("Adgangskode"), [DataRequired(N_("Skriv din adgangskode."))])
    next = HiddenField()

    def refuse(self) -> None:
        """One text for every reason, so that nobody learns which addresses have an account."""
        self.email.errors = [REFUSED]


class StartForm(PortalForm):
    password = PasswordField(
        N_("Ny adgangskode"),
        [DataRequired(N_("Skriv en adgangskode."))],
        description=N_("Mindst 15 tegn. Fire ord uden sammenhæng er lette at huske og svære at gætte."),
    )
    again = PasswordField(N_("Skriv den igen"), [DataRequired(N_("Skriv adgangskoden igen."))])
    own_email = ""

    def validate_password(self, field: PasswordField) -> None:
        fault = password_fault(field.data, email=self.own_email)
        if fault:
            raise ValidationError(FAULTS[fault])

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError(N_("De to adgangskoder er ikke ens. Skriv dem igen."))
