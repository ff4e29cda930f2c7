"""Errors that a person can be told about; one handler turns them into a page."""


def N_(message: str) -> str:  # noqa: N802  (the gettext convention)
    """Marks a Danish text for translation; it is translated where it is shown."""
    return message


class ConfigurationError(RuntimeError):
    """A file or folder that the installation needs is missing or wrong; the message says which and how."""


class PortalError(Exception):
    """Something a person can act on; `message` is a Danish msgid that says what to do."""

    status = 400
    title = N_("Det kunne ikke lade sig gøre")

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class NotFound(PortalError):
    status = 404
    title = N_("Siden findes ikke")

    def __init__(
        self, message: str = N_("Se efter, om adressen er skrevet rigtigt, eller søg på siden.")
    ) -> None:
        super().__init__(message)


class NotAllowed(PortalError):
    status = 403
    title = N_("Det må du ikke herfra")


class NotAllowedNow(PortalError):
    status = 409
    title = N_("Det kan ikke lade sig gøre lige nu")


class Gone(PortalError):
    status = 410
    title = N_("Det er taget ned")


class TooManyTries(PortalError):
    status = 429
    title = N_("Vent lidt")


class Unavailable(PortalError):
    status = 503
    title = N_("Prøv igen om lidt")
