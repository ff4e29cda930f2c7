"""The form without storage as a browser would send it."""

from tests.page import Page, PageClient, filled
from tests.preparation.test_traces import CANARY, log_file, stored, temporary  # noqa: F401

PAPER = "/forberedelse/uden-at-gemme"
ENGLISH = "/en/preparation/without-saving"
TYPED = {
    "meeting-whom": "kommune",
    "meeting-first": "nej",
    "since-done": "Jeg har ringet til to steder",
    "agenda-item1": "Er mit CV for langt?",
    "agenda-item2": "Kun for mig selv",
    "agenda-shown2": "nej",
    "adverts-title0": "Fuldmægtig",
    "adverts-fields": ["kommunikation-it"],
    "proposals-workplace0": "Et museum",
    "can-name0": "Jeg kan forklare",
    "want-good": "Et job med skrivning",
    "search-what0": "Jeg skriver til en gammel kollega",
    "smv-problem0": "En hjemmeside ingen finder",
    "mobility-neighbour0": "Arkiver",
}


def sent(client: PageClient, **changed: object) -> dict[str, object]:
    """What the browser would send from the page as it stands."""
    assert client.page is not None
    return dict(filled(client.page.form("uden-at-gemme", with_field="agenda-item1"))) | changed


def show_sheet(client: PageClient, **changed: object) -> Page:
    return client.post(f"{PAPER}/ark", sent(client, **changed))


def upload(client: PageClient, content: bytes, status: int = 200, **changed: object) -> Page:
    file = {"file": ("ark.json", content, "application/json")}
    response = client.http.post(f"{PAPER}/hent", data=sent(client, **changed), files=file)  # type: ignore[arg-type]
    return client._read(response, status)


def fields_of(page: Page) -> dict[str, list[str]]:
    """The fields that are filled in, whatever was put there by itself left out."""
    found = filled(page.form("uden-at-gemme", with_field="agenda-item1"))
    return {name: values for name, values in found.items() if any(values) and name != "base"}
