"""The facts at the desk as an editor reads and signs them, without a script."""

from typing import get_args

import pytest

from portal.approvals import labels, views
from portal.catalogue.fact_book import FactBook, read_fact_book
from portal.catalogue.facts import Registry
from portal.catalogue.front_matter import PageType
from portal.settings import PROJECT_ROOT
from portal.shared.actors import Role
from tests.approvals.conftest import FactDesk
from tests.page import PageClient

ALL = "/konsulent/fakta"


def listed(client: PageClient, query: str = "") -> list[str]:
    """The ids of the facts on the list, in its order."""
    page = client.get(f"{ALL}{query}")
    links = [link.partition("?")[0] for link in page.links()]
    return [link.rpartition("/")[2] for link in links if link.startswith(f"{ALL}/") and "/kilde/" not in link]


def test_the_list_says_how_each_fact_stands_by_source(desk: FactDesk) -> None:
    client = desk.client(desk.editor)

    page = client.get(ALL)

    assert listed(client) == ["tal-et", "holdt-tilbage", "regel-et", "regel-to"]
    assert "Ikke godkendt (3)" in page.text and "Holdt tilbage (1)" in page.text
    assert "kilden skal ses" in page.text and "bruges 1 sted" in page.text
    assert "ses efter senest 1. januar 2027" in page.text
    assert "You must be available." in client.get("/en/staff/facts").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=held", ["holdt-tilbage"]),
        ("?status=ukendt", ["tal-et", "holdt-tilbage", "regel-et", "regel-to"]),
        ("?topic=smv", ["tal-et"]),
        ("?module=raadighed", ["regel-et"]),
        ("?q=S%C3%98GE+job", ["regel-to"]),
        ("?due=soon", []),
        ("?status=draft&topic=raadighed&q=62", ["regel-et", "regel-to"]),
    ],
)
def test_the_filters_stand_in_the_address(desk: FactDesk, query: str, expected: list[str]) -> None:
    assert listed(desk.client(desk.editor), query) == expected


def test_a_source_is_a_filter_too(desk: FactDesk) -> None:
    key = desk.source_path("regel-et").rpartition("/")[2]

    assert listed(desk.client(desk.editor), f"?source={key}") == ["regel-et", "regel-to"]


def test_what_is_near_or_over_is_found(desk: FactDesk) -> None:
    client = desk.client(desk.editor)
    desk.content.change("facts/facts.yaml", "review_by: 2027-01-01", "review_by: 2026-12-24")
    desk.read_again()
    assert listed(client, "?due=soon") == ["regel-et"]

    desk.content.change("facts/facts.yaml", "review_by: 2026-12-24", "review_by: 2026-11-24")
    desk.read_again()
    assert listed(client, "?due=overdue") == ["regel-et"]
    assert "1 faktum skulle være set efter" in client.get("/konsulent").text


def test_a_source_is_signed_by_two_persons_and_each_is_led_on(desk: FactDesk) -> None:
    first, second = desk.client(desk.editor), desk.client(desk.second)
    path = desk.source_path("regel-et")

    first.get(f"{path}?all=1")
    page = first.submit("/underskriv", read="y", source_seen_on="2026-11-24")

    assert "Din underskrift står nu under 2 mere." in page.text
    assert "/kilde/" in page.url and path not in page.url
    assert "Venter på en anden end dig (2)" in first.get(path).text
    assert "2 fakta mangler din underskrift som nummer to" in second.get("/konsulent").text
    second.get(f"{path}?all=1")
    assert desk.editor.name in second.page.text  # type: ignore[union-attr]
    page = second.submit("/bekraeft", second_read="y")
    assert "2 mere er godkendt." in page.text
    assert (desk.standing("regel-et"), desk.standing("regel-to")) == ("approved", "approved")
    assert "vises efter næste bygning" in second.get("/konsulent/fakta/regel-et").text


def test_when_nothing_waits_any_more_the_list_says_so(desk: FactDesk) -> None:
    desk.sign("tal-et", "regel-to", seen_on=desk.clock.today())
    client = desk.client(desk.editor)
    client.get(desk.source_path("regel-et"))

    page = client.submit("/underskriv", read="y")

    assert f"{ALL}?" in page.url and "Der venter ikke mere på dig." in page.text


def test_nothing_is_signed_without_a_choice_a_tick_or_a_day(desk: FactDesk) -> None:
    client = desk.client(desk.editor)
    path = desk.source_path("regel-et")

    client.get(path)
    assert "Vælg mindst ét faktum." in client.submit("/underskriv", status=422, read="y").text
    client.get(f"{path}?all=1")
    assert "Sæt kryds, når du har åbnet kilden" in client.submit("/underskriv", status=422).text
    client.get(f"{path}?all=1")
    page = client.submit("/underskriv", status=422, read="y")
    assert "kræver, at du har set selve kilden" in page.text
    assert page.html.count(" checked") == 3, "what was chosen is still chosen"
    client.get(f"{path}?all=1")
    page = client.submit("/underskriv", status=422, read="y", source_seen_on="2026-11-25")
    assert "Dagen ligger i fremtiden" in page.text
    assert desk.rows() == []


