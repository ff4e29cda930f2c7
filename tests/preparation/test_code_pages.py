"""Coming back with the owner code: what opens, what is told, what is counted, what is not lost."""

from datetime import timedelta

import pytest

from portal.shared.clock import FrozenClock
from portal.shared.codes import CodeKind, new_code
from tests.page import PageClient, filled
from tests.preparation.pages import alerts, begin, fill_in, share


def test_the_owner_code_opens_the_sheet_in_another_browser(client: PageClient, app: object) -> None:
    code = begin(client)
    fill_in(client)
    other = PageClient(app)
    other.get("/forberedelse/fortsaet")
    page = other.submit("fortsaet", code=code.lower())
    assert "Mit skjulte punkt" in page.text


def test_a_wrong_symbol_the_wrong_kind_and_a_wrong_code_each_say_what_to_do(
    client: PageClient, app: object
) -> None:
    code = begin(client)
    conversation = share(client)
    other = PageClient(app)
    wrong_symbol = code[:-1] + ("0" if code[-1] != "0" else "1")
    for typed, words in (
        ("", "Skriv din egen kode"),
        (code[:-2], "25 tegn"),
        (wrong_symbol, "Et af tegnene er forkert"),
        (conversation, "samtalekoden"),
        (new_code(CodeKind.OWNER).text, "passer ikke til et ark"),
    ):
        other.get("/forberedelse/fortsaet")
        page = other.submit("fortsaet", status=422, code=typed)
        assert words in alerts(page)


def test_an_unknown_code_and_a_wrong_one_are_told_the_same(client: PageClient, app: object) -> None:
    code = begin(client)
    wrong = code[:6] + new_code(CodeKind.OWNER).text[6:-1]
    pages = []
    for typed in (_with_check(wrong), new_code(CodeKind.OWNER).text):
        other = PageClient(app)
        other.get("/forberedelse/fortsaet")
        pages.append(other.submit("fortsaet", status=422, code=typed).html.replace(typed, "KODE"))
    assert pages[0] == pages[1]


def _with_check(text: str) -> str:
    from portal.shared.codes import check_symbol

    symbols = text.replace("-", "")[:24]
    return symbols + check_symbol(symbols)


def test_the_eleventh_try_from_one_address_is_told_to_wait(client: PageClient) -> None:
    for _ in range(10):
        client.get("/forberedelse/fortsaet")
        client.submit("fortsaet", status=422, code=new_code(CodeKind.OWNER).text)
    client.get("/forberedelse/fortsaet")
    typed = {"step": "agenda", "carried": "Det-jeg-lige-skrev", "code": new_code(CodeKind.OWNER).text}
    page = client.post("/forberedelse/fortsaet", typed, status=429)
    assert page.response.headers["retry-after"]  # type: ignore[attr-defined]
    assert "Det-jeg-lige-skrev" in page.html


def test_a_wrong_symbol_costs_no_try(client: PageClient) -> None:
    code = begin(client)
    client.submit("faerdig") if client.page and "faerdig" in client.page.html else client.http.cookies.clear()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(15):
        client.get("/forberedelse/fortsaet")
        client.submit("fortsaet", status=422, code=wrong)
    client.get("/forberedelse/fortsaet")
    assert client.submit("fortsaet", code=code).heading == "Tjek dine svar"


def test_what_was_typed_when_the_session_had_ended_is_there_after_the_code(
    client: PageClient, clock: FrozenClock
) -> None:
    code = begin(client)
    client.get("/forberedelse/dagsorden")
    clock.advance(timedelta(minutes=40))
    page = client.submit("dagsorden", status=403, item1="Skrevet\nfor sent & <gemt>", shown1="nej")
    assert "Der er gået 30 minutter" in page.text
    page = client.submit("fortsaet", code=code)
    assert "Skrevet\nfor sent & <gemt>" in next(page.tree.iter("textarea")).itertext()
    checked = [
        e.get("value") for e in page.tree.iter("input") if e.get("name") == "shown1" and "checked" in e.attrib
    ]
    assert checked == ["nej"]
    client.submit("dagsorden")
    assert "for sent & <gemt>" in client.get("/forberedelse/tjek").text


def test_what_was_typed_survives_a_wrong_code_too(client: PageClient, clock: FrozenClock) -> None:
    code = begin(client)
    client.get("/forberedelse/dagsorden")
    clock.advance(timedelta(minutes=40))
    client.submit("dagsorden", status=403, item1="Ikke tabt")
    client.submit("fortsaet", status=422, code="ABC")
    client.submit("fortsaet", status=422, code=new_code(CodeKind.OWNER).text)
    assert "Ikke tabt" in client.submit("fortsaet", code=code).html


def test_what_was_typed_goes_along_sealed_and_opens_with_the_code_of_its_own_sheet_alone(
    client: PageClient, app: object
) -> None:
    own, other = begin(client), begin(PageClient(app))
    client.get("/forberedelse/dagsorden")
    client.http.cookies.clear()
    asked = client.submit("dagsorden", status=403, item1="Kun for mig")
    assert "Kun for mig" not in asked.html
    for code, is_there in ((other, False), (own, True)):
        client.http.cookies.clear()
        client.page = asked
        page = client.submit("fortsaet", code=code)
        assert ("Kun for mig" in page.html) is is_there


@pytest.mark.parametrize("carried", ["", "x", "AAAA", "å", "A" * 5000])
def test_what_was_not_sealed_here_is_passed_over(client: PageClient, carried: str) -> None:
    code = begin(client)
    client.http.cookies.clear()
    sent = {"step": "agenda", "carried": carried, "code": code}
    assert client.post("/forberedelse/fortsaet", sent).heading == "Tjek dine svar"


def test_a_step_of_another_sheet_is_neither_saved_nor_shown(client: PageClient, app: object) -> None:
    code = begin(client)
    client.get("/forberedelse/dagsorden")
    step = filled(client.page.form("dagsorden")) | {"item1": ["Et fremmed svar"]}  # type: ignore[union-attr]
    other = PageClient(app)
    begin(other)
    page = other.post("/forberedelse/dagsorden", step, status=403)
    assert "Et fremmed svar" not in page.html
    assert "hører til et andet ark" in page.text
    assert "Et fremmed svar" not in other.get("/forberedelse/dagsorden").html
    other.page = page
    assert "Et fremmed svar" in other.submit("fortsaet", code=code).html, "its own code brings it back"
