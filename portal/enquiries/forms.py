"""What may be typed in an enquiry."""

import re
import secrets
from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from portal.enquiries.sealed import Content
from portal.shared.texts import N_
from portal.web.forms import PortalForm
from portal.web.no_cpr import NoCpr

TOO_LONG = N_("Teksten er for lang. Kort den ned.")
# One address and nothing that a mail header reads as two, as a name or as encoded words.
_SIGN = r"[^@\s,;:<>()\[\]\"\\]"
_LABEL = r"[^@\s.,;:<>()\[\]\"\\]"
EMAIL = re.compile(rf"(?!.*=\?){_SIGN}{{1,64}}@(?:{_LABEL}+\.)+{_LABEL}{{2,}}")


PHONE = re.compile(r"[0-9+()./\s-]*")
FEWEST_DIGITS, MOST_DIGITS = 6, 15


def _area(label: str, hint: str, needed: str, most: int = 600) -> TextAreaField:
    validators = [
        InputRequired(needed) if needed else Optional(),
        NoCpr(),
        Length(max=most, message=TOO_LONG),
    ]
    return TextAreaField(label, validators, description=hint)


def _line(label: str, hint: str, needed: str, most: int) -> StringField:
    validators = [
        InputRequired(needed) if needed else Optional(),
        NoCpr(),
        Length(max=most, message=TOO_LONG),
    ]
    return StringField(label, validators, description=hint)


class EnquiryForm(PortalForm):
    why = _area(
        N_("Hvorfor lige den her opgave?"),
        N_("For eksempel: “Jeg har skrevet nyhedsbreve for en forening og vil gerne lære at måle på dem.”"),
        N_("Skriv, hvorfor opgaven er noget for dig. En linje er nok."),
    )
    first = _area(
        N_("Hvad ville du gøre først?"),
        N_("For eksempel: “Jeg ville læse de sidste ti breve og ringe til tre modtagere.”"),
        N_("Skriv, hvad du ville gøre først. Et gæt er nok."),
    )
    when = _line(
        N_("Hvornår kan du?"),
        N_("For eksempel: “Fra midten af januar, ikke onsdage.”"),
        N_("Skriv, hvornår du kan."),
        200,
    )
    name = _line(N_("Dit navn"), N_("Så konsulenten ved, hvem du er."), N_("Skriv dit navn."), 120)
    email = _line(N_("E-mail"), N_("Vi skriver kun, at der er nyt, og sender et link."), "", 254)
    phone = _line(N_("Telefon"), N_("Skriv mindst én af de to: e-mail eller telefon."), "", 30)
    # One press makes one enquiry: the page that holds the form carries the token along.
    once = HiddenField(default=lambda: secrets.token_urlsafe(16))
    not_to_contact = _area(
        N_("Er der arbejdspladser, vi ikke må kontakte?"),
        N_("For eksempel din tidligere arbejdsplads. Skriv navnene, ét på hver linje."),
        "",
        300,
    )
    may_forward = BooleanField(
        N_("I må gerne give mit navn og det, jeg har skrevet, videre til virksomheden"),
        description=N_("Det sker først, når du har fået at vide, hvem den er, og har sagt ja en gang til."),
    )

    def validate_email(self, field: Field) -> None:
        if field.data and not EMAIL.fullmatch(field.data.strip()):
            raise ValidationError(N_("Skriv en e-mail som navn@eksempel.dk."))

    def validate_phone(self, field: Field) -> None:
        typed = (field.data or "").strip()
        if not typed:
            return
        digits = sum(sign.isdigit() for sign in typed)
        if not PHONE.fullmatch(typed) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
            raise ValidationError(N_("Skriv telefonnummeret kun med tal, for eksempel 12 34 56 78."))

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if not (self.email.data or "").strip() and not (self.phone.data or "").strip():
            self.email.errors = [*self.email.errors, N_("Skriv en e-mail eller et telefonnummer.")]
            return False
        return fine

    def content(self) -> Content:
        texts = {
            name: str(getattr(self, name).data or "").strip()
            for name in ("why", "first", "when", "name", "email", "phone", "not_to_contact")
        }
        return Content(**texts, may_forward=bool(self.may_forward.data))
