"""The pages around the sheet: the agenda asked again, the receipt, the joblog, where things came from."""

from dataclasses import replace

import pytest

from portal.app import create_app
from portal.catalogue.modules import read_modules
from portal.preparation.answers import Advert, Answers, Item
from portal.preparation.joblog import joblog_text
from portal.preparation.steps.adverts import STEP as ADVERTS
from portal.preparation.steps.adverts import adverts_form
from portal.settings import Settings
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.organisation import read_organisation
from tests.page import Page, PageClient, text_of
from tests.preparation.pages import CPR, begin, fill_in, share

AGENDA = "/forberedelse/dagsorden"


def agenda_on(client: PageClient) -> list[str]:
    page = client.get(AGENDA)
    fields = {e.get("name"): "".join(e.itertext()).strip() for e in page.tree.iter("textarea")}
    return [fields[f"item{n}"] for n in (1, 2, 3)]


def three_things(client: PageClient) -> Page:
    begin(client)
    client.get(AGENDA)
    client.submit("dagsorden", item1="Et", item2="To", item3="Tre", shown2="nej", questions="Ja?\nNej?")
    return client.get("/forberedelse/tjek")


@pytest.mark.parametrize(
    ("move", "order"), [("2", ["To", "Et", "Tre"]), ("3", ["Et", "Tre", "To"]), ("4", ["Et", "To", "Tre"])]
)
def test_the_agenda_can_be_put_in_another_order_where_it_is_asked_again(
    client: PageClient, move: str, order: list[str]
) -> None:
    three_things(client)
    page = client.submit("dagsorden", move=move)
    assert page.heading == "Tjek dine svar"
    assert agenda_on(client) == order


def test_what_is_only_mine_stays_mine_when_it_moves(client: PageClient) -> None:
    three_things(client)
    client.submit("dagsorden", move="2")
    assert "To" not in client.get("/forberedelse/del").text.split()


def test_the_agenda_asked_again_changes_the_text_and_nothing_else(client: PageClient) -> None:
    three_things(client)
    page = client.submit("dagsorden", item1="Et nyt punkt")
    assert page.heading == "Tjek dine svar"
    assert agenda_on(client) == ["Et nyt punkt", "To", "Tre"]
    questions = client.get(AGENDA).html
    assert "Ja?\r\nNej?" in questions or "Ja?\nNej?" in questions
    assert "To" not in client.get("/forberedelse/del").text.split()


def test_a_mistake_in_the_agenda_asked_again_loses_nothing_and_leads_back(client: PageClient) -> None:
    three_things(client)
    page = client.submit("dagsorden", status=422, item1=f"Et {CPR}", item2="To og mere")
    assert page.title.startswith("Fejl: ")
    assert "To og mere" in page.html
    assert client.submit("dagsorden", item1="Et").heading == "Tjek dine svar"
    assert agenda_on(client) == ["Et", "To og mere", "Tre"]


def test_the_receipt_says_what_is_kept_and_never_the_code_or_the_answers(client: PageClient) -> None:
    code = begin(client)
    fill_in(client)
    page = client.get("/forberedelse/kvittering")
    assert code[:5] in page.text
    assert not any(group in page.html for group in code.split("-")[1:])
    for words in ("Din dagsorden", "24. november 2026", "30. januar 2027", "Kun du", "Dit CV"):
        assert words in page.text
    for answer in ("Mit punkt", "Fuldmægtig", "Et museum"):
        assert answer not in page.html
    conversation_code = share(client)
    page = client.get("/en/preparation/receipt")
    assert "2 December 2026" in page.text
    assert conversation_code not in page.html


def test_a_receipt_of_nothing_says_so(client: PageClient) -> None:
    begin(client)
    assert "Ikke noget endnu" in client.get("/forberedelse/kvittering").text


def test_what_is_known_of_an_advert_is_a_text_to_paste() -> None:
    advert = Advert("Fuldmægtig", "En styrelse", "1. december")
    assert joblog_text(advert, "da").splitlines()[1] == "Arbejdssted: En styrelse"
    assert joblog_text(Advert("Clerk"), "en").count("\n") == 0


def test_every_saved_advert_has_a_text_for_the_joblog(client: PageClient) -> None:
    begin(client)
    assert "Du har ikke skrevet nogen jobopslag endnu" in client.get("/forberedelse/joblog").text
    client.get("/forberedelse/jobopslag")
    client.submit(
        "jobopslag", title0="Fuldmægtig", workplace0="En styrelse", title1="Arkivar", on_jobnet1="y"
    )
    page = client.get("/forberedelse/joblog")
    texts = ["".join(e.itertext()) for e in page.tree.iter("textarea")]
    assert ["Fuldmægtig" in texts[0], "En styrelse" in texts[0], "Arkivar" in texts[1]] == [True] * 3
    assert all(e.get("readonly") is not None for e in page.tree.iter("textarea"))
    assert page.text.count("Du har skrevet, at det står i din joblog") == 1
    assert "/forberedelse/joblog" in client.get("/forberedelse/tjek").links()
    assert client.get("/en/preparation/job-log").heading == "Text for your job log"


def test_where_a_line_of_the_agenda_came_from_stands_beside_it_as_long_as_it_is_that_line(
    client: PageClient, settings: Settings
) -> None:
    module = read_modules(settings.site).modules["raadighed"]
    begin(client)
    client.post("/forberedelse/tag-med", {"module": "raadighed", "section": "joblog"})
    for path, page in (
        (AGENDA, module.da),
        ("/forberedelse/tjek", module.da),
        ("/en/preparation/check", module.en),
    ):
        found = client.get(path)
        assert f"{page.url}#joblog" in found.links(), path
        assert page.title in [text_of(a) for a in found.tree.iter("a")], path
    assert "/m/raadighed" in client.get("/forberedelse/ark").links()
    client.get(AGENDA)
    client.submit("forberedelse/dagsorden", item2="Mit eget", go="here")
    assert f"{module.da.url}#joblog" in client.get(AGENDA).links()
    client.submit("forberedelse/dagsorden", item1="Noget helt andet", go="here")
    assert f"{module.da.url}#joblog" not in client.get(AGENDA).links()


def without_adverts(settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock) -> PageClient:
    app = create_app(settings, database=database, ring=ring, clock=clock)
    app.state.organisation = read_organisation().model_copy(update={"adverts": 0})
    return PageClient(app)


def test_an_organisation_that_asks_for_no_adverts_asks_for_fields_of_work_under_a_fitting_heading(
    settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    client = without_adverts(settings, database, ring, clock)
    begin(client)
    page = client.get("/forberedelse/jobopslag")
    assert page.heading == "Hvilke fagområder søger du job i?"
    assert "Titel på jobbet" not in page.text
    client.submit("jobopslag", fields=["kommunikation-it"])
    page = client.get("/forberedelse/tjek")
    assert "Jobopslag" not in page.text
    assert "Kommunikation og IT" in page.text


def test_adverts_written_when_more_were_asked_for_are_kept() -> None:
    answers = Answers(adverts=(Advert("Et"), Advert("To"), Advert("Tre")))
    for count in (0, 1, 2, 3):
        form = adverts_form(count)(data=ADVERTS.fill(answers))
        assert ADVERTS.read(answers, form, {}).adverts == answers.adverts


def test_an_item_keeps_its_source_only_in_the_copy_where_it_is_shown() -> None:
    item = Item("Rådighed", module="raadighed", section="joblog")
    assert Answers(agenda=(item,)).for_consultant().agenda == (item,)
    assert Answers(agenda=(replace(item, shown=False),)).for_consultant().agenda == ()
