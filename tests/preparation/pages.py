"""Going through the candidate's pages: begin, fill in, share, read the code that is shown."""

import re

from tests.page import Page, PageClient, text_of

CPR = "010190-1234"
STEPS = {
    "/forberedelse/om-samtalen": {"whom": "kommune", "form": "telefon", "on": "1.12.2026", "at": "10.30"},
    "/forberedelse/dagsorden": {"item1": "Mit punkt", "item2": "Mit skjulte punkt", "shown2": "nej"},
    "/forberedelse/jobopslag": {"title0": "Fuldmægtig", "workplace0": "En styrelse"},
    "/forberedelse/praktikforslag": {"workplace0": "Et museum", "tasks0": "Gøre et register søgbart"},
}
ENGLISH = {
    "/forberedelse/om-samtalen": "/en/preparation/about-the-meeting",
    "/forberedelse/dagsorden": "/en/preparation/agenda",
    "/forberedelse/jobopslag": "/en/preparation/job-adverts",
    "/forberedelse/praktikforslag": "/en/preparation/placement-proposals",
}


def begin(client: PageClient) -> str:
    """Begins and returns the owner code that is shown."""
    client.get("/forberedelse")
    return code_on(client.submit("begynd"))


def code_on(page: Page) -> str:
    groups = [text_of(e) for e in page.tree.iter("span") if e.get("aria-hidden") == "true"]
    return "-".join(group for group in groups if re.fullmatch("[0-9A-Z]{5}", group))


def fill_in(client: PageClient) -> Page:
    for path, fields in STEPS.items():
        client.get(path)
        client.submit(path, **fields)
    assert client.page is not None
    return client.page


def share(client: PageClient) -> str:
    client.get("/forberedelse/del")
    return code_on(client.submit("forberedelse/del"))


def alerts(page: Page) -> str:
    return " ".join(text_of(e) for e in page.tree.iter() if e.get("role") == "alert").strip()
