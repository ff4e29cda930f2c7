"""Finding an opening: filters in address and words, links that drop one, empty lists, paper and link."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from portal.openings.filter_query import query_of, read_filters, unknown_parameters
from portal.openings.filter_words import chosen, filter_words, names
from portal.openings.filters import ATTRIBUTES, Filters
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient, text_of

WEEK = "2026-W48"
# One value of each parameter that the opening of `everything` carries.
EVERY = {
    "type": "loentilskud", "field": "offentlig", "area": "region-syddanmark", "competence": "klarsprog",
    "hours": "up-to-15", "language": "en", "work_form": "on-site", "sector": "public", "new": "1",
    "q": "notat",
}  # fmt: skip


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def everything(desk: Desk) -> None:
    """Two openings that differ in all that can be chosen."""
    desk.published()
    odense = desk.company(municipality="Odense", sector="public", name="Andet Sted", aliases=(), brands=())
    desk.published(
        odense, type="loentilskud", title="Skriv et notat", field="offentlig", competences=("klarsprog",),
        hours=12, language="en", work_form="on site", start=date(2027, 1, 11), talent=True,
    )  # fmt: skip


def items(page_tree: Element, css_class: str) -> list[Element]:
    return [
        li for ul in page_tree.iter("ul") if css_class in ul.get("class", "").split() for li in ul.iter("li")
    ]


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("name", EVERY)
def test_every_filter_narrows_page_and_json_alike(client: PageClient, name: str) -> None:
    query = urlencode({name: EVERY[name]})
    # Both were published this week.
    expected = 2 if name == "new" else 1
    page = client.get(f"/opslag?{query}")
    assert "Skriv et notat" in page.text and len(items(page.tree, "ops")) == expected
    answer = client.http.get(f"/api/v1/openings?{query}").json()
    assert answer["total"] == expected and len(answer["results"]) == expected


@pytest.mark.usefixtures("everything")
def test_what_an_opening_of_an_earlier_week_is_not_is_new(client: PageClient, clock: FrozenClock) -> None:
    assert client.http.get("/api/v1/openings?new=1").json()["total"] == 2
    clock.advance(timedelta(days=7))
    assert client.http.get("/api/v1/openings?new=1").json()["total"] == 0
    assert "Nye i denne uge (0)" in client.get("/opslag").text


@pytest.mark.usefixtures("everything")
def test_the_number_beside_every_choice_is_what_its_list_shows(client: PageClient) -> None:
    page = client.get("/opslag?q=skriv")
    labels = [label for label in page.tree.iter("label") if (label.get("for") or "").startswith("l-")]
    seen = 0
    for label in labels:
        for box in label.iter("input"):
            count = int(text_of(label).rpartition("(")[2].rstrip(")"))
            query = urlencode({"q": "skriv", box.get("name"): box.get("value")})
            assert client.http.get(f"/api/v1/openings?{query}").json()["total"] == count, query
            seen += 1
    options = [
        o for s in page.tree.iter("select") if (s.get("id") or "").startswith("l-") for o in s.iter("option")
    ]
    for option in options:
        if option.get("value"):
            name = "area" if option.get("value", "").startswith(("region", "fyn")) else "competence"
            count = int(text_of(option).rpartition("(")[2].rstrip(")"))
            query = urlencode({"q": "skriv", name: option.get("value")})
            assert client.http.get(f"/api/v1/openings?{query}").json()["total"] == count, query
            seen += 1
    assert seen > 25


@pytest.mark.usefixtures("everything")
def test_each_choice_stands_in_words_and_is_a_link_that_drops_it(client: PageClient) -> None:
    page = client.get(f"/opslag?{urlencode(EVERY)}&type=praktik")
    chips = items(page.tree, "chosen")
    said = [text_of(chip).removeprefix("Fjern ").removesuffix(" ×") for chip in chips]
    assert said == [
        "Praktik", "Job med løntilskud", "Offentlig", "Region Syddanmark", "klarsprog", "Op til 15 timer",
        "Engelsk er nok", "På arbejdspladsen", "Offentlig arbejdsplads", "Nye i denne uge", "“notat”",
        "Vis alle opslag",
    ]  # fmt: skip
    links = [a.get("href", "") for chip in chips for a in chip.iter("a")]
    asked = {*parse_qsl(urlsplit(page.url).query)}
    for link in links[:-1]:
        left = {*parse_qsl(urlsplit(link).query)}
        assert left < asked and len(asked - left) == 1
    assert links[-1] == "/opslag"
    assert page.title.startswith("Opslag: Praktik · Job med løntilskud · Offentlig")


@pytest.mark.usefixtures("everything")
def test_rare_filters_are_folded_away_until_one_of_them_is_chosen(client: PageClient) -> None:
    def folded_away(path: str) -> set[bool]:
        page = client.get(path)
        found = [d for d in page.tree.iter("details") if text_of(next(d.iter("summary"))) == "Flere filtre"]
        assert len(found) == 2
        return {d.get("open") is None for d in found}

    assert folded_away("/opslag?type=praktik&area=fyn") == {True}
    for name in ("competence", "hours", "language", "work_form", "sector"):
        assert folded_away(f"/opslag?{name}={EVERY[name]}") == {False}, name


@pytest.mark.usefixtures("everything")
def test_the_address_to_copy_is_the_lists_only_one_however_it_was_asked_for(client: PageClient) -> None:
    spellings = (
        "type=praktik&type=job&area=Fyn&q=+notat+",
        "q=notat&area=fyn&type=job&type=praktik&type=job&page=1&hours=&competence=&company=7",
        "type=job&type=praktik&type=hest&area=fyn&language=xx&q=notat&new=maybe",
    )
    addresses = set()
    for spelling in spellings:
        page = client.get(f"/opslag?{spelling}")
        field = next(i for i in page.tree.iter("input") if i.get("id") == "liste-link")
        canonical = next(link for link in page.tree.iter("link") if link.get("rel") == "canonical")
        assert field.get("readonly") is not None and field.get("value") == canonical.get("href")
        addresses.add(field.get("value"))
    assert addresses == {"http://127.0.0.1:8000/opslag?type=job&type=praktik&area=fyn&q=notat"}


def _some(group: str) -> st.SearchStrategy[tuple[str, ...]]:
    values = [value for value in names(group, "da") if value]
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(lambda some: tuple(sorted(some)))


MANY = ("type", "field", "competence", "hours", "language", "work_form", "sector")


@given(st.data(), st.text(max_size=40), st.booleans())
def test_a_filter_that_is_written_and_read_again_is_the_same(data: st.DataObject, q: str, new: bool) -> None:
    typed = Filters(**{ATTRIBUTES[group]: data.draw(_some(group)) for group in MANY}, q=q, new=new)  # type: ignore[arg-type]
    filters = read_filters(QueryParams(urlencode(query_of(typed), doseq=True)))
    query = QueryParams(urlencode(query_of(filters), doseq=True))
    assert read_filters(query) == filters
    assert urlencode(query_of(read_filters(query)), doseq=True) == str(query)
    assert not unknown_parameters(query)
    assert len(chosen(filters, "da")) == len(filter_words(filters, "en"))


@pytest.mark.usefixtures("everything")
def test_an_empty_list_says_which_single_choice_to_drop_and_how_much_that_gives(client: PageClient) -> None:
    page = client.get("/opslag?type=praktik&area=region-syddanmark")
    assert [text_of(li) for li in items(page.tree, "links")] == [
        "Uden Praktik: 1 opslag", "Uden Region Syddanmark: 1 opslag",
    ]  # fmt: skip
    assert client.follow("Uden Praktik").url.endswith("/opslag?area=region-syddanmark")
    assert "Skriv et notat" in client.page.text  # type: ignore[union-attr]
    for said in ("Følg listen i en nyhedslæser (Atom)", "spørg din konsulent"):
        assert said in page.text
    assert "/opslag.atom?type=praktik&area=region-syddanmark" in page.links()


@pytest.mark.usefixtures("everything")
def test_an_empty_area_points_at_the_nearest_wider_one(client: PageClient) -> None:
    page = client.get("/opslag?area=fyn&q=notat")
    assert text_of(items(page.tree, "links")[0]) == "I hele Region Syddanmark: 1 opslag"
    page = client.get("/en/openings?area=nordjylland")
    assert not items(page.tree, "links") and "Show all openings" in page.text


@pytest.mark.usefixtures("everything")
def test_on_paper_the_list_says_what_it_is_of_and_where_it_is(client: PageClient) -> None:
    page = client.get("/opslag?type=loentilskud")
    paper = next(p for p in page.tree.iter("p") if p.get("class") == "on-paper")
    assert text_of(paper) == (
        "Job med løntilskud · Eksempelby Kommune · uge 48, 2026 · http://127.0.0.1:8000/opslag?type=loentilskud"
    )


HOSTILE = {
    "long": urlencode({"q": "æ" * 10_000}),
    "many words": urlencode({"q": "a b c d e f " * 800}),
    "nul": "q=%00a%00&type=%00&area=%00",
    "percent": "q=%25&area=%25&hours=%25",
    "underscore": "q=_",
    "quotes": urlencode({"q": "'\"; DROP TABLE public_openings; --", "type": "'\"", "field": "\\"}),
    "bad bytes": "q=%ff%fe&type=%ff",
    "surrogate": "q=%ed%a0%80",
    "400 parameters": "&".join(f"type=praktik&p{n}={n}" for n in range(200)),
    "400 values": urlencode([("competence", f"k{n}") for n in range(400)]),
    "huge page": "page=999999&new=1",
    "newlines": "q=a%0d%0ab&area=fyn%0d%0aX-Y:1",
}


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_whatever_stands_in_the_address_is_answered(client: PageClient, query: str) -> None:
    for path in ("/opslag", "/en/openings", "/opslag.atom", "/opslag/tavle", "/api/v1/openings"):
        status = client.http.get(f"{path}?{query}").status_code
        assert status == 200 or (status == 422 and path.startswith("/api/")), (path, status)


@pytest.mark.parametrize(
    "query",
    [
        "competence=hest",
        "hours=12",
        "work_form=space",
        "sector=third",
        "new=2",
        "type=job&type=hest",
        f"q={'a' * 201}",
    ],
)
def test_json_refuses_a_value_that_nothing_carries(client: PageClient, query: str) -> None:
    answer = client.http.get(f"/api/v1/openings?{query}")
    assert answer.status_code == 422


@pytest.mark.usefixtures("everything")
def test_a_talent_task_is_found_by_its_label_beside_the_legal_forms(client: PageClient) -> None:
    for query, total in (("type=talent", 1), ("type=talentopgave", 1), ("type=talent&type=praktik", 2)):
        assert client.http.get(f"/api/v1/openings?{query}").json()["total"] == total, query