def test_a_withdrawal_needs_a_reason_that_stays_in_the_history(desk: FactDesk) -> None:
    desk.sign("tal-et")
    desk.confirm("tal-et", by=desk.manager)
    client = desk.client(desk.manager)

    client.get(f"{ALL}/tal-et")
    assert "Skriv hvorfor." in client.submit("/traek-tilbage", status=422).text
    page = client.submit("/traek-tilbage", reason="Rapporten er trukket tilbage.")

    assert "Underskriften er trukket tilbage." in page.text
    assert "Rapporten er trukket tilbage." in page.text
    assert desk.standing("tal-et") == "draft"


def test_the_page_of_a_fact_says_what_a_change_touches(desk: FactDesk) -> None:
    page = desk.client(desk.editor).get(f"{ALL}/regel-et")

    assert "1 side skifter." in page.text
    assert "/r/" in page.links()
    assert "Modul · dansk, engelsk" in page.text
    for sentence in (
        "Du skal være til rådighed.",
        "You must be available.",
        "Spørg din a-kasse om rådighed.",
    ):
        assert sentence in page.text


def test_the_numbers_that_a_chart_draws_are_read_before_they_are_signed(desk: FactDesk) -> None:
    label = "{id: vaekst, number: 38, da: Vækst på tre år, en: Growth in three years}"
    measured = f"measured: {{kind: description, unit: percent, values: [{label}]}}"
    desk.content.change("facts/facts.yaml", "value: 38", measured)
    desk.read_again()
    client = desk.client(desk.editor)
    for path in (f"{ALL}/tal-et", desk.source_path("tal-et")):
        assert "I et diagram: Vækst på tre år: 38 procent" in client.get(path).text
        assert "Growth in three years: 38 percent" in client.get(path).text


def test_a_text_that_changed_since_its_approval_is_marked(desk: FactDesk) -> None:
    desk.sign("tal-et")
    desk.confirm("tal-et")
    desk.content.change("facts/facts.yaml", "38 percent more", "39 percent more")
    desk.read_again()
    client = desk.client(desk.editor)

    assert listed(client, "?status=changed") == ["tal-et"]
    assert "Givet til en tekst, der er ændret siden." in client.get(f"{ALL}/tal-et").text


def test_a_manager_reads_and_is_the_second_but_never_the_first(desk: FactDesk) -> None:
    client = desk.client(desk.manager)
    path = desk.source_path("tal-et")

    assert "Skriv under på de valgte" not in client.get(path).text
    client.post(f"{path}/underskriv", {"fact": f"tal-et:{desk.hash_of('tal-et')}", "read": "y"}, status=404)
    desk.sign("tal-et")
    client.get(path)
    client.submit("/bekraeft", second_read="y")
    assert desk.standing("tal-et") == "approved"


def test_an_administrator_only_reads(desk: FactDesk) -> None:
    desk.sign("tal-et")
    client = desk.staff.sign_in(Role.ADMINISTRATOR)

    page = client.get(desk.source_path("tal-et"))

    assert not [form for form in page.forms() if "fakta" in (form.get("action") or "")]
    client.post(f"{desk.source_path('tal-et')}/bekraeft", {"second_read": "y"}, status=404)


def test_a_form_of_another_site_is_refused(desk: FactDesk) -> None:
    client = desk.client(desk.editor)
    value = f"tal-et:{desk.hash_of('tal-et')}"

    answer = client.http.post(
        f"{desk.source_path('tal-et')}/underskriv",
        data={"fact": value, "read": "y"},
        headers={"origin": "https://andet.example", "sec-fetch-site": "cross-site"},
    )

    assert answer.status_code == 403
    assert client.http.get(f"{desk.source_path('tal-et')}/underskriv").status_code in (404, 405)
    assert desk.rows() == []


def test_an_unknown_fact_or_source_is_not_found_and_an_empty_book_is_said(desk: FactDesk) -> None:
    client = desk.client(desk.editor)
    client.get(f"{ALL}/findes-ikke", status=404)
    client.get(f"{ALL}/kilde/findes-ikke", status=404)

    desk.app.state.facts = FactBook(Registry({}))
    assert "byg siden" in client.get(ALL).text


def test_every_kind_of_page_has_a_word_at_the_desk() -> None:
    assert set(labels.PAGES) == set(get_args(PageType))


def test_every_fact_of_the_site_has_a_page(desk: FactDesk) -> None:
    desk.app.state.facts = read_fact_book(PROJECT_ROOT / "build" / "site")
    client = desk.client(desk.editor)
    shown = {(use.kind, row.fact.kind): row.fact.id for row in all_of(desk) for use in row.uses}

    assert len(shown) > 4
    for fact_id in shown.values():
        assert client.get(f"/en/staff/facts/{fact_id}").heading == fact_id


def all_of(desk: FactDesk) -> list[views.Row]:
    with desk.database.reading() as session:
        return views.all_rows(session, desk.book, desk.clock.today())


def test_the_history_says_the_year(desk: FactDesk) -> None:
    desk.sign("tal-et")

    assert (
        f"Første: {desk.editor.name}, 24. november 2026" in desk.client(desk.editor).get(f"{ALL}/tal-et").text
    )
