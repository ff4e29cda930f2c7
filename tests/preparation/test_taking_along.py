"""What comes along to the sheet: a module, a section of one, an opening; once, and pushing nothing out."""

from portal.catalogue.modules import read_modules
from portal.settings import Settings
from tests.page import PageClient
from tests.preparation.pages import begin


def test_a_module_taken_along_stands_on_the_agenda(client: PageClient) -> None:
    page = client.post("/forberedelse/tag-med", {"module": "raadighed"})
    assert page.heading == "Lav dit ark til samtalen"
    client.submit("begynd")
    agenda = client.get("/forberedelse/dagsorden")
    assert "Jeg vil gerne tale om" in agenda.html
    client.post("/forberedelse/tag-med", {"module": "raadighed"})
    assert client.get("/forberedelse/dagsorden").html.count("Jeg vil gerne tale om") == agenda.html.count(
        "Jeg vil gerne tale om"
    )


def test_a_module_taken_along_before_there_is_a_sheet_is_named_and_stands_on_the_sheet(
    client: PageClient, settings: Settings
) -> None:
    module = read_modules(settings.site).modules["raadighed"]
    for lang, page in (("en", module.en), ("da", module.da)):
        client.get(page.url)
        assert page.title in client.submit("take-along" if lang == "en" else "tag-med").text
    client.submit("begynd")

    for path in ("/forberedelse/ark", "/forberedelse/ark.txt", "/en/preparation/sheet"):
        assert module.da.title in client.http.get(path).text


def test_a_module_is_taken_along_once_in_whichever_language_and_again_when_it_was_taken_off(
    client: PageClient,
) -> None:
    begin(client)
    client.post("/forberedelse/tag-med", {"module": "raadighed"})
    client.post("/en/preparation/take-along", {"module": "raadighed"})
    assert client.get("/forberedelse/ark").html.count("Jeg vil gerne tale om") == 1
    assert "would like to talk" not in client.get("/forberedelse/ark").text

    client.get("/forberedelse/dagsorden")
    client.submit("dagsorden", item1="")
    assert "Jeg vil gerne tale om" not in client.get("/forberedelse/ark").text
    client.post("/forberedelse/tag-med", {"module": "raadighed"})
    assert "Jeg vil gerne tale om" in client.get("/forberedelse/ark").text


def test_a_section_is_taken_along_by_its_heading_once_and_beside_its_module(
    client: PageClient, settings: Settings
) -> None:
    module = read_modules(settings.site).modules["raadighed"]
    heading = {section.anchor: section.heading for section in module.da.sections}["joblog"]
    client.get(module.da.url)
    page = client.post("/forberedelse/tag-med", {"module": "raadighed", "section": "joblog"})
    assert heading in page.text
    client.submit("begynd")

    client.post("/en/preparation/take-along", {"module": "raadighed", "section": "joblog"})
    client.post("/forberedelse/tag-med", {"module": "raadighed", "section": "findes-ikke"})

    sheet = client.get("/forberedelse/ark").text
    assert sheet.count(f"{heading} ({module.da.title})") == 1
    assert sheet.count("Jeg vil gerne tale om") == 1, "the module itself is named by the section already"
    assert "findes-ikke" not in sheet


def test_what_finds_no_room_is_named_and_pushes_nothing_out(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/dagsorden")
    client.submit("dagsorden", item1="Et", item2="To", item3="Tre")

    page = client.post("/forberedelse/tag-med", {"module": "raadighed"})

    assert "er ikke kommet med endnu" in page.text
    assert "Tre" in page.text
    client.submit("dagsorden", item3="")
    again = client.post("/forberedelse/tag-med", {"module": "raadighed"})
    assert "er ikke kommet med endnu" not in again.text
    assert "Jeg vil gerne tale om" in again.html


def test_what_does_not_exist_cannot_be_taken_along(client: PageClient) -> None:
    begin(client)
    client.post("/forberedelse/tag-med", {"module": "findes-ikke", "opening": "findes-ikke"})
    assert "findes-ikke" not in client.get("/forberedelse/tjek").html
